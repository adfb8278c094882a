package io.selfcure.curation.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.FolderLock;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.curation.ledger.Ledger;
import io.selfcure.curation.ledger.Observations;
import io.selfcure.curation.ledger.Relabelling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Run folders written by hand, and what is read off them. */
class RunSummaryTest {

  private static final String HEADER = "epoch,loss,valid_accuracy,seconds\n";

  @TempDir Path dir;

  private RunFolder run(String name, int epochs, String... rows) throws IOException {
    RunFolder run = new RunFolder(dir.resolve(name));
    Files.createDirectories(run.dir());
    Files.writeString(run.config(), "mode: paper\nepochs: " + epochs + "\n");
    Files.writeString(run.provenance(), "cpu: fast\nstarted: today\n");
    if (rows.length > 0) {
      Files.writeString(run.metrics(), HEADER + String.join("\n", rows) + "\n");
    }
    return run;
  }

  @Test
  void tellsHowARunStands() throws IOException {
    RunFolder done = run("done", 2, "1,0.9,0.5,7", "2,0.8,0.4,8");
    RunSummary finished = RunSummary.of(done);
    assertThat(finished.state()).isEqualTo(RunSummary.State.FINISHED);
    assertThat(Objects.requireNonNull(finished.best())).containsEntry("epoch", "1");
    assertThat(finished.last()).containsEntry("epoch", "2");
    RunFolder part = run("part", 3, "1,0.9,,7");
    assertThat(RunSummary.of(part).state()).isEqualTo(RunSummary.State.INTERRUPTED);
    assertThat(RunSummary.of(part).best()).as("never validated").isNull();
    assertThat(RunSummary.of(run("new", 3)).state()).isEqualTo(RunSummary.State.INTERRUPTED);
    Files.writeString(part.events(), "epoch,event,finding,remedy\n2,diverged,NaN,lower\n");
    assertThat(RunSummary.of(part).state()).isEqualTo(RunSummary.State.DIVERGED);
    FolderLock lock = FolderLock.take(part.lock(), "training");
    assertThat(RunSummary.of(part).state()).isEqualTo(RunSummary.State.RUNNING);
    lock.close();
    assertThat(RunSummary.of(part).state()).isEqualTo(RunSummary.State.DIVERGED);
  }

  @Test
  void findsRunsAFewLevelsDeepAndNothingElse() throws IOException {
    run("b/deep/er/run", 1);
    run("a", 1);
    run("a/inside", 1);
    run(".hidden/run", 1);
    run("1/2/3/4/5/too-deep", 1);
    Files.createDirectories(dir.resolve("other"));
    Files.writeString(dir.resolve("other/config.yaml"), "of: another program\n");
    assertThat(RunSearch.under(dir))
        .extracting(r -> dir.relativize(r.dir()).toString())
        .containsExactly("a", "b/deep/er/run");
    assertThat(RunSearch.under(dir.resolve("a"))).as("a run itself").hasSize(1);
    assertThatThrownBy(() -> RunSearch.under(dir.resolve("nowhere")))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void figuresAreNumbersUnderNamesWithDashes() throws IOException {
    RunFolder run = run("run", 1, "1,0.25,,7");
    assertThat(Figures.kebab(RunSummary.of(run).last()))
        .containsEntry("epoch", 1L)
        .containsEntry("loss", 0.25)
        .containsEntry("valid-accuracy", null);
  }

  @Test
  void aGarbledFigureIsNamed() throws IOException {
    RunFolder garbled = run("garbled", 2, "1,0.9,0.5,7", "2,0.8,high,8");
    assertThatThrownBy(() -> RunSummary.of(garbled))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("metrics.csv line 3: is damaged: valid_accuracy is 'high'");
    for (String row : List.of("x,0.9,0.5,7", ",0.9,0.5,7", "1,0.9,NaN,7", "0,0.9,0.5,7")) {
      RunFolder run = run("run" + row.length() + row.hashCode(), 2, row);
      assertThatThrownBy(() -> RunSummary.of(run))
          .as(row)
          .isInstanceOf(DataException.class)
          .hasMessageContaining("metrics.csv line 2");
    }
  }

  private void ledger(RunFolder run, float pGiven, int label) {
    List<Sample> samples =
        List.of(Sample.of("x", "", Split.TRAIN, 0), Sample.of("y", "", Split.TRAIN, 1));
    try (Ledger ledger = Ledger.create(run.ledger(), LabelSet.of("a", "b", "c"), samples)) {
      Observations seen = new Observations(2);
      seen.set(0, 0.5f, 0.6f, 0.6f, 0);
      seen.set(1, Float.NaN, pGiven, 0.7f, 2);
      ledger.record(
          1, seen, List.of(new Relabelling(1, 1, 1, label, 0.1f, 0.7f, Float.NaN, "rule")));
    }
  }

  @Test
  void differencesAreCountedColumnByColumnAndRowByRow() throws IOException {
    RunFolder a = run("a", 2, "1,0.9,0.5,7", "2,0.8,,8");
    RunFolder b = run("b", 2, "1,0.9,0.5,9", "2,0.8,,1");
    RunFolder c = run("c", 2, "1,0.8,0.5,7", "2,1.3,0.1,8");
    Files.writeString(b.provenance(), "cpu: slow\nstarted: tomorrow\n");
    ledger(a, 0.1f, 2);
    ledger(b, 0.1f, 2);
    ledger(c, 0.2f, 0);
    RunDifferences same = RunDifferences.between(a, b);
    assertThat(same.none()).isTrue();
    assertThat(same.origin()).containsOnlyKeys("cpu");
    RunDifferences found = RunDifferences.between(a, c);
    assertThat(found.none()).isFalse();
    assertThat(found.metrics())
        .extracting(RunDifferences.Column::name, RunDifferences.Column::firstEpoch)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("loss", 1),
            org.assertj.core.groups.Tuple.tuple("valid_accuracy", 2));
    assertThat(found.metrics().get(0).greatest()).isEqualTo(0.5);
    assertThat(found.metrics().get(1).greatest()).as("a figure against none").isNull();
    assertThat(found.ledger().samples()).isZero();
    assertThat(found.ledger().observations()).isEqualTo(1);
    assertThat(found.ledger().firstEpoch()).isEqualTo(1);
    assertThat(found.ledger().relabellings()).isEqualTo(1);
    assertThat(found.ledger().labels()).isEqualTo(1);
    Files.delete(c.ledger());
    assertThatThrownBy(() -> RunDifferences.between(a, c)).isInstanceOf(DataException.class);
  }
}
