package io.selfcure.core.metrics;

import io.selfcure.core.error.DataException;
import java.util.Arrays;
import java.util.Random;

/**
 * How far a figure would move on another draw of as many samples or seeds: the percentile
 * bootstrap.
 */
public final class Bootstrap {

  /** How often the samples are drawn again. */
  public static final int RESAMPLES = 1000;

  private Bootstrap() {}

  /**
   * An interval that holds 95 % of the resampled values.
   *
   * @param low the 2.5th percentile
   * @param high the 97.5th percentile, not below {@code low}
   */
  public record Interval(double low, double high) {}

  /**
   * The 95 % percentile interval of the accuracy. Equal arguments give equal results on every Java
   * platform: {@link Random}'s sequence is part of its specification.
   *
   * @param right whether each of N samples was predicted rightly
   * @param seed any number
   * @throws DataException when there are no samples
   */
  public static Interval accuracy(boolean[] right, long seed) {
    if (right.length == 0) {
      throw new DataException(
          "evaluation", "there are no samples to evaluate", "choose a split that has samples");
    }
    Random random = new Random(seed);
    double[] accuracies = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      int hits = 0;
      for (int i = 0; i < right.length; i++) {
        hits += right[random.nextInt(right.length)] ? 1 : 0;
      }
      accuracies[r] = (double) hits / right.length;
    }
    Arrays.sort(accuracies);
    return new Interval(percentile(accuracies, 0.025), percentile(accuracies, 0.975));
  }

  /**
   * The 95 % percentile interval of the mean of a few values, such as one a seed. With one value it
   * is that value: how far another seed would move it cannot be told.
   *
   * @param values at least one
   * @param seed any number
   */
  public static Interval mean(double[] values, long seed) {
    Random random = new Random(seed);
    double[] means = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += values[random.nextInt(values.length)];
      }
      means[r] = sum / values.length;
    }
    Arrays.sort(means);
    return new Interval(percentile(means, 0.025), percentile(means, 0.975));
  }

  /** Linear between the two nearest of the sorted values, as numpy's default. */
  private static double percentile(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
