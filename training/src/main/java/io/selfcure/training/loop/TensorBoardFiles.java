package io.selfcure.training.loop;

import io.selfcure.core.metrics.Evaluation;
import io.selfcure.curation.ledger.Observations;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.curation.tracking.EventFile;
import io.selfcure.training.objective.Outcome;
import io.selfcure.training.settings.TrainSettings;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the figures for TensorBoard, over the number of steps done. A run that goes on begins a
 * file that takes back what was written after its checkpoint.
 */
final class TensorBoardFiles implements RunListener {

  private static final int EVERY_STEPS = 20;

  /** Where a column of metrics.csv is shown: TensorBoard groups by what is before the slash. */
  private static final Map<String, String> TAGS =
      Map.ofEntries(
          Map.entry("epoch", "progress/epoch"),
          Map.entry("learning_rate", "progress/learning_rate"),
          Map.entry("loss", "loss/total"),
          Map.entry("weighted_cross_entropy", "loss/weighted_cross_entropy"),
          Map.entry("rank_loss", "loss/rank"),
          Map.entry("valid_loss", "loss/valid"),
          Map.entry("train_accuracy_given", "accuracy/train_given"),
          Map.entry("valid_accuracy", "accuracy/valid"),
          Map.entry("valid_balanced_accuracy", "accuracy/valid_balanced"),
          Map.entry("valid_macro_f1", "accuracy/valid_macro_f1"),
          Map.entry("valid_ece", "accuracy/valid_ece"),
          Map.entry("alpha_mean", "weights/alpha_mean"),
          Map.entry("alpha_std", "weights/alpha_std"),
          Map.entry("rank_gap", "weights/rank_gap"),
          Map.entry("relabelled", "labels/relabelled"),
          Map.entry("relabelled_again", "labels/relabelled_again"),
          Map.entry("wrong_labels", "labels/wrong"),
          Map.entry("changed", "labels/changed"),
          Map.entry("changed_right", "cure/changed_right"),
          Map.entry("repaired", "cure/repaired"),
          Map.entry("broken", "cure/broken"),
          Map.entry("auroc_alpha", "cure/auroc_alpha"),
          Map.entry("auroc_p_given", "cure/auroc_p_given"),
          Map.entry("seconds", "speed/seconds"),
          Map.entry("images_per_s", "speed/images_per_s"));

  private final RunFolder run;
  private final TrainSettings settings;
  private final Clock clock;
  private final long stepsBefore;
  private long step;
  private @Nullable EventFile events;

  /**
   * Figures of a run that begins or goes on.
   *
   * @param stepsBefore the steps that its checkpoint holds, 0 for a run from the start
   */
  TensorBoardFiles(RunFolder run, TrainSettings settings, long stepsBefore, Clock clock) {
    this.run = run;
    this.settings = settings;
    this.stepsBefore = stepsBefore;
    this.clock = clock;
  }

  /** Opened with the first figure, as resuming a finished run has none. */
  private EventFile events() {
    EventFile open = events;
    if (open == null) {
      open = EventFile.begin(run.tensorboard(), clock);
      events = open;
      open.restartAt(stepsBefore + 1);
      if (stepsBefore == 0) {
        open.text(1, "settings", table(settings.toMap()));
      }
      open.flush();
    }
    return open;
  }

  private static String table(Map<String, String> settings) {
    StringBuilder table = new StringBuilder("| setting | value |\n|---|---|\n");
    settings.forEach(
        (name, value) ->
            table.append("| ").append(name).append(" | ").append(cell(value)).append(" |\n"));
    return table.toString();
  }

  private static String cell(String value) {
    return value.replace("\\", "\\\\").replace("|", "\\|");
  }

  @Override
  public void stepDone(long done, Outcome outcome) {
    step = done;
    EventFile open = events();
    if (done % EVERY_STEPS == 0) {
      Map<String, Double> losses = new LinkedHashMap<>();
      losses.put("loss/step_total", outcome.loss());
      losses.put("loss/step_weighted_cross_entropy", outcome.weightedCrossEntropy());
      losses.put("loss/step_rank", outcome.rankLoss());
      losses.values().removeIf(v -> v.isNaN());
      open.scalars(done, losses);
    }
  }

  @Override
  public void epochEnded(EpochResult epoch) {
    Map<String, Double> figures = new LinkedHashMap<>();
    epoch
        .figures()
        .forEach(
            (column, cell) -> {
              if (!cell.isEmpty()) {
                figures.put(tag(column), Double.valueOf(cell));
              }
            });
    EventFile open = events();
    open.scalars(step, figures);
    Observations seen = epoch.observations();
    float[] alpha = new float[seen.size()];
    float[] pGiven = new float[seen.size()];
    for (int i = 0; i < alpha.length; i++) {
      alpha[i] = seen.alpha(i);
      pGiven[i] = seen.pGiven(i);
    }
    open.histogram(step, "weights/alpha", alpha);
    open.histogram(step, "labels/p_given", pGiven);
    Evaluation evaluation = epoch.evaluation();
    if (evaluation != null) {
      open.confusion(step, "accuracy/valid_confusion", evaluation.confusion());
    }
    open.flush();
  }

  private static String tag(String column) {
    return TAGS.getOrDefault(column, "other/" + column);
  }

  @Override
  public void close() {
    if (events != null) {
      events.close();
    }
  }
}
