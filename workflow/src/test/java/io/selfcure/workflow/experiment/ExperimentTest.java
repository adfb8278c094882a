package io.selfcure.workflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.error.InterruptedRunException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.progress.Progress;
import io.selfcure.training.loop.SmallRuns;
import io.selfcure.training.runtime.Machine;
import io.selfcure.training.settings.TrainSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExperimentTest extends SmallRuns {

  private static final String GRID =
      """
      data: clean
      noise: [{kind: none}, {kind: symmetric, rate: 0.2}]
      modes: [baseline, paper]
      seeds: [1, 2]
      settings: {epochs: 3, batch: 12, width: 0.125, threads: 1, relabel-epoch: 2,
                 learning-rate: 0.02, precision: fp32}
      """;

  /** Small pictures; counts how often a cell asks for them. */
  private static class Small implements Experiment.Host {
    int asked;

    @Override
    public TrainSettings resolve(TrainSettings settings, Dataset data) {
      return settings.resolve(SIDE, new Machine(false, false, 1));
    }

    @Override
    public PixelPack pixels(Dataset data, int size, Progress progress) {
      asked++;
      return Objects.requireNonNull(data.pack());
    }
  }

  private final Small host = new Small();

  private Experiment plan(String text, String to) throws IOException {
    Path file = Files.writeString(dir.resolve("grid.yaml"), text);
    return Experiment.plan(file, dir.resolve(to), host);
  }

  private static int run(Experiment experiment) {
    return experiment.run(new CellWatch(Progress.NONE, false));
  }

  /** All cells of the tables but the clock's, by row and column. */
  private Map<String, String> table(String to) throws IOException {
    Map<String, String> all = new TreeMap<>();
    Path file = dir.resolve(to).resolve("results.csv");
    try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
      for (NamedCsvRecord row : rows) {
        row.getFieldsAsMap().forEach((c, value) -> all.put(row.getField("cell") + " " + c, value));
      }
    }
    all.keySet().removeIf(k -> k.endsWith(" seconds"));
    return all;
  }

  @Test
  void aGridIsTrainedTabulatedAndPlotted() throws IOException {
    assertThat(run(plan(GRID, "out"))).isZero();
    Map<String, String> table = table("out");
    assertThat(table).containsEntry("paper_symmetric-0.2_seed-2 state", "finished");
    assertThat(table.get("paper_none_seed-1 wrong_labels")).isEqualTo("0");
    assertThat(table.get("paper_none_seed-1 broken")).isNotEmpty();
    assertThat(table.get("paper_symmetric-0.2_seed-1 wrong_labels")).isEqualTo("12");
    assertThat(table.get("baseline_none_seed-1 auroc_alpha")).isEmpty();
    assertThat(table.get("baseline_symmetric-0.2_seed-1 auroc_p_given")).isNotEmpty();
    for (String figure : List.of("mean_last_five", "balanced_accuracy", "macro_f1", "ece_low")) {
      assertThat(table.get("baseline_none_seed-2 " + figure)).as(figure).isNotEmpty();
    }
    assertThat(table.get("baseline_none_seed-1 samples")).isEqualTo("30");
    assertThat(Files.readString(dir.resolve("out/summary.csv")).lines()).hasSize(1 + 4);
    assertThat(Files.readString(dir.resolve("out/summary.md")))
        .contains("| symmetric | 0.2 | paper | 2 |", "for information only")
        .contains("(min ", "Differences to baseline, seed by seed");
    List<String> differences = Files.readAllLines(dir.resolve("out/differences.csv"));
    assertThat(differences).hasSize(1 + 2);
    assertThat(differences.get(2)).startsWith("paper,symmetric,0.2,baseline,2,");
    double gain = 0;
    for (int seed = 1; seed <= 2; seed++) {
      String row = "_symmetric-0.2_seed-" + seed + " accuracy";
      gain += (number(table, "paper" + row) - number(table, "baseline" + row)) / 2;
    }
    int column = List.of(differences.get(0).split(",")).indexOf("accuracy_mean");
    assertThat(Double.parseDouble(differences.get(2).split(",", -1)[column]))
        .isCloseTo(gain, org.assertj.core.api.Assertions.within(1e-5));
    assertThat(Files.readString(dir.resolve("out/plots.html")))
        .contains("<svg", "baseline", "paper", "Clean labels broken")
        .doesNotContain("<script", "http:", "https:");
    Path run = dir.resolve("out/runs/paper_symmetric-0.2_seed-1");
    assertThat(run.resolve("checkpoints").toFile().list())
        .as("kept for the reading only")
        .noneMatch(n -> n.startsWith("epoch-"));
    int before = host.asked;
    Path header = dir.resolve("out/experiment.yaml");
    String written = Files.readString(header);
    Files.writeString(header, written.replaceFirst("format: \\S+", "format: 1"));
    assertThat(run(plan(GRID, "out"))).as("what the former version began").isZero();
    assertThat(Files.readString(header)).isEqualTo(written);
    assertThat(host.asked).as("nothing is trained again").isEqualTo(before);
  }

  private static double number(Map<String, String> table, String cell) {
    return Double.parseDouble(Objects.requireNonNull(table.get(cell)));
  }

  @Test
  void anAxisWithoutEffectInAModeMakesNoSecondCell() throws IOException {
    String grid = GRID.replace("epochs: 3", "epochs: 3, beta: [0.5, 0.7]");
    Experiment planned = plan(grid, "out");
    assertThat(planned.states().keySet())
        .contains(
            "baseline_none_seed-1", "paper_none_beta-0.5_seed-1", "paper_none_beta-0.7_seed-1")
        .noneMatch(name -> name.startsWith("baseline") && name.contains("beta"))
        .hasSize(3 * 2 * 2);
    assertThat(planned.collapsed())
        .containsExactly("beta has no effect in baseline: one cell for all");
    assertThat(plan(GRID, "out").collapsed()).isEmpty();
  }

  @Test
  void theMeanOfTheLastEpochsIsThatOfTheRunsOwnMetrics() throws IOException {
    run(plan(GRID.replace("epochs: 3", "epochs: 7").replace("seeds: [1, 2]", "seeds: 4"), "out"));
    String cell = "paper_symmetric-0.2_seed-4";
    List<String> lines = Files.readAllLines(dir.resolve("out/runs/" + cell + "/metrics.csv"));
    int column = List.of(lines.get(0).split(",")).indexOf("valid_accuracy");
    double mean =
        lines.subList(3, 8).stream()
            .mapToDouble(l -> Double.parseDouble(l.split(",", -1)[column]))
            .average()
            .orElseThrow();
    Map<String, String> table = table("out");
    assertThat(Double.parseDouble(Objects.requireNonNull(table.get(cell + " mean_last_five"))))
        .isCloseTo(mean, org.assertj.core.api.Assertions.within(1e-5));
    assertThat(Double.parseDouble(Objects.requireNonNull(table.get(cell + " last_accuracy"))))
        .isCloseTo(
            Double.parseDouble(lines.get(7).split(",", -1)[column]),
            org.assertj.core.api.Assertions.within(1e-5));
  }

  /** A host that cuts the power, or sends a signal, when it is asked for pictures again. */
  private static final class Cut extends Small {
    private final int after;
    private final Runnable then;

    Cut(int after, Runnable then) {
      this.after = after;
      this.then = then;
    }

    @Override
    public PixelPack pixels(Dataset data, int size, Progress progress) {
      PixelPack pack = super.pixels(data, size, progress);
      if (asked == after) {
        then.run();
      }
      return pack;
    }
  }

  @Test
  void aStoppedGridGoesOnToTheSameTable() throws IOException {
    run(plan(GRID, "unbroken"));
    List<Experiment> self = new ArrayList<>();
    Path file = dir.resolve("grid.yaml");
    Experiment stopped =
        Experiment.plan(file, dir.resolve("cut"), new Cut(3, () -> self.get(0).stop()));
    self.add(stopped);
    assertThatThrownBy(() -> run(stopped))
        .isInstanceOf(InterruptedRunException.class)
        .hasMessageContaining("cell 3 of 8")
        .hasMessageContaining("goes on from there");
    assertThat(plan(GRID, "cut").states().values())
        .containsExactly("finished", "finished", "begun", "new", "new", "new", "new", "new");
    assertThat(run(plan(GRID, "cut"))).isZero();
    assertThat(table("cut")).isEqualTo(table("unbroken"));
  }

  @Test
  void aCellThatDivergesIsRecordedAndTheRestGoOn() throws IOException {
    String text =
        GRID.replace("learning-rate: 0.02", "optimizer: sgd, learning-rate: [0.02, 10]")
            .replace("seeds: [1, 2]", "seeds: 1")
            .replace("modes: [baseline, paper]", "modes: baseline")
            .replace("width: 0.125", "width: 0.125, weight-decay: 1, schedule: constant")
            .replace("epochs: 3", "epochs: 12, warmup-epochs: 0");
    assertThat(run(plan(text, "out"))).isEqualTo(6);
    Map<String, String> table = table("out");
    assertThat(table).containsEntry("baseline_none_learning-rate-0.02_seed-1 state", "finished");
    String wild = "baseline_symmetric-0.2_learning-rate-10_seed-1 ";
    assertThat(table).containsEntry(wild + "state", "failed");
    assertThat(table.get(wild + "problem")).contains("remedy");
    assertThat(Files.readString(dir.resolve("out/summary.md"))).contains("Failed:", wild.strip());
    int before = host.asked;
    assertThat(run(plan(text, "out"))).as("it would diverge again").isEqualTo(6);
    assertThat(host.asked).isEqualTo(before);
  }

  @Test
  void aFailureIsTriedAgainAndABugIsTold() throws IOException {
    plan(GRID, "out");
    Path file = dir.resolve("grid.yaml");
    Experiment unlucky =
        Experiment.plan(
            file,
            dir.resolve("out"),
            new Cut(
                2,
                () -> {
                  throw new IllegalStateException("out of luck");
                }));
    assertThatThrownBy(() -> run(unlucky)).hasMessage("out of luck");
    assertThat(plan(GRID, "out").states().values())
        .containsOnlyOnce("failed")
        .filteredOn(s -> s.equals("finished"))
        .hasSize(7);
    assertThat(run(plan(GRID, "out"))).isZero();
    assertThat(table("out")).doesNotContainValue("failed");
  }

  @Test
  void cellsMayBeAddedAndFixedSettingsMayNotChange() throws IOException {
    String one = GRID.replace("seeds: [1, 2]", "seeds: 1").replace("[baseline, paper]", "paper");
    run(plan(one, "out"));
    assertThatThrownBy(() -> plan(one.replace("width: 0.125", "width: 0.25"), "out"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("width: 0.125, now 0.25");
    assertThatThrownBy(() -> plan(one + "evaluate: {split: test}\n", "out"))
        .hasMessageContaining("split=valid, now test");
    assertThatThrownBy(() -> plan(one.replace("data: clean", "data: noisy"), "out"))
        .hasMessageContaining("data-sha256");
    String wider = one.replace("width: 0.125", "width: 0.125, beta: [0.7, 0.8]");
    assertThat(plan(wider, "out").states())
        .as("0.7 is the default: these cells are there already")
        .containsEntry("paper_none_seed-1", "finished")
        .containsEntry("paper_none_beta-0.8_seed-1", "new")
        .hasSize(4);
    assertThat(run(plan(wider, "out"))).isZero();
    assertThat(table("out").get("paper_none_seed-1 beta")).isEqualTo("0.7");
    Experiment less = plan(one.replace("rate: 0.2", "rate: 0.4"), "out");
    assertThat(less.leftOut()).hasSize(3);
  }

  @Test
  void whatDecidesNoFigureMakesNoDoneCellNew() throws IOException {
    String one = GRID.replace("seeds: [1, 2]", "seeds: 1");
    one = one.replace("[{kind: none}, {kind: symmetric, rate: 0.2}]", "{kind: none}");
    run(plan(one, "out"));
    String beta = one.replace("width: 0.125", "width: 0.125, beta: [0.5, 0.7]");
    assertThat(plan(beta, "out").states())
        .as("beta means nothing to baseline")
        .containsEntry("baseline_none_seed-1", "finished")
        .containsEntry("paper_none_seed-1", "finished")
        .containsEntry("paper_none_beta-0.5_seed-1", "new")
        .hasSize(3);

    String threads = one.replace("threads: 1", "threads: [1, 2]").replace(", paper]", "]");
    run(plan(threads, "threads"));
    assertThat(plan(threads, "threads").states())
        .containsOnly(
            Map.entry("baseline_none_threads-1_seed-1", "finished"),
            Map.entry("baseline_none_threads-2_seed-1", "finished"));
  }

  @Test
  void whatTheDataCannotGiveIsToldBeforeAnythingRuns() {
    String votes =
        GRID.replace("{kind: none}", "{kind: annotator, rate: 0.1}, {kind: pair, rate: 0.1}");
    assertThatThrownBy(
            () ->
                plan(
                    votes
                        .replace("[baseline, paper]", "baseline")
                        .replace("{epochs", "{targets: soft, epochs"),
                    "out"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("noise annotator")
        .hasMessageContaining("noise pair")
        .hasMessageContaining("no votes to train on");
    assertThatThrownBy(() -> plan(GRID.replaceAll("noise: .*", "noise: []"), "out"))
        .hasMessageContaining("noise: the list is empty");
  }

  @Test
  void noiseUponNoiseIsRefusedBeforeAnythingRuns() {
    assertThatThrownBy(() -> plan(GRID.replace("data: clean", "data: noisy"), "out"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("known to be wrong");
    assertThat(dir.resolve("out")).doesNotExist();
  }

  @Test
  void twoOnOneFolderAreRefused() throws IOException {
    List<String> refusals = new ArrayList<>();
    Path file = Files.writeString(dir.resolve("grid.yaml"), GRID);
    Small second =
        new Cut(
            1,
            () -> {
              try {
                run(Experiment.plan(file, dir.resolve("out"), host));
              } catch (UsageException e) {
                refusals.add(e.problem());
              }
            });
    run(Experiment.plan(file, dir.resolve("out"), second));
    assertThat(refusals).containsExactly("is in use by another experiment");
  }
}
