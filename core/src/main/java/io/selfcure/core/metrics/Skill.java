package io.selfcure.core.metrics;

import java.util.List;
import java.util.Locale;

/**
 * How far predictions are above guessing. Who always names the most frequent class has that class's
 * share as accuracy, and 1/C as balanced accuracy over C classes.
 *
 * @param samples how many were predicted
 * @param accuracy share of right ones
 * @param mostFrequent share of the most frequent true class
 * @param balanced mean recall over the classes that have samples
 * @param balancedError standard error of that mean
 * @param classes how many classes have samples
 */
public record Skill(
    long samples,
    double accuracy,
    double mostFrequent,
    double balanced,
    double balancedError,
    int classes) {

  /** Standard errors on each side of a 95 % interval. */
  private static final double WIDTH = 1.96;

  /** Less than this part of the way from guessing to all right is little. */
  private static final double LITTLE = 0.25;

  /**
   * From a confusion matrix.
   *
   * @param rows counts, C x C: outer true class, inner predicted class
   * @throws IllegalArgumentException when it counts no sample
   */
  public static Skill of(List<List<Long>> rows) {
    long samples = 0;
    long right = 0;
    long greatest = 0;
    int classes = 0;
    double recalls = 0;
    double variance = 0;
    for (int c = 0; c < rows.size(); c++) {
      long support = rows.get(c).stream().mapToLong(Long::longValue).sum();
      if (support == 0) {
        continue;
      }
      double recall = (double) rows.get(c).get(c) / support;
      samples += support;
      right += rows.get(c).get(c);
      greatest = Math.max(greatest, support);
      classes++;
      recalls += recall;
      variance += recall * (1 - recall) / support;
    }
    if (samples == 0) {
      throw new IllegalArgumentException("no samples");
    }
    return new Skill(
        samples,
        (double) right / samples,
        (double) greatest / samples,
        recalls / classes,
        Math.sqrt(variance) / classes,
        classes);
  }

  /** Whether neither accuracy can be told apart from guessing, at 95 %. */
  public boolean none() {
    double error = Math.sqrt(accuracy * (1 - accuracy) / samples);
    return accuracy - WIDTH * error <= mostFrequent
        && balanced - WIDTH * balancedError <= 1.0 / classes;
  }

  /** Whether neither accuracy has come a quarter of the way from guessing to all right. */
  public boolean little() {
    return way(accuracy, mostFrequent) < LITTLE && way(balanced, 1.0 / classes) < LITTLE;
  }

  private static double way(double reached, double guessing) {
    return guessing < 1 ? (reached - guessing) / (1 - guessing) : 1;
  }

  /** The figures in words, without an end. */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "accuracy %.1f %% where always naming the most frequent class gives %.1f %%, balanced"
            + " accuracy %.1f %% where guessing gives %.1f %%",
        100 * accuracy,
        100 * mostFrequent,
        100 * balanced,
        100.0 / classes);
  }
}
