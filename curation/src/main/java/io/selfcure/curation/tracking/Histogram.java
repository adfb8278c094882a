package io.selfcure.curation.tracking;

import io.selfcure.curation.proto.Message;

/**
 * How values in [0, 1] are distributed, in buckets of equal width.
 *
 * @param min the least value
 * @param max the greatest value
 * @param count how many values
 * @param sum of the values
 * @param sumOfSquares of the values
 * @param limits the buckets' upper ends, rising
 * @param counts values in each bucket: above the limit before, up to its own
 */
record Histogram(
    double min,
    double max,
    double count,
    double sum,
    double sumOfSquares,
    double[] limits,
    double[] counts) {

  private static final int BUCKETS = 50;

  /** Counts values; those that are not finite are left out. */
  static Histogram ofShares(float[] values) {
    double[] limits = new double[BUCKETS];
    for (int b = 0; b < BUCKETS; b++) {
      limits[b] = (b + 1) / (double) BUCKETS;
    }
    double[] counts = new double[BUCKETS];
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double count = 0;
    double sum = 0;
    double sumOfSquares = 0;
    for (float v : values) {
      if (Float.isFinite(v)) {
        int bucket = (int) Math.ceil(v * BUCKETS) - 1;
        counts[Math.max(0, Math.min(BUCKETS - 1, bucket))]++;
        min = Math.min(min, v);
        max = Math.max(max, v);
        count++;
        sum += v;
        sumOfSquares += (double) v * v;
      }
    }
    return new Histogram(min, max, count, sum, sumOfSquares, limits, counts);
  }

  Message toMessage() {
    return new Message()
        .number(1, min)
        .number(2, max)
        .number(3, count)
        .number(4, sum)
        .number(5, sumOfSquares)
        .numbers(6, limits)
        .numbers(7, counts);
  }
}
