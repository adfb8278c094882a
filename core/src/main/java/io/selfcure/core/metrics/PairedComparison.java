package io.selfcure.core.metrics;

import io.selfcure.core.data.LabelSet;
import java.util.List;
import java.util.Random;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Two classifiers on the same samples: what the second gains over the first. Pictures that both get
 * right or both get wrong say nothing of that, so it is told far more finely than by the intervals
 * of either.
 *
 * @param samples N
 * @param gained samples that only the second gets right
 * @param lost samples that only the first gets right
 * @param accuracy 95 % interval of the gain in accuracy, in -1..1: a bootstrap over the same units
 *     as {@link Bootstrap}
 * @param macroF1Gain the gain in macro F1
 * @param macroF1 its 95 % interval
 * @param chance how likely it is that as uneven a pair of {@code gained} and {@code lost}, or a
 *     more uneven one, comes of two equally good classifiers: the exact two-sided test of McNemar
 *     (1947)
 */
public record PairedComparison(
    int samples,
    int gained,
    int lost,
    Interval accuracy,
    double macroF1Gain,
    Interval macroF1,
    double chance) {

  /** What a comparison comes to. */
  public enum Verdict {
    /** The second is better. */
    BETTER,
    /** The second is worse. */
    WORSE,
    /** These samples do not tell. */
    NO_DIFFERENCE_SEEN
  }

  private static final double SIGNIFICANT = 0.05;

  /**
   * Compares.
   *
   * @param truth the labels that count as true, [N], N at least 1
   * @param first class probabilities, N x C, rows first
   * @param second likewise
   * @param subjects the person on each picture, empty where unknown; people are drawn with all
   *     their pictures
   * @param seed of the draws
   */
  public static PairedComparison of(
      LabelSet labels,
      int[] truth,
      float[] first,
      float[] second,
      List<String> subjects,
      long seed) {
    return of(
        labels,
        truth,
        new Probabilities(first, labels.size()).argMax(),
        new Probabilities(second, labels.size()).argMax(),
        subjects,
        seed);
  }

  /** Likewise, by predicted classes, [N]. */
  static PairedComparison of(
      LabelSet labels, int[] truth, int[] first, int[] second, List<String> subjects, long seed) {
    int gained = 0;
    int lost = 0;
    for (int i = 0; i < truth.length; i++) {
      gained += second[i] == truth[i] && first[i] != truth[i] ? 1 : 0;
      lost += first[i] == truth[i] && second[i] != truth[i] ? 1 : 0;
    }
    int[][] units = Bootstrap.units(subjects);
    double[] accuracy = new double[Bootstrap.RESAMPLES];
    double[] f1 = new double[Bootstrap.RESAMPLES];
    Random random = new Random(seed);
    for (int r = 0; r < accuracy.length; r++) {
      long[][] a = new long[labels.size()][labels.size()];
      long[][] b = new long[labels.size()][labels.size()];
      for (int u = 0; u < units.length; u++) {
        for (int i : units[random.nextInt(units.length)]) {
          a[truth[i]][first[i]]++;
          b[truth[i]][second[i]]++;
        }
      }
      ConfusionMatrix of1 = ConfusionMatrix.ofCounts(labels, a);
      ConfusionMatrix of2 = ConfusionMatrix.ofCounts(labels, b);
      accuracy[r] = of2.accuracy() - of1.accuracy();
      f1[r] = of2.macroF1() - of1.macroF1();
    }
    return new PairedComparison(
        truth.length,
        gained,
        lost,
        Bootstrap.percentiles(accuracy),
        ConfusionMatrix.of(labels, truth, second).macroF1()
            - ConfusionMatrix.of(labels, truth, first).macroF1(),
        Bootstrap.percentiles(f1),
        chance(gained, lost));
  }

  private static double chance(int gained, int lost) {
    int all = gained + lost;
    if (all == 0) {
      return 1;
    }
    BinomialDistribution fair = BinomialDistribution.of(all, 0.5);
    return Math.min(1, 2 * fair.cumulativeProbability(Math.min(gained, lost)));
  }

  /** The gain in accuracy, in -1..1. */
  public double accuracyGain() {
    return (double) (gained - lost) / samples;
  }

  /**
   * What it comes to. A difference is one only where the exact test and the interval, which knows
   * of people, both say so.
   */
  public Verdict verdict() {
    if (chance >= SIGNIFICANT || (accuracy.low() <= 0 && accuracy.high() >= 0)) {
      return Verdict.NO_DIFFERENCE_SEEN;
    }
    return gained > lost ? Verdict.BETTER : Verdict.WORSE;
  }
}
