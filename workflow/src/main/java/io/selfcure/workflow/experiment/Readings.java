package io.selfcure.workflow.experiment;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.metrics.Evaluation;
import io.selfcure.core.metrics.Interval;
import io.selfcure.core.metrics.Intervals;
import io.selfcure.core.progress.Progress;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.training.input.Cohort;
import io.selfcure.training.loop.Model;
import io.selfcure.training.method.Evaluator;
import io.selfcure.training.settings.TrainSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads a trained cell: evaluates its last epochs and its best one, and gathers its metrics. */
final class Readings {

  /** The field's usual figure is a mean over this many last epochs. */
  static final int LAST = 5;

  /** Columns of results.csv, in order. */
  static final List<String> FIGURES =
      List.of(
          "samples",
          "accuracy",
          "accuracy_low",
          "accuracy_high",
          "checkpoint_epoch",
          "last_accuracy",
          "last_accuracy_low",
          "last_accuracy_high",
          "best_accuracy",
          "best_accuracy_low",
          "best_accuracy_high",
          "best_epoch",
          "mean_last_five",
          "balanced_accuracy",
          "balanced_accuracy_low",
          "balanced_accuracy_high",
          "macro_f1",
          "macro_f1_low",
          "macro_f1_high",
          "log_loss",
          "ece",
          "ece_low",
          "ece_high",
          "auroc_alpha",
          "auroc_p_given",
          "wrong_labels",
          "changed",
          "changed_right",
          "precision",
          "repaired",
          "repaired_share",
          "broken",
          "broken_share",
          "seconds");

  private final RunFolder run;
  private final TrainSettings settings;
  private final Dataset data;
  private final PixelPack pixels;
  private final Cohort cohort;
  private final Map<Integer, Evaluation> byEpoch = new LinkedHashMap<>();

  /**
   * A reader of one finished run. A registered split is on record by then ({@link
   * RegisteredReading}).
   *
   * @param data the data set the run was trained on
   * @param part what to evaluate on
   */
  Readings(
      RunFolder run, TrainSettings settings, Dataset data, PixelPack pixels, Reading.Part part) {
    this.run = run;
    this.settings = settings;
    this.data = data;
    this.pixels = pixels;
    this.cohort =
        part == Reading.Part.HOLDOUT
            ? Cohort.divide(data, settings).validation()
            : Cohort.onRecord(data, Split.of(part.id()));
  }

  /** All figures that apply, by column. */
  Map<String, Double> read(
      Reading.Epoch stands, List<Map<String, String>> rows, Progress progress) {
    int epochs = settings.epochs();
    int first = Math.max(1, epochs - LAST + 1);
    for (int epoch = first; epoch <= epochs; epoch++) {
      Path file = run.epochCheckpoint(epoch);
      if (Files.exists(file)) {
        byEpoch.put(epoch, evaluate(file, progress));
      }
    }
    Evaluation last =
        byEpoch.computeIfAbsent(epochs, e -> evaluate(run.lastCheckpoint(), progress));
    Map<String, Double> figures = new LinkedHashMap<>();
    accuracy(figures, "last_accuracy", last);
    if (byEpoch.size() == epochs - first + 1) {
      figures.put(
          "mean_last_five",
          byEpoch.values().stream().mapToDouble(Evaluation::accuracy).average().orElseThrow());
    }
    Evaluation standing = last;
    int standingEpoch = epochs;
    if (Files.exists(run.bestCheckpoint())) {
      int epoch = Model.epoch(run.bestCheckpoint());
      Evaluation best =
          byEpoch.containsKey(epoch)
              ? byEpoch.get(epoch)
              : evaluate(run.bestCheckpoint(), progress);
      accuracy(figures, "best_accuracy", best);
      figures.put("best_epoch", (double) epoch);
      if (stands == Reading.Epoch.BEST) {
        standing = best;
        standingEpoch = epoch;
      }
    }
    figures.put("samples", (double) standing.samples());
    figures.put("checkpoint_epoch", (double) standingEpoch);
    accuracy(figures, "accuracy", standing);
    figures.put("balanced_accuracy", standing.balancedAccuracy());
    interval(figures, "balanced_accuracy", standing, Intervals::balancedAccuracy);
    figures.put("macro_f1", standing.macroF1());
    interval(figures, "macro_f1", standing, Intervals::macroF1);
    figures.put("log_loss", standing.logLoss());
    figures.put("ece", standing.ece());
    interval(figures, "ece", standing, Intervals::ece);
    cleaning(figures, rows.get(rows.size() - 1));
    double seconds = rows.stream().mapToDouble(r -> RunFolder.number(r, "seconds")).sum();
    figures.put("seconds", seconds);
    return inOrder(figures);
  }

  private Evaluation evaluate(Path checkpoint, Progress progress) {
    try (Model model = Model.open(checkpoint, Model.Choice.LAST)) {
      boolean bf16 = settings.precision() == TrainSettings.Precision.BF16;
      return new Evaluator(model.network(), pixels, data.labels(), bf16)
          .evaluate(cohort, settings.seed(), progress);
    }
  }

  private static void accuracy(Map<String, Double> figures, String name, Evaluation e) {
    figures.put(name, e.accuracy());
    interval(figures, name, e, Intervals::accuracy);
  }

  private static void interval(
      Map<String, Double> figures, String name, Evaluation e, Function<Intervals, Interval> which) {
    Intervals known = e.intervals();
    if (known != null) {
      figures.put(name + "_low", which.apply(known).low());
      figures.put(name + "_high", which.apply(known).high());
    }
  }

  /** What became of the labels, by the run's last epoch. */
  private void cleaning(Map<String, Double> figures, Map<String, String> row) {
    for (String column : List.of("auroc_alpha", "auroc_p_given")) {
      figures.put(column, RunFolder.number(row, column));
    }
    long known =
        Cohort.divide(data, settings).training().samples().stream()
            .filter(s -> s.trueLabel() != Sample.UNKNOWN)
            .count();
    if (known == 0) {
      return; // the metrics' zeros would say more than is known
    }
    for (String column :
        List.of("wrong_labels", "changed", "changed_right", "repaired", "broken")) {
      figures.put(column, RunFolder.number(row, column));
    }
    double wrong = RunFolder.number(row, "wrong_labels");
    double changed = RunFolder.number(row, "changed");
    share(figures, "precision", RunFolder.number(row, "changed_right"), changed);
    share(figures, "repaired_share", RunFolder.number(row, "repaired"), wrong);
    share(figures, "broken_share", RunFolder.number(row, "broken"), known - wrong);
  }

  private static void share(Map<String, Double> figures, String name, double part, double whole) {
    if (whole > 0) {
      figures.put(name, part / whole);
    }
  }

  private static Map<String, Double> inOrder(Map<String, Double> figures) {
    Map<String, Double> ordered = new LinkedHashMap<>();
    for (String column : FIGURES) {
      Double value = figures.get(column);
      if (value != null && Double.isFinite(value)) {
        ordered.put(column, value);
      }
    }
    return ordered;
  }

  /** Removes the checkpoints that were kept for the reading only. */
  static void removeKept(RunFolder run, int epochs) {
    for (int epoch = Math.max(1, epochs - LAST + 1); epoch <= epochs; epoch++) {
      try {
        Files.deleteIfExists(run.epochCheckpoint(epoch));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
