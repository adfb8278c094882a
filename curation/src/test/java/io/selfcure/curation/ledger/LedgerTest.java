package io.selfcure.curation.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.EnvironmentException;
import io.selfcure.curation.sqlite.Sqlite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerTest {

  private static final LabelSet CLASSES = LabelSet.of("calm", "glad", "sad");

  @TempDir Path dir;

  private static List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      samples.add(Sample.of("s" + i, "#" + i, Split.TRAIN, 0).relabelled(0, i == 3 ? 2 : 0));
    }
    return samples;
  }

  private static Observations observed(float alpha) {
    Observations o = new Observations(4);
    o.set(0, alpha, 0.9f, 0.9f, 0);
    o.set(1, alpha, 0.1f, 0.7f, 1);
    o.set(3, Float.NaN, 0.2f, 0.6f, 2);
    return o;
  }

  private static Relabelling change(int epoch, int position, int from, int to) {
    return new Relabelling(epoch, position, from, to, 0.25f, 0.5f, 0.75f, "because");
  }

  private Ledger threeEpochs() {
    Ledger ledger = Ledger.create(dir.resolve("ledger.sqlite"), CLASSES, samples());
    ledger.record(1, observed(0.5f), List.of());
    ledger.record(2, observed(0.4f), List.of(change(2, 1, 0, 1), change(2, 3, 0, 2)));
    ledger.record(3, observed(0.3f), List.of(change(3, 1, 1, 2), change(3, 1, 2, 0)));
    return ledger;
  }

  @Test
  void keepsEveryChangeInOrder() {
    try (Ledger ledger = threeEpochs()) {
      assertThat(ledger.currentLabels()).containsExactly(0, 0, 0, 2);
      assertThat(ledger.relabellings())
          .containsExactly(
              change(2, 1, 0, 1), change(2, 3, 0, 2), change(3, 1, 1, 2), change(3, 1, 2, 0));
    }
  }

  @Test
  void rewindingRestoresTheLabelsOfThatTime() {
    try (Ledger ledger = threeEpochs()) {
      ledger.rewindTo(2);
      assertThat(ledger.currentLabels()).containsExactly(0, 1, 0, 2);
      assertThat(ledger.relabellings()).hasSize(2);
      ledger.record(3, observed(0.2f), List.of());
      ledger.rewindTo(0);
      assertThat(ledger.currentLabels()).containsExactly(0, 0, 0, 0);
    }
    try (Ledger again = Ledger.open(dir.resolve("ledger.sqlite"))) {
      assertThat(again.relabellings()).isEmpty();
    }
  }

  @Test
  void anyToolCanAskForTheVerdict() throws Exception {
    threeEpochs().close();
    try (var db = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("ledger.sqlite"));
        var statement = db.createStatement();
        ResultSet r =
            statement.executeQuery(
                "SELECT id, given_label, current_label, true_label, epoch, alpha, p_given, p_best,"
                    + " predicted FROM verdict ORDER BY id")) {
      List<String> lines = new ArrayList<>();
      while (r.next()) {
        StringBuilder line = new StringBuilder();
        for (int c = 1; c <= 9; c++) {
          line.append(r.getString(c)).append(c < 9 ? " " : "");
        }
        lines.add(line.toString());
      }
      assertThat(lines).hasSize(3); // s2 was not observed
      assertThat(lines.get(0)).startsWith("s0 calm calm calm 3 0.3");
      assertThat(lines.get(1)).startsWith("s1 calm calm calm 3").endsWith("glad");
      assertThat(lines.get(2)).startsWith("s3 calm sad sad 3 null").endsWith("sad");
    }
  }

  @Test
  void refusesWhatIsNoLedger() throws IOException {
    Path file = dir.resolve("no.sqlite");
    assertThatThrownBy(() -> Ledger.open(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("not found");
    Files.writeString(file, "this is no database, but long enough to be one ".repeat(50));
    assertThatThrownBy(() -> Ledger.open(file)).isInstanceOf(DataException.class);
    Files.write(file, new byte[0]);
    assertThatThrownBy(() -> Ledger.open(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("version 0");
  }

  @Test
  void damageThatShowsLaterIsToldAsDamage() throws Exception {
    threeEpochs().close();
    Path file = dir.resolve("ledger.sqlite");
    try (var db = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = db.createStatement()) {
      statement.execute("DROP TABLE observation");
    }
    try (Ledger ledger = Ledger.open(file)) {
      assertThatThrownBy(() -> ledger.rewindTo(1))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("is damaged")
          .hasMessageContaining("observation");
    }
  }

  @Test
  void isReadWhileATrainingHoldsItOpen() {
    try (Ledger ledger = threeEpochs()) {
      LedgerSnapshot read = Ledger.read(dir.resolve("ledger.sqlite"));
      assertThat(read.labels()).isEqualTo(CLASSES);
      assertThat(read.epoch()).isEqualTo(3);
      assertThat(read.changes()).isEqualTo(ledger.relabellings());
      assertThat(read.samples().get(3)).isEqualTo(new LedgerSnapshot.Entry("s3", 0, 2, 2));
      assertThat(read.samples().get(3).wrong()).isTrue();
      assertThat(read.samples().get(3).changed()).isTrue();
      assertThat(read.observations().alpha(1)).isEqualTo(0.3f);
      assertThat(read.observations().alpha(3)).isNaN();
      assertThat(read.observations().seen(2)).isFalse();
      ledger.record(4, observed(0.2f), List.of());
      assertThat(Ledger.read(dir.resolve("ledger.sqlite")).epoch()).isEqualTo(4);
    }
  }

  @Test
  void aLedgerThatIsNoneIsNotRead() throws IOException {
    assertThatThrownBy(() -> Ledger.read(dir.resolve("none"))).isInstanceOf(DataException.class);
    Files.writeString(dir.resolve("text"), "a text of some length that is no data base at all");
    assertThatThrownBy(() -> Ledger.read(dir.resolve("text"))).isInstanceOf(DataException.class);
    try (Ledger ledger = Ledger.create(dir.resolve("empty"), CLASSES, samples())) {
      assertThat(Ledger.read(dir.resolve("empty")).epoch()).isZero();
    }
  }

  @Test
  void aReaderThatTakesItsTimeNeitherStopsNorDelaysTheTraining() throws Exception {
    Path file = dir.resolve("ledger.sqlite");
    try (Ledger ledger = threeEpochs();
        var reader = Sqlite.read(file)) {
      try (var s = reader.createStatement();
          ResultSet r = s.executeQuery("SELECT epoch FROM observation ORDER BY epoch DESC")) {
        assertThat(r.next()).isTrue();
        ledger.record(4, observed(0.2f), List.of(change(4, 0, 0, 1)));
        ledger.rewindTo(2);
        ledger.record(3, observed(0.2f), List.of());
        assertThat(r.getInt(1)).isEqualTo(3);
      }
      try (var s = reader.createStatement();
          ResultSet r = s.executeQuery("SELECT count(*) FROM relabelling")) {
        assertThat(r.getInt(1)).as("the reader's moment").isEqualTo(4);
      }
    }
    assertThat(Ledger.read(file).epoch()).isEqualTo(3);
    assertThat(Ledger.read(file).changes()).hasSize(2);
  }

  @Test
  void aLedgerThatCannotBeMadeIsNotHeldOpen() {
    List<Sample> outOfReach =
        new AbstractList<>() {
          @Override
          public Sample get(int i) {
            throw new IllegalStateException("sample " + i);
          }

          @Override
          public int size() {
            return 4;
          }
        };
    Path file = dir.resolve("ledger.sqlite");
    assertThatThrownBy(() -> Ledger.create(file, CLASSES, outOfReach))
        .isInstanceOf(IllegalStateException.class);
    assertThat(dir.toFile().list())
        .as("the last connection takes its log away")
        .containsExactly("ledger.sqlite");
    List<Sample> twice = List.of(samples().get(0), samples().get(0));
    assertThatThrownBy(() -> Ledger.create(dir.resolve("twice"), CLASSES, twice))
        .isInstanceOf(EnvironmentException.class);
    assertThat(dir.toFile().list()).containsExactlyInAnyOrder("ledger.sqlite", "twice");
  }

  @Test
  void aReaderAtTheVeryEndLosesNothingToWhoCopiesTheFileAlone() throws Exception {
    Path file = dir.resolve("ledger.sqlite");
    Path copy = dir.resolve("copy.sqlite");
    Ledger ledger = threeEpochs();
    try (var reader = Sqlite.read(file);
        var s = reader.createStatement();
        ResultSet r = s.executeQuery("SELECT max(epoch) FROM observation")) {
      assertThat(r.getInt(1)).isEqualTo(3);
      ledger.close();
      Files.copy(file, copy);
    }
    assertThat(Ledger.read(copy).epoch()).isEqualTo(3);
    assertThat(Ledger.read(file).epoch()).isEqualTo(3);
    Ledger.open(file).close();
    assertThat(dir.resolve("ledger.sqlite-wal"))
        .as("the next training leaves one file")
        .doesNotExist();
  }

  @Test
  void aFinishedRunIsOneFile() {
    try (Ledger ledger = threeEpochs()) {
      ledger.record(4, observed(0.2f), List.of());
    }
    assertThat(dir.toFile().list()).containsExactly("ledger.sqlite");
    History.read(dir.resolve("ledger.sqlite"));
    Ledger.read(dir.resolve("ledger.sqlite"));
    assertThat(dir.toFile().list()).as("readers change nothing").containsExactly("ledger.sqlite");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sample SET given_label = 99 WHERE position = 1 | sample, position 1 | given_label is '99', expected 0 to 2
          sample SET current_label = -1 WHERE position = 2 | sample, position 2 | current_label is '-1'
          sample SET true_label = 'sad' WHERE position = 0 | sample, position 0 | true_label is 'sad'
          sample SET id = '' WHERE position = 0 | sample, position 0 | id is ''
          sample SET position = 9 WHERE position = 2 | sample, position 3 | position is '3', expected 2
          class SET label = 7 WHERE label = 1 | class, label 2 | label is '2', expected 1
          observation SET p_given = 9e999 WHERE epoch = 2 AND position = 1 | observation, epoch 2, position 1 | p_given is 'Inf', expected 0 to 1
          observation SET p_best = -0.5 WHERE epoch = 3 AND position = 0 | observation, epoch 3, position 0 | p_best is '-0.5'
          observation SET alpha = 7 WHERE epoch = 3 AND position = 0 | observation, epoch 3, position 0 | alpha is '7.0'
          observation SET alpha = 'much' WHERE epoch = 1 AND position = 1 | observation, epoch 1, position 1 | alpha is 'much'
          observation SET predicted = 3 WHERE epoch = 1 AND position = 1 | observation, epoch 1, position 1 | predicted is '3', expected 0 to 2
          observation SET position = 4 WHERE epoch = 3 AND position = 3 | observation, epoch 3, position 4 | position is '4', expected 0 to 3
          observation SET epoch = 0 WHERE epoch = 1 | observation, epoch 0 | epoch is '0'
          observation SET epoch = 'late' WHERE epoch = 3 | observation, epoch late | epoch is 'late'
          relabelling SET to_label = 99 WHERE epoch = 2 AND position = 3 | relabelling, row 2 | to_label is '99'
          relabelling SET p_to = 1e300 WHERE epoch = 2 AND position = 3 | relabelling, row 2 | p_to is '1.0e+300'
          relabelling SET position = 4 WHERE epoch = 2 AND position = 3 | relabelling, row 2 | position is '4'
          """)
  void whatNoTrainingWritesIsRefusedWithItsPlace(String update, String row, String problem)
      throws Exception {
    threeEpochs().close();
    Path file = dir.resolve("ledger.sqlite");
    try (var db = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = db.createStatement()) {
      statement.executeUpdate("UPDATE " + update);
    }
    assertThatThrownBy(() -> History.read(file).each((epoch, observed) -> {}))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("table " + row + ": ")
        .hasMessageContaining(problem);
  }

  @Test
  void theSnapshotForReportsIsCheckedToo() throws Exception {
    threeEpochs().close();
    Path file = dir.resolve("ledger.sqlite");
    try (var db = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = db.createStatement()) {
      statement.executeUpdate("UPDATE observation SET predicted = 99 WHERE epoch = 3");
    }
    assertThatThrownBy(() -> Ledger.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("table observation, epoch 3, position 0: predicted is '99'");
  }

  @Test
  void aHistoryShowsEpochByEpochAndLeavesOutWhatCameLater() {
    Path file = dir.resolve("ledger.sqlite");
    List<Integer> shown = new ArrayList<>();
    try (Ledger ledger = threeEpochs()) {
      History history = History.read(file);
      assertThat(history.ids()).containsExactly("s0", "s1", "s2", "s3");
      assertThat(history.epochs()).containsExactly(1, 2, 3);
      assertThat(history.changes()).isEqualTo(ledger.relabellings());
      ledger.record(4, observed(0.2f), List.of());
      history.each(
          (epoch, observed) -> {
            shown.add(epoch);
            assertThat(observed.alpha(0)).isEqualTo(0.6f - epoch / 10f, within(1e-6f));
            assertThat(observed.alpha(3)).isNaN();
            assertThat(observed.seen(2)).isFalse();
          });
      assertThat(shown).containsExactly(1, 2, 3);
      ledger.rewindTo(1);
      assertThatThrownBy(() -> history.each((epoch, observed) -> {}))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("took the run up again");
    }
  }
}
