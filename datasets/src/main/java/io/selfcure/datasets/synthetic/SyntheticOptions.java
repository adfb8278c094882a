package io.selfcure.datasets.synthetic;

import io.selfcure.core.error.UsageException;

/**
 * What {@link SyntheticFaces} shall draw.
 *
 * @param train number of training pictures, 1 to 10 000 000
 * @param valid number of validation pictures, 0 to 10 000 000
 * @param size pixels a side, 32 to 512
 * @param blends share of readable pictures that blend two expressions, 0 to 1
 * @param unreadable share of training pictures on which nobody could tell the expression, 0 to 1
 * @param seed where all randomness starts
 */
public record SyntheticOptions(
    int train, int valid, int size, double blends, double unreadable, long seed) {

  private static final int MOST = 10_000_000;

  /** Checks the ranges. */
  public SyntheticOptions {
    requireWithin("{train}", train, 1, MOST);
    requireWithin("{valid}", valid, 0, MOST);
    requireWithin("{size}", size, 32, 512);
    requireShare("{blends}", blends);
    requireShare("{unreadable}", unreadable);
  }

  /** The set of the demonstration: small enough to be drawn and learnt within minutes. */
  public static SyntheticOptions demo(long seed) {
    return new SyntheticOptions(3500, 700, 64, 0.15, 0.0, seed);
  }

  private static void requireWithin(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new UsageException(
          option,
          "is " + value + ", expected " + least + " to " + most,
          "choose a value in that range");
    }
  }

  private static void requireShare(String option, double value) {
    // Written so that NaN is refused too.
    if (!(value >= 0 && value <= 1)) {
      throw new UsageException(
          option, "is " + value + ", expected a share from 0 to 1", "0.15 means 15 percent");
    }
  }
}
