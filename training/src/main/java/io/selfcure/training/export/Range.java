package io.selfcure.training.export;

/**
 * Between what a value lies, zero included, so that zero has a number of its own in 8 bits.
 *
 * @param low at most 0
 * @param high at least 0
 */
record Range(float low, float high) {

  private static final int STEPS = 255;

  Range {
    if (!(low <= 0 && high >= 0)) {
      throw new IllegalArgumentException("a range from " + low + " to " + high);
    }
  }

  /** Nothing seen yet. */
  static final Range NONE = new Range(0, 0);

  Range with(Range other) {
    return new Range(Math.min(low, other.low), Math.max(high, other.high));
  }

  /** What one step of 8 bits stands for. */
  float scale() {
    return Math.max(high - low, 1e-8f) / STEPS;
  }

  /** The number of zero, 0 to 255. */
  int zero() {
    return Math.max(0, Math.min(STEPS, Math.round(-low / scale())));
  }
}
