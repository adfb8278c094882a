package io.selfcure.core.metrics;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleFunction;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * A figure of trainings that differ in their seed only, or the differences of two such figures seed
 * by seed.
 *
 * @param seeds how many have it, at least 1
 * @param mean their mean
 * @param deviation their standard deviation (n - 1), NaN for one seed
 * @param min the least
 * @param max the greatest
 * @param interval the 95 % interval of the mean by Student's t with n - 1 degrees of freedom; null
 *     below {@value #LEAST} seeds: with two it is nine times as wide as their range, and the range
 *     itself is all there is to say
 */
public record SeedStatistics(
    int seeds, double mean, double deviation, double min, double max, @Nullable Interval interval) {

  /** From so many seeds on there is an interval. */
  public static final int LEAST = 3;

  /**
   * Summarises.
   *
   * @param values one a seed, at least one, finite
   */
  public static SeedStatistics of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no values");
    }
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double deviation = values.length == 1 ? Double.NaN : Math.sqrt(squares / (values.length - 1));
    return new SeedStatistics(
        values.length,
        mean,
        deviation,
        Arrays.stream(values).min().orElseThrow(),
        Arrays.stream(values).max().orElseThrow(),
        values.length < LEAST ? null : interval(values.length, mean, deviation));
  }

  /** Student's interval of a mean; n at least 2. */
  static Interval interval(int n, double mean, double deviation) {
    double quantile = TDistribution.of(n - 1).inverseSurvivalProbability(0.025);
    double half = quantile * deviation / Math.sqrt(n);
    return new Interval(mean - half, mean + half);
  }

  /**
   * For people: "77.3", of two seeds "77.3 (min 76.9, max 77.7)", of more "77.3 [76.2, 78.4]".
   *
   * @param number writes one number
   */
  public String text(DoubleFunction<String> number) {
    String text = number.apply(mean);
    if (interval != null) {
      return String.format(
          Locale.ROOT,
          "%s [%s, %s]",
          text,
          number.apply(interval.low()),
          number.apply(interval.high()));
    }
    return seeds == 1
        ? text
        : String.format(
            Locale.ROOT, "%s (min %s, max %s)", text, number.apply(min), number.apply(max));
  }
}
