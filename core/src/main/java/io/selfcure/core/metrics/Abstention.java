package io.selfcure.core.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * What it brings to give no answer where the network is less sure than a threshold.
 *
 * @param confidence the threshold: an answer is given from this probability of the top class on
 * @param answered the share of samples that get an answer, 0 to 1
 * @param error the share of wrong answers among the answers, 0 to 1; 0 where there are none
 * @param low the lower end of the exact 95 % interval of {@code error}
 * @param high its upper end
 * @param n the samples measured on, answered or not
 */
public record Abstention(
    double confidence, double answered, double error, double low, double high, long n) {

  /** The thresholds of a table: 0 answers always. */
  private static final double[] THRESHOLDS = {0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95};

  /**
   * A table of thresholds, lowest first; those that nothing reaches are left out.
   *
   * @param probabilities N x C, rows first, calibrated
   * @param labels the right class of each of the N samples, N at least 1
   */
  public static List<Abstention> table(float[] probabilities, int[] labels) {
    int classes = probabilities.length / labels.length;
    int[] top = new Probabilities(probabilities, classes).argMax();
    List<Abstention> rows = new ArrayList<>();
    for (double threshold : THRESHOLDS) {
      long answers = 0;
      long wrong = 0;
      for (int i = 0; i < labels.length; i++) {
        if (probabilities[i * classes + top[i]] >= threshold) {
          answers++;
          wrong += top[i] == labels[i] ? 0 : 1;
        }
      }
      if (answers > 0) {
        Interval interval = Interval.ofShare(wrong, answers);
        rows.add(
            new Abstention(
                threshold,
                (double) answers / labels.length,
                (double) wrong / answers,
                interval.low(),
                interval.high(),
                labels.length));
      }
    }
    return rows;
  }
}
