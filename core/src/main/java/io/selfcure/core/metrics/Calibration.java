package io.selfcure.core.metrics;

import io.selfcure.core.error.DataException;
import java.util.ArrayList;
import java.util.List;

/**
 * How far the probability of the predicted class is from how often it is right. Samples fall into
 * {@value #BINS} bins of equal width by their greatest probability p; bin b holds b/15 &lt; p &le;
 * (b+1)/15 (Guo et al., ICML 2017).
 *
 * @param ece expected calibration error in [0, 1]: the mean of |accuracy - confidence| over bins,
 *     weighted by their number of samples
 * @param bins all bins, lowest first, empty ones included
 */
public record Calibration(double ece, List<Bin> bins) {

  /** The number of bins. */
  public static final int BINS = 15;

  /** Copies the list. */
  public Calibration {
    bins = List.copyOf(bins);
  }

  /**
   * One bin.
   *
   * @param above its lower edge, exclusive
   * @param upTo its upper edge, inclusive
   * @param samples how many fell into it
   * @param confidence their mean greatest probability, 0 when empty
   * @param accuracy the share of them predicted rightly, 0 when empty
   */
  public record Bin(double above, double upTo, long samples, double confidence, double accuracy) {}

  /**
   * Measures calibration.
   *
   * @param confidence the probability of the predicted class of each of N samples, in [0, 1]
   * @param right whether that prediction was right
   * @throws DataException when there are no samples
   */
  public static Calibration of(float[] confidence, boolean[] right) {
    if (confidence.length != right.length) {
      throw new IllegalArgumentException(
          confidence.length + " confidences but " + right.length + " outcomes");
    }
    if (right.length == 0) {
      throw new DataException(
          "evaluation", "there are no samples to evaluate", "choose a split that has samples");
    }
    Bins bins = new Bins();
    for (int i = 0; i < right.length; i++) {
      bins.add(confidence[i], right[i]);
    }
    return new Calibration(bins.ece(), bins.list());
  }

  /** Counts samples into bins. */
  static final class Bins {
    private final long[] samples = new long[BINS];
    private final long[] hits = new long[BINS];
    private final double[] sums = new double[BINS];
    private long all;

    void add(float confidence, boolean right) {
      int bin = bin(confidence);
      samples[bin]++;
      sums[bin] += confidence;
      hits[bin] += right ? 1 : 0;
      all++;
    }

    double ece() {
      double ece = 0;
      for (int b = 0; b < BINS; b++) {
        ece += Math.abs(hits[b] - sums[b]) / all;
      }
      return ece;
    }

    List<Bin> list() {
      List<Bin> bins = new ArrayList<>();
      for (int b = 0; b < BINS; b++) {
        double divisor = Math.max(1, samples[b]);
        bins.add(
            new Bin(
                (double) b / BINS,
                (b + 1.0) / BINS,
                samples[b],
                sums[b] / divisor,
                hits[b] / divisor));
      }
      return bins;
    }
  }

  /** Rounding may put a sum of probabilities a little outside [0, 1]: the end bins take it. */
  private static int bin(float p) {
    return Math.min(BINS - 1, Math.max(0, (int) Math.ceil((double) p * BINS) - 1));
  }
}
