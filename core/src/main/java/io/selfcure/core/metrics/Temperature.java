package io.selfcure.core.metrics;

import io.selfcure.core.error.DataException;

/**
 * Temperature scaling (Guo et al., ICML 2017, section 4.2): probabilities softmax(z / T) with the
 * one number T under which the right classes are most probable. It changes no decision.
 */
public final class Temperature {

  private static final double LEAST = 0.05;
  private static final double MOST = 20;

  /** How exactly T is found, as a share of itself. */
  private static final double EXACT = 1e-6;

  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private Temperature() {}

  /**
   * Fits T to samples that the network was not trained on, by their mean negative log likelihood,
   * which has one minimum in log T; 0.05 to 20.
   *
   * @param logits N x C, rows first
   * @param labels the right class of each of the N samples
   * @throws DataException when there are no samples
   */
  public static double fit(float[] logits, int[] labels) {
    if (labels.length == 0) {
      throw new DataException(
          "calibration",
          "there are no samples to fit a temperature to",
          "choose a split with some");
    }
    double low = Math.log(LEAST);
    double high = Math.log(MOST);
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double atLeft = loss(logits, labels, Math.exp(left));
    double atRight = loss(logits, labels, Math.exp(right));
    while (high - low > EXACT) {
      if (atLeft < atRight) {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - GOLDEN * (high - low);
        atLeft = loss(logits, labels, Math.exp(left));
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + GOLDEN * (high - low);
        atRight = loss(logits, labels, Math.exp(right));
      }
    }
    return Math.exp((low + high) / 2);
  }

  /**
   * The mean negative log likelihood of the right classes at a temperature.
   *
   * @param logits N x C, rows first
   * @param labels N classes
   */
  public static double loss(float[] logits, int[] labels, double temperature) {
    int classes = logits.length / labels.length;
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      double most = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        most = Math.max(most, logits[i * classes + c] / temperature);
      }
      double all = 0;
      for (int c = 0; c < classes; c++) {
        all += Math.exp(logits[i * classes + c] / temperature - most);
      }
      sum += most + Math.log(all) - logits[i * classes + labels[i]] / temperature;
    }
    return sum / labels.length;
  }

  /**
   * Probabilities at a temperature: softmax(z / T) of each row.
   *
   * @param logits N x C, rows first
   * @param classes C
   * @return N x C, rows first; each row sums to 1
   */
  public static float[] softmax(float[] logits, int classes, double temperature) {
    float[] all = new float[logits.length];
    for (int from = 0; from < logits.length; from += classes) {
      double most = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        most = Math.max(most, logits[from + c]);
      }
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        sum += Math.exp((logits[from + c] - most) / temperature);
      }
      for (int c = 0; c < classes; c++) {
        all[from + c] = (float) (Math.exp((logits[from + c] - most) / temperature) / sum);
      }
    }
    return all;
  }
}
