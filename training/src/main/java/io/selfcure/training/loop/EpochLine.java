package io.selfcure.training.loop;

import io.selfcure.curation.run.RunFolder;
import io.selfcure.training.objective.Outcome;
import java.util.Locale;
import java.util.Map;

/** The one line a person reads after each epoch. */
final class EpochLine {

  private EpochLine() {}

  static String of(Map<String, String> row, int epochs) {
    StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "epoch %3s/%d  loss %6.4f",
                row.get("epoch"),
                epochs,
                RunFolder.number(row, "loss")));
    percent(line, "  train %5.2f %%", row, "train_accuracy_given");
    percent(line, "  valid %5.2f %%", row, "valid_accuracy");
    percent(line, " (balanced %5.2f %%)", row, "valid_balanced_accuracy");
    plain(line, "  alpha %.2f", row, "alpha_mean");
    plain(line, " ± %.2f", row, "alpha_std");
    if (RunFolder.number(row, "relabelled") > 0) {
      plain(line, "  relabelled %.0f", row, "relabelled");
    }
    plain(line, "  AUROC alpha %.3f", row, "auroc_alpha");
    boolean alone = Double.isNaN(RunFolder.number(row, "auroc_alpha"));
    plain(line, (alone ? "  AUROC" : ",") + " p(given) %.3f", row, "auroc_p_given");
    plain(line, "  %.0f images/s", row, "images_per_s");
    return line.toString();
  }

  /** The losses of one step. */
  static String losses(Outcome o) {
    return Double.isNaN(o.rankLoss())
        ? String.format(Locale.ROOT, "loss %.3f", o.loss())
        : String.format(
            Locale.ROOT,
            "loss %.3f (ce %.3f, rank %.3f)",
            o.loss(),
            o.weightedCrossEntropy(),
            o.rankLoss());
  }

  private static void percent(
      StringBuilder to, String format, Map<String, String> row, String column) {
    double v = RunFolder.number(row, column);
    if (!Double.isNaN(v)) {
      to.append(String.format(Locale.ROOT, format, 100 * v));
    }
  }

  private static void plain(
      StringBuilder to, String format, Map<String, String> row, String column) {
    double v = RunFolder.number(row, column);
    if (!Double.isNaN(v)) {
      to.append(String.format(Locale.ROOT, format, v));
    }
  }
}
