package io.selfcure.training.loop;

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
                EpochRow.number(row, "loss")));
    percent(line, "  train %5.2f %%", row, "train_accuracy_given");
    percent(line, "  valid %5.2f %%", row, "valid_accuracy");
    percent(line, " (balanced %5.2f %%)", row, "valid_balanced_accuracy");
    plain(line, "  alpha %.2f", row, "alpha_mean");
    plain(line, " ± %.2f", row, "alpha_std");
    if (EpochRow.number(row, "relabelled") > 0) {
      plain(line, "  relabelled %.0f", row, "relabelled");
    }
    plain(line, "  AUROC alpha %.3f", row, "auroc_alpha");
    boolean alone = Double.isNaN(EpochRow.number(row, "auroc_alpha"));
    plain(line, (alone ? "  AUROC" : ",") + " p(given) %.3f", row, "auroc_p_given");
    plain(line, "  %.0f images/s", row, "images_per_s");
    return line.toString();
  }

  private static void percent(
      StringBuilder to, String format, Map<String, String> row, String column) {
    double v = EpochRow.number(row, column);
    if (!Double.isNaN(v)) {
      to.append(String.format(Locale.ROOT, format, 100 * v));
    }
  }

  private static void plain(
      StringBuilder to, String format, Map<String, String> row, String column) {
    double v = EpochRow.number(row, column);
    if (!Double.isNaN(v)) {
      to.append(String.format(Locale.ROOT, format, v));
    }
  }
}
