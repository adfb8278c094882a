package io.selfcure.training.health;

import io.selfcure.core.data.LabelSet;
import io.selfcure.training.health.HealthMonitor.Streak;
import java.util.Arrays;
import java.util.Locale;

/** What can go wrong with changed labels. */
final class LabelChecks {

  /** Share of the labels that may change in one epoch; more than a fifth is no correction. */
  private static final double SANE_RATE = 0.2;

  /** Fewer changes than this share of the labels are no trouble, however often they are undone. */
  private static final double FEW = 0.005;

  /** A class that keeps less than this share of its samples is dying out. */
  private static final double SURVIVING = 0.5;

  private static final int SMALLEST_CLASS = 10;

  private LabelChecks() {}

  static Check tooMuch() {
    return v -> {
      double rate = rate(v);
      return rate > SANE_RATE
          ? String.format(
              Locale.ROOT,
              "%d labels (%.0f %%) changed in one epoch; few data sets are that wrong",
              v.changes().relabelled(),
              100 * rate)
          : null;
    };
  }

  /**
   * Told before the first epoch that changes labels, so that there is time to stop, and in any
   * later one. Judged by the predictions in training: there are many of them, and in every run.
   */
  static Check guessing(int classes, int relabelEpoch) {
    return v -> {
      int[] given = v.changes().given();
      int most = Arrays.stream(count(given, classes)).max().orElse(0);
      double share = (double) most / Math.max(1, given.length);
      double error = Math.sqrt(share * (1 - share) / Math.max(1, given.length));
      return v.epoch() >= relabelEpoch - 1 && v.agreement() <= share + 2 * error
          ? String.format(
              Locale.ROOT,
              "labels are changed from epoch %d on, but the network guesses: %.1f %% of its"
                  + " predictions agree with the given labels, and %.1f %% are of the most frequent"
                  + " class",
              relabelEpoch,
              100 * v.agreement(),
              100 * share)
          : null;
    };
  }

  static Check flipping() {
    Streak streak = new Streak();
    return v -> {
      long again = v.changes().again();
      boolean now = rate(v) > FEW && again > v.changes().relabelled() / 2.0;
      return streak.lasting(now)
          ? String.format(
              Locale.ROOT,
              "labels go back and forth: %d of the %d changed in this epoch had been changed"
                  + " before",
              again,
              v.changes().relabelled())
          : null;
    };
  }

  private static double rate(Vitals v) {
    return (double) v.changes().relabelled() / Math.max(1, v.changes().given().length);
  }

  static Check dyingOut(LabelSet labels) {
    return v -> {
      int[] before = count(v.changes().given(), labels.size());
      int[] after = count(v.changes().current(), labels.size());
      for (int c = 0; c < before.length; c++) {
        if (before[c] >= SMALLEST_CLASS && after[c] < SURVIVING * before[c]) {
          return String.format(
              Locale.ROOT,
              "class %s kept %d of its %d samples",
              labels.name(c),
              after[c],
              before[c]);
        }
      }
      return null;
    };
  }

  private static int[] count(int[] values, int classes) {
    int[] counts = new int[classes];
    for (int value : values) {
      counts[value]++;
    }
    return counts;
  }
}
