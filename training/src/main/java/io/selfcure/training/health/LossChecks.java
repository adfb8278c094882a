package io.selfcure.training.health;

import io.selfcure.training.health.HealthMonitor.Streak;
import java.util.Locale;

/** What can go wrong with the losses. */
final class LossChecks {

  /** A validation loss this much above its best from before relabelling has risen. */
  private static final double RISEN = 1.05;

  /** A training loss this much above its best so far has leapt. */
  private static final double LEAP = 1.5;

  private LossChecks() {}

  /**
   * The loss stays that of guessing.
   *
   * @param judgedFrom the first epoch that may be found fault with
   */
  static Check notLearning(int classes, int judgedFrom) {
    Streak streak = new Streak();
    double guessing = Math.log(classes);
    return v ->
        streak.lasting(v.losses().crossEntropy() > 0.98 * guessing) && v.epoch() >= judgedFrom
            ? String.format(
                Locale.ROOT,
                "the loss of %.3f is that of guessing (%.3f) for at least %d epochs",
                v.losses().crossEntropy(),
                guessing,
                HealthMonitor.PATIENCE)
            : null;
  }

  static Check leaping(int classes) {
    double guessing = Math.log(classes);
    return new Check() {
      private double best = Double.POSITIVE_INFINITY;

      @Override
      public @org.jspecify.annotations.Nullable String finding(Vitals v) {
        double loss = v.losses().crossEntropy();
        // The first epoch holds the random network's own loss, so it may be above guessing.
        boolean worseThanGuessing = v.epoch() > 1 && loss > 1.2 * guessing;
        boolean leapt = loss > LEAP * best && loss - best > 0.1 * guessing;
        String finding =
            leapt
                ? String.format(
                    Locale.ROOT, "the training loss leapt from %.3f to %.3f", best, loss)
                : worseThanGuessing
                    ? String.format(
                        Locale.ROOT,
                        "the training loss of %.3f is far worse than guessing (%.3f)",
                        loss,
                        guessing)
                    : null;
        best = Math.min(best, Double.isNaN(loss) ? best : loss);
        return finding;
      }
    };
  }

  /**
   * Compares with the lowest validation loss and the highest accuracy before the first label was
   * changed. The loss alone tells nothing where held-out labels are wrong too: it rises as the
   * network gets surer of their true classes.
   */
  static Check risingSinceRelabelling() {
    Streak streak = new Streak();
    return new Check() {
      private double least = Double.POSITIVE_INFINITY;
      private double best;
      private boolean begun;

      @Override
      public @org.jspecify.annotations.Nullable String finding(Vitals v) {
        double loss = v.validation().loss();
        double accuracy = v.validation().accuracy();
        begun |= v.changes().relabelled() > 0;
        if (!begun && !Double.isNaN(loss)) {
          least = Math.min(least, loss);
          best = Math.max(best, accuracy);
        }
        return streak.lasting(begun && loss > RISEN * least && accuracy <= best)
            ? String.format(
                Locale.ROOT,
                "since labels are changed the validation loss is %.3f, after %.3f before, and the"
                    + " accuracy %.1f %%, after %.1f %% before",
                loss,
                least,
                100 * accuracy,
                100 * best)
            : null;
      }
    };
  }
}
