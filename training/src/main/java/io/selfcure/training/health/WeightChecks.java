package io.selfcure.training.health;

import io.selfcure.training.health.HealthMonitor.Streak;
import java.util.Locale;

/** What can go wrong with the importance weights. */
final class WeightChecks {

  /** A spread of alpha below this is one value for all purposes. */
  private static final double COLLAPSED = 0.01;

  /** A mean this near to 0 or 1 leaves the sigmoid no slope to come back by. */
  private static final double SATURATED = 0.01;

  /** A rank loss below this does not move a weight. */
  private static final double IDLE = 1e-3;

  private WeightChecks() {}

  static Check collapsed() {
    Streak streak = new Streak();
    return v -> {
      double mean = v.weights().mean();
      boolean saturated = mean > 1 - SATURATED || mean < SATURATED;
      boolean same = streak.lasting(v.weights().spread() < COLLAPSED);
      return saturated || same
          ? String.format(
              Locale.ROOT,
              "all importance weights are nearly the same: %.3f +- %.4f; they say nothing of a"
                  + " sample",
              mean,
              v.weights().spread())
          : null;
    };
  }

  static Check rankLossIdle(double margin1) {
    Streak streak = new Streak();
    return v ->
        streak.lasting(v.losses().rank() < IDLE)
            ? String.format(
                Locale.ROOT,
                "the rank loss is idle (%.2g): the gap of %.3f between high and low weights exceeds"
                    + " the margin of %.3g by itself",
                v.losses().rank(),
                v.weights().gap(),
                margin1)
            : null;
  }
}
