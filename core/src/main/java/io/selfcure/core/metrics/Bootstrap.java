package io.selfcure.core.metrics;

import io.selfcure.core.data.LabelSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.jspecify.annotations.Nullable;

/**
 * How far the figures of an evaluation would move on another draw: units, which are samples or
 * people with all their samples, are drawn again with replacement, as many as there are.
 */
public final class Bootstrap {

  /** How often the units are drawn. */
  public static final int RESAMPLES = 1000;

  private static final double LOW = 0.025;
  private static final double HIGH = 0.975;

  private final LabelSet labels;
  private final Outcomes outcomes;
  private final int[][] units;

  private Bootstrap(LabelSet labels, Outcomes outcomes, int[][] units) {
    this.labels = labels;
    this.outcomes = outcomes;
    this.units = units;
  }

  /**
   * What became of each of N samples.
   *
   * @param truth the true class
   * @param predicted the predicted class
   * @param confidence the predicted class's probability
   */
  record Outcomes(int[] truth, int[] predicted, float[] confidence) {}

  /**
   * The 95 % intervals; null where there are fewer than two units, which say nothing of others.
   * Equal arguments give equal results on every Java platform: {@link Random}'s sequence is part of
   * its specification.
   *
   * @param subjects the person on each of the N pictures, empty where unknown
   */
  static @Nullable Intervals of(
      LabelSet labels, Outcomes outcomes, List<String> subjects, long seed) {
    int[][] units = units(subjects);
    if (units.length < 2) {
      return null;
    }
    boolean known = subjects.stream().anyMatch(s -> !s.isEmpty());
    return new Bootstrap(labels, outcomes, units)
        .draw(new Random(seed), known ? Intervals.Unit.SUBJECTS : Intervals.Unit.SAMPLES);
  }

  /** The samples of each unit. */
  static int[][] units(List<String> subjects) {
    Map<String, Integer> bySubject = new HashMap<>();
    int[] unit = new int[subjects.size()];
    int[] sizes = new int[subjects.size()];
    int count = 0;
    for (int i = 0; i < unit.length; i++) {
      Integer known = subjects.get(i).isEmpty() ? null : bySubject.get(subjects.get(i));
      if (known == null && !subjects.get(i).isEmpty()) {
        bySubject.put(subjects.get(i), count);
      }
      unit[i] = known == null ? count++ : known;
      sizes[unit[i]]++;
    }
    int[][] units = new int[count][];
    Arrays.setAll(units, u -> new int[sizes[u]]);
    for (int i = unit.length - 1; i >= 0; i--) {
      units[unit[i]][--sizes[unit[i]]] = i;
    }
    return units;
  }

  private Intervals draw(Random random, Intervals.Unit unit) {
    double[] accuracy = new double[RESAMPLES];
    double[] balanced = new double[RESAMPLES];
    double[] f1 = new double[RESAMPLES];
    double[] ece = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      Tally tally = new Tally(labels);
      for (int u = 0; u < units.length; u++) {
        for (int sample : units[random.nextInt(units.length)]) {
          tally.add(outcomes, sample);
        }
      }
      ConfusionMatrix confusion = tally.confusion();
      accuracy[r] = confusion.accuracy();
      balanced[r] = confusion.balancedAccuracy();
      f1[r] = confusion.macroF1();
      ece[r] = tally.bins.ece();
    }
    Tally all = new Tally(labels);
    for (int i = 0; i < outcomes.truth().length; i++) {
      all.add(outcomes, i);
    }
    return new Intervals(
        percentiles(accuracy),
        percentiles(balanced),
        percentiles(f1),
        reflected(percentiles(ece), all.bins.ece()),
        unit,
        units.length);
  }

  /** Counts of one draw. */
  private static final class Tally {
    private final LabelSet labels;
    private final long[][] counts;
    private final Calibration.Bins bins = new Calibration.Bins();

    Tally(LabelSet labels) {
      this.labels = labels;
      this.counts = new long[labels.size()][labels.size()];
    }

    void add(Outcomes outcomes, int sample) {
      int truth = outcomes.truth()[sample];
      int predicted = outcomes.predicted()[sample];
      counts[truth][predicted]++;
      bins.add(outcomes.confidence()[sample], truth == predicted);
    }

    ConfusionMatrix confusion() {
      return ConfusionMatrix.ofCounts(labels, counts);
    }
  }

  static Interval percentiles(double[] values) {
    Arrays.sort(values);
    return new Interval(percentile(values, LOW), percentile(values, HIGH));
  }

  /**
   * The basic bootstrap. A mean of absolute deviations grows with every noise in it, so that drawn
   * errors are greater than the one they are drawn from by about what that one is too great by.
   */
  private static Interval reflected(Interval drawn, double figure) {
    return new Interval(
        Math.max(0, 2 * figure - drawn.high()), Math.max(0, 2 * figure - drawn.low()));
  }

  /** Linear between the two nearest of the sorted values, as numpy's default. */
  static double percentile(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }

  /**
   * What the 95 % interval of a share of samples tends to with ever more draws: the number of hits
   * is binomial then. It takes no time, for charts with many of them.
   *
   * @param hits 0 to n
   * @param n at least 1
   */
  public static Interval ofShare(long hits, long n) {
    int size = Math.toIntExact(n);
    BinomialDistribution drawn = BinomialDistribution.of(size, (double) hits / n);
    return new Interval(
        (double) drawn.inverseCumulativeProbability(LOW) / n,
        (double) drawn.inverseCumulativeProbability(HIGH) / n);
  }
}
