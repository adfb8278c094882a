package io.selfcure.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.DivergedException;
import io.selfcure.core.progress.Progress;
import io.selfcure.curation.ledger.Observations;
import io.selfcure.curation.run.AlarmKind;
import io.selfcure.curation.run.Facts;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.training.health.HealthMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Every alarm is provoked in a real small training. */
class HealthTest extends SmallRuns {

  /** What a user is told. */
  private static final class Told implements Progress {
    private final List<String> lines = new ArrayList<>();

    @Override
    public Task start(String what, String unit, long total) {
      return Progress.NONE.start(what, unit, total);
    }

    @Override
    public void say(String line) {
      lines.add(line);
    }

    List<String> warnings() {
      return lines.stream().filter(l -> l.startsWith("WARNING")).toList();
    }
  }

  private List<String> events(String name) {
    Path file = new RunFolder(dir.resolve(name)).events();
    try {
      return Files.exists(file)
          ? Files.readAllLines(file).stream().skip(1).map(l -> l.split(",", -1)[1]).toList()
          : List.of();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aHealthyRunIsNotDisturbed() {
    Told told = new Told();
    run(
        "run",
        told,
        "mode=baseline",
        "learn-margin-1=false",
        "dropout=0",
        "augment=none",
        "optimizer=adam",
        "learning-rate=0.002",
        "epochs=6");
    assertThat(told.warnings()).isEmpty();
    assertThat(dir.resolve("run/events.csv")).doesNotExist();
  }

  @Test
  void anIdleRankLossIsTold() {
    Told told = new Told();
    run("run", told, "margin-1=0", "learn-margin-1=false", "relabelling=false", "epochs=6");
    assertThat(events("run")).containsOnlyOnce("rank-loss-idle");
    assertThat(told.warnings().toString()).contains("exceeds the margin").contains("margin-1");
  }

  @Test
  void weightsThatFollowEvidenceMayAgreeAndNeedNoRankLoss() {
    run("run", Progress.NONE, "mode=improved", "margin-1=0", "learn-margin-1=false", "epochs=6");
    assertThat(events("run")).doesNotContain("rank-loss-idle", "weights-collapsed");
  }

  @Test
  void collapsedWeightsAreTold() {
    run(
        "run",
        Progress.NONE,
        "weight-decay=1",
        "learning-rate=0.3",
        "momentum=0",
        "nesterov=false",
        "warmup-epochs=0",
        "schedule=constant",
        "rank-regularisation=false",
        "learn-margin-1=false",
        "relabelling=false",
        "epochs=8");
    assertThat(events("run")).containsOnlyOnce("weights-collapsed").contains("not-learning");
  }

  @Test
  void guessingIsTakenAmissOnlyAfterEnoughSteps() {
    // an epoch has 4 steps, so that the last is judged in spite of the 1,000 that are not reached
    String[] options = {"learning-rate=1e-8", "relabelling=false", "epochs=6"};
    run("run", Progress.NONE, options);
    assertThat(new RunFolder(dir.resolve("run")).readEvents())
        .extracting(e -> e.epoch() + " " + e.event())
        .containsExactly("6 not-learning");
    assertThat(Outlook.judgedFrom(settings("epochs=40", "batch=16"), 2025)).isEqualTo(8);
    assertThat(Outlook.judgedFrom(settings("epochs=40", "batch=64"), 22_552)).isEqualTo(3);
  }

  @Test
  void tooManyChangesAndADyingClassAreTold() {
    run(
        "run",
        Progress.NONE,
        "margin-2=0",
        "relabel-scope=batch",
        "relabel-epoch=1",
        "learning-rate=0.2",
        "epochs=5");
    assertThat(events("run")).contains("relabelling-too-much", "class-dying-out");
  }

  @Test
  void relabellingByANetworkThatGuessesIsToldBeforeItBegins() throws IOException {
    Told told = new Told();
    run("run", told, "learning-rate=1e-8", "relabel-epoch=3", "epochs=4");
    assertThat(Files.readAllLines(new RunFolder(dir.resolve("run")).events()).toString())
        .containsOnlyOnce(
            "2,relabelling-by-guessing,\"labels are changed from epoch 3 on, but the network"
                + " guesses");
    assertThat(told.warnings().toString()).contains("relabel-epoch").contains("mode=baseline");
  }

  @Test
  void labelsThatGoBackAndForthAreTold() {
    run(
        "run",
        Progress.NONE,
        "margin-2=0",
        "relabel-scope=batch",
        "relabel-epoch=1",
        "learning-rate=0.3",
        "warmup-epochs=0",
        "schedule=constant",
        "epochs=8");
    assertThat(events("run")).containsOnlyOnce("labels-flipping");
  }

  @Test
  void aValidationLossThatRisesSinceRelabellingIsTold() {
    run(
        "run",
        Progress.NONE,
        "mode=reference",
        "margin-2=0",
        "relabel-epoch=4",
        "learning-rate=0.3",
        "schedule=constant",
        "dropout=0",
        "epochs=12");
    assertThat(events("run")).containsOnlyOnce("loss-rising-since-relabelling");
  }

  @Test
  void aLearningRateThatIsTooHighIsTold() {
    run(
        "run",
        Progress.NONE,
        "mode=baseline",
        "learn-margin-1=false",
        "learning-rate=1.5",
        "warmup-epochs=0",
        "schedule=constant",
        "epochs=4");
    assertThat(events("run")).containsOnlyOnce("learning-rate-too-high");
  }

  @Test
  void aLossThatIsNotFiniteStopsTheRunAndKeepsTheLastGoodCheckpoint() {
    Told told = new Told();
    String[] explosive = {
      "mode=baseline",
      "learn-margin-1=false",
      "learning-rate=10",
      "momentum=0.999",
      "weight-decay=1",
      "warmup-epochs=30",
      "schedule=constant",
      "epochs=40"
    };
    assertThatThrownBy(() -> run("run", told, explosive))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("lower learning-rate");
    RunFolder run = new RunFolder(dir.resolve("run"));
    assertThat(events("run")).containsOnlyOnce("diverged");
    assertThat(told.warnings().toString()).contains("clip-gradient=5");
    int last = Checkpoint.read(run.lastCheckpoint()).position().epoch();
    assertThat(run.readMetrics()).hasSize(last);
  }

  private HealthMonitor monitor(String... options) {
    Facts facts = Objects.requireNonNull(new RunFolder(dir.resolve("cut")).readFacts());
    int judgedFrom = Outlook.judgedFrom(settings(options), 60);
    return new HealthMonitor(data.labels(), facts, AlarmKind::remedy, judgedFrom);
  }

  @Test
  void aResumedRunWarnsAsTheUnbrokenOne() throws IOException {
    String[] options = {"margin-1=0", "learn-margin-1=false", "relabelling=false", "epochs=5"};
    run("unbroken", Progress.NONE, options);
    run("cut", Progress.NONE, options);
    // as after a cut in epoch 3: shown epochs 1 and 2 again, then looking at the rest
    Path events = new RunFolder(dir.resolve("cut")).events();
    List<String> all = Files.readAllLines(events);
    HealthWatch watch =
        new HealthWatch(
            new RunFolder(dir.resolve("cut")),
            monitor(options),
            new int[60],
            3,
            new RunFolder(dir.resolve("cut")).readMetrics().subList(0, 2),
            Progress.NONE);
    new RunFolder(dir.resolve("cut"))
        .readMetrics()
        .subList(2, 5)
        .forEach(
            row ->
                watch.epochEnded(
                    new EpochResult(
                        Integer.parseInt(row.getOrDefault("epoch", "")),
                        row,
                        null,
                        new Observations(60),
                        new int[60])));
    assertThat(Files.readAllLines(events)).isEqualTo(all);
    Files.writeString(events, "epoch,event\n3,sneezing\n");
    assertThatThrownBy(() -> resume("cut"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("events.csv");
  }
}
