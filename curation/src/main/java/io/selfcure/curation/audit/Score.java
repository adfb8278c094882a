package io.selfcure.curation.audit;

/**
 * A label quality score: one number a sample, higher for worse labels.
 *
 * @param name its column's name
 * @param formula what it is, for people
 * @param values by sample; NaN where the evidence for it is missing
 */
public record Score(String name, String formula, double[] values) {

  /** Whether every sample has a value. */
  public boolean complete() {
    for (double v : values) {
      if (Double.isNaN(v)) {
        return false;
      }
    }
    return true;
  }
}
