package io.selfcure.core.metrics;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * A range of values.
 *
 * @param low its lower end
 * @param high its upper end, not below {@code low}
 */
public record Interval(double low, double high) {

  /** Checks the order of the ends. */
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("an interval from " + low + " to " + high);
    }
  }

  /**
   * The exact 95 % interval of a share (Clopper and Pearson, Biometrika 1934).
   *
   * @param hits how many of the trials hit, 0 to {@code trials}
   * @param trials at least 1
   */
  public static Interval ofShare(long hits, long trials) {
    if (trials < 1 || hits < 0 || hits > trials) {
      throw new IllegalArgumentException(hits + " of " + trials);
    }
    double low =
        hits == 0
            ? 0
            : BetaDistribution.of((double) hits, trials - hits + 1.0)
                .inverseCumulativeProbability(0.025);
    double high =
        hits == trials
            ? 1
            : BetaDistribution.of(hits + 1.0, (double) (trials - hits))
                .inverseCumulativeProbability(0.975);
    return new Interval(low, high);
  }
}
