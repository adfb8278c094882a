package io.selfcure.curation.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.curation.sqlite.Sqlite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  void aFinishedRunIsOneFile() {
    try (Ledger ledger = threeEpochs()) {
      ledger.record(4, observed(0.2f), List.of());
    }
    assertThat(dir.toFile().list()).containsExactly("ledger.sqlite");
    History.read(dir.resolve("ledger.sqlite"));
    Ledger.read(dir.resolve("ledger.sqlite"));
    assertThat(dir.toFile().list()).as("readers change nothing").containsExactly("ledger.sqlite");
  }
}
