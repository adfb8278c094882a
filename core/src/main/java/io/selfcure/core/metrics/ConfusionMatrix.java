package io.selfcure.core.metrics;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.error.DataException;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts of true against predicted classes, C x C: <b>rows are the true classes, columns the
 * predicted ones</b>, both in the order of the label set. Rates are in [0, 1].
 */
public final class ConfusionMatrix {

  private final LabelSet labels;
  private final long[][] counts;

  private ConfusionMatrix(LabelSet labels, long[][] counts) {
    this.labels = labels;
    this.counts = counts;
  }

  /**
   * Counts predictions.
   *
   * @param labels the C classes
   * @param truth the true class of each of N samples, 0..C-1
   * @param predicted the predicted class of each, 0..C-1
   * @throws DataException when there are no samples or a true class is outside the label set
   */
  public static ConfusionMatrix of(LabelSet labels, int[] truth, int[] predicted) {
    if (truth.length != predicted.length) {
      throw new IllegalArgumentException(
          truth.length + " labels but " + predicted.length + " predictions");
    }
    if (truth.length == 0) {
      throw new DataException(
          "evaluation", "there are no samples to evaluate", "choose a split that has samples");
    }
    long[][] counts = new long[labels.size()][labels.size()];
    for (int i = 0; i < truth.length; i++) {
      if (truth[i] < 0 || truth[i] >= labels.size()) {
        throw new DataException(
            "evaluation, sample " + i,
            "has label " + truth[i] + ", expected 0 to " + (labels.size() - 1),
            "leave unlabelled samples out and use the label set of the data");
      }
      counts[truth[i]][predicted[i]]++;
    }
    return new ConfusionMatrix(labels, counts);
  }

  /** A matrix of counts, rows true, columns predicted; the array is not copied. */
  static ConfusionMatrix ofCounts(LabelSet labels, long[][] counts) {
    return new ConfusionMatrix(labels, counts);
  }

  /** The classes, in the order of rows and columns. */
  public LabelSet labels() {
    return labels;
  }

  /** How many samples of class {@code truth} were predicted as {@code predicted}. */
  public long count(int truth, int predicted) {
    return counts[truth][predicted];
  }

  /** How many samples are of class {@code c}: the sum of its row. */
  public long support(int c) {
    long sum = 0;
    for (long n : counts[c]) {
      sum += n;
    }
    return sum;
  }

  /** How often class {@code c} was predicted: the sum of its column. */
  public long predictions(int c) {
    long sum = 0;
    for (long[] row : counts) {
      sum += row[c];
    }
    return sum;
  }

  /** The number of samples, at least 1. */
  public long total() {
    long sum = 0;
    for (int c = 0; c < labels.size(); c++) {
      sum += support(c);
    }
    return sum;
  }

  /** The share of right predictions. */
  public double accuracy() {
    long right = 0;
    for (int c = 0; c < labels.size(); c++) {
      right += counts[c][c];
    }
    return (double) right / total();
  }

  /** The share of class {@code c}'s samples that were predicted as such; NaN if it has none. */
  public double recall(int c) {
    return (double) counts[c][c] / support(c);
  }

  /** The share of predictions of class {@code c} that were right; NaN if there are none. */
  public double precision(int c) {
    return (double) counts[c][c] / predictions(c);
  }

  /** Harmonic mean of precision and recall; 0 when never predicted rightly, NaN if absent. */
  public double f1(int c) {
    return support(c) == 0 ? Double.NaN : 2.0 * counts[c][c] / (support(c) + predictions(c));
  }

  /** Mean recall over the classes that have samples. */
  public double balancedAccuracy() {
    return present().stream().mapToDouble(this::recall).average().orElseThrow();
  }

  /**
   * Mean F1 over the classes that have samples; one that is never predicted counts as 0. A class
   * that is predicted but has no samples lowers the others' precision and is no term of its own.
   */
  public double macroF1() {
    return present().stream().mapToDouble(this::f1).average().orElseThrow();
  }

  private List<Integer> present() {
    List<Integer> present = new ArrayList<>();
    for (int c = 0; c < labels.size(); c++) {
      if (support(c) > 0) {
        present.add(c);
      }
    }
    return present;
  }

  /** The counts as lists: outer true class, inner predicted class. */
  public List<List<Long>> rows() {
    List<List<Long>> rows = new ArrayList<>();
    for (long[] row : counts) {
      List<Long> cells = new ArrayList<>();
      for (long n : row) {
        cells.add(n);
      }
      rows.add(List.copyOf(cells));
    }
    return List.copyOf(rows);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConfusionMatrix m && labels.equals(m.labels) && rows().equals(m.rows());
  }

  @Override
  public int hashCode() {
    return rows().hashCode();
  }

  @Override
  public String toString() {
    return "ConfusionMatrix" + rows();
  }
}
