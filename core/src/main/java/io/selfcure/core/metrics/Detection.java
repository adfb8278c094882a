package io.selfcure.core.metrics;

import io.selfcure.core.error.DivergedException;
import java.util.Arrays;

/**
 * How well a score finds wrong labels: the higher a sample's score, the more suspect its label.
 * Samples of equal score are one threshold: no figure depends on their order.
 */
public final class Detection {

  /** Samples scored at or above threshold t, by descending distinct threshold: wrong, and all. */
  private final long[] wrongUpTo;

  private final long[] allUpTo;

  private Detection(long[] wrongUpTo, long[] allUpTo) {
    this.wrongUpTo = wrongUpTo;
    this.allUpTo = allUpTo;
  }

  /**
   * Ranks samples.
   *
   * @param scores one a sample, at least one, not NaN; infinite ones are allowed
   * @param isWrong whether its label is wrong
   * @throws DivergedException when a score is NaN
   */
  public static Detection of(double[] scores, boolean[] isWrong) {
    if (scores.length != isWrong.length || scores.length == 0) {
      throw new IllegalArgumentException(
          scores.length + " scores for " + isWrong.length + " samples");
    }
    double[] wrong = sorted(scores, isWrong, true);
    double[] clean = sorted(scores, isWrong, false);
    long[] wrongUpTo = new long[scores.length];
    long[] allUpTo = new long[scores.length];
    int thresholds = 0;
    int w = wrong.length;
    int c = clean.length;
    while (w > 0 || c > 0) {
      double top =
          Math.max(
              w > 0 ? wrong[w - 1] : Double.NEGATIVE_INFINITY,
              c > 0 ? clean[c - 1] : Double.NEGATIVE_INFINITY);
      while (w > 0 && wrong[w - 1] == top) {
        w--;
      }
      while (c > 0 && clean[c - 1] == top) {
        c--;
      }
      wrongUpTo[thresholds] = (long) wrong.length - w;
      allUpTo[thresholds] = (long) scores.length - w - c;
      thresholds++;
    }
    return new Detection(Arrays.copyOf(wrongUpTo, thresholds), Arrays.copyOf(allUpTo, thresholds));
  }

  private static double[] sorted(double[] scores, boolean[] isWrong, boolean which) {
    double[] chosen = new double[scores.length];
    int n = 0;
    for (int i = 0; i < scores.length; i++) {
      if (Double.isNaN(scores[i])) {
        throw new DivergedException(
            "label scores, sample " + i,
            "the score is NaN, expected a number",
            "the network has diverged: lower {learning-rate} or set {clip-gradient=5}");
      }
      if (isWrong[i] == which) {
        chosen[n++] = scores[i];
      }
    }
    double[] sorted = Arrays.copyOf(chosen, n);
    Arrays.sort(sorted);
    return sorted;
  }

  /** The number of samples. */
  public long samples() {
    return allUpTo[allUpTo.length - 1];
  }

  /** The number of wrong labels among them. */
  public long wrong() {
    return wrongUpTo[wrongUpTo.length - 1];
  }

  /**
   * The probability that a wrong label scores higher than a right one, equal scores counting half
   * (mid-ranks): 0.5 is chance. NaN when all labels are wrong or all are right.
   */
  public double auroc() {
    double pairs = 0;
    long wrongBefore = 0;
    long allBefore = 0;
    for (int t = 0; t < allUpTo.length; t++) {
      long wrongHere = wrongUpTo[t] - wrongBefore;
      long cleanHere = allUpTo[t] - allBefore - wrongHere;
      pairs += cleanHere * (wrongBefore + wrongHere / 2.0);
      wrongBefore = wrongUpTo[t];
      allBefore = allUpTo[t];
    }
    return pairs / ((double) wrong() * (samples() - wrong()));
  }

  /**
   * Average precision: precision at each threshold, weighted by the recall it adds, without
   * interpolation (scikit-learn's definition). NaN when no label is wrong.
   */
  public double averagePrecision() {
    double sum = 0;
    long before = 0;
    for (int t = 0; t < allUpTo.length; t++) {
      sum += (wrongUpTo[t] - before) * ((double) wrongUpTo[t] / allUpTo[t]);
      before = wrongUpTo[t];
    }
    return sum / wrong();
  }

  /**
   * The share of wrong labels among the k most suspect; where k cuts through samples of equal
   * score, its expectation over their orders.
   *
   * @param k 1 to {@link #samples}
   */
  public double precisionAt(long k) {
    return wrongAmong(k) / k;
  }

  /**
   * The share of all wrong labels that are among the k most suspect, ties as in {@link
   * #precisionAt}. NaN when no label is wrong.
   *
   * @param k 1 to {@link #samples}
   */
  public double recallAt(long k) {
    return wrongAmong(k) / wrong();
  }

  private double wrongAmong(long k) {
    if (k < 1 || k > samples()) {
      throw new IllegalArgumentException("k is " + k + ", expected 1 to " + samples());
    }
    long wrongBefore = 0;
    long allBefore = 0;
    int t = 0;
    while (allUpTo[t] < k) {
      wrongBefore = wrongUpTo[t];
      allBefore = allUpTo[t];
      t++;
    }
    double share = (double) (wrongUpTo[t] - wrongBefore) / (allUpTo[t] - allBefore);
    return wrongBefore + (k - allBefore) * share;
  }
}
