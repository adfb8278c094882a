package io.selfcure.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.error.DataException;
import io.selfcure.core.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    run("run", told, "mode=baseline", "learn-margin-1=false", "dropout=0", "batch=6");
    assertThat(told.warnings()).isEmpty();
    assertThat(dir.resolve("run/events.csv")).doesNotExist();
  }

  @Test
  void anIdleRankLossIsTold() {
    Told told = new Told();
    run("run", told, "margin-1=0", "learn-margin-1=false", "relabelling=false", "epochs=6");
    assertThat(events("run")).containsOnlyOnce("rank-loss-idle");
    assertThat(told.warnings().toString()).contains("exceeds the margin").contains("--margin-1");
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
            data.labels(),
            0,
            new int[60],
            new RunFolder(dir.resolve("cut")).readMetrics().subList(0, 2),
            Progress.NONE);
    new RunFolder(dir.resolve("cut"))
        .readMetrics()
        .subList(2, 5)
        .forEach(row -> watch.look(row, new int[60]));
    assertThat(Files.readAllLines(events)).isEqualTo(all);
    Files.writeString(events, "epoch,event\n3,sneezing\n");
    assertThatThrownBy(() -> resume("cut"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("events.csv");
  }
}
