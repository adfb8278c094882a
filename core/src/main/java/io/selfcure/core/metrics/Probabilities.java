package io.selfcure.core.metrics;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.DivergedException;

/** Reads and checks class probabilities, N x C, rows first. */
final class Probabilities {

  /** How far a row's sum may be from 1: half-precision softmax stays well within. */
  private static final double SUM_TOLERANCE = 0.02;

  private final float[] values;
  private final int classes;
  private final int rows;

  /**
   * @param values N x C in [0, 1], rows first; each row sums to 1
   * @param classes C, at least 2
   * @throws DataException when there are no rows
   * @throws DivergedException when a value is not finite
   */
  Probabilities(float[] values, int classes) {
    if (classes < 2 || values.length % classes != 0) {
      throw new IllegalArgumentException(
          values.length + " probabilities do not make rows of " + classes);
    }
    if (values.length == 0) {
      throw new DataException(
          "evaluation", "there are no samples to evaluate", "choose a split that has samples");
    }
    this.values = values;
    this.classes = classes;
    this.rows = values.length / classes;
    for (int i = 0; i < rows; i++) {
      check(i);
    }
  }

  private void check(int row) {
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      float p = at(row, c);
      if (!Float.isFinite(p)) {
        throw new DivergedException(
            "evaluation, sample " + row,
            "the probability of class " + c + " is " + p + ", expected a finite number",
            "the network has diverged: lower {learning-rate} or set {clip-gradient=5}");
      }
      if (p < 0 || p > 1 + SUM_TOLERANCE) {
        throw new IllegalArgumentException(
            "row " + row + ", class " + c + ": " + p + " is not a probability; pass softmax's");
      }
      sum += p;
    }
    if (Math.abs(sum - 1) > SUM_TOLERANCE) {
      throw new IllegalArgumentException("row " + row + " sums to " + sum + ", expected 1");
    }
  }

  int rows() {
    return rows;
  }

  float at(int row, int c) {
    return values[row * classes + c];
  }

  /** The most probable class of each row; of equals, the lowest index. */
  int[] argMax() {
    int[] best = new int[rows];
    for (int i = 0; i < rows; i++) {
      for (int c = 1; c < classes; c++) {
        if (at(i, c) > at(i, best[i])) {
          best[i] = c;
        }
      }
    }
    return best;
  }
}
