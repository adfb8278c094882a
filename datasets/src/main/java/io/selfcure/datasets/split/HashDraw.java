package io.selfcure.datasets.split;

import io.selfcure.core.data.Outputs;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Draws a share of ids by their hash alone: neither pictures, labels, people nor the order of rows
 * have a say, and anybody can draw the same again. Draws of one salt from ranges that do not
 * overlap have no id in common.
 *
 * @param salt a name for the draw, which nobody has seen a result of
 * @param from the least fraction that is drawn, 0 or more, below 1
 * @param share how much is drawn, above 0; {@code from + share} is 1 at most
 */
public record HashDraw(String salt, double from, double share) {

  /** Hex digits of the hash that make the fraction: 52 bits, which a double holds exactly. */
  private static final int DIGITS = 13;

  /** Checks the range. */
  public HashDraw {
    if (salt.isBlank()) {
      throw new UsageException("{salt}", "is blank", "give the draw a name of its own");
    }
    if (!(from >= 0 && from < 1)) {
      throw new UsageException("{from}", from + " is not in 0..1", "give a fraction such as 0.12");
    }
    if (!(share > 0 && share < 1)) {
      throw new UsageException(
          "{share}", share + " is not between 0 and 1", "give a share such as 0.12");
    }
    if (end(from, share) > 1) {
      throw new UsageException(
          "{share}",
          Wording.value(from + " and " + share + " make more than 1"),
          "lower {share} or {from}");
    }
  }

  /** Decimally, so that a range ends exactly where one begins that is written as its end. */
  private static double end(double from, double share) {
    return BigDecimal.valueOf(from).add(BigDecimal.valueOf(share)).doubleValue();
  }

  /** Where the range ends; that fraction itself is not drawn. */
  public double end() {
    return end(from, share);
  }

  /**
   * An id's fraction, 0 or more and below 1: the first {@value #DIGITS} hex digits of the SHA-256
   * of salt and id, as UTF-8 one after the other, divided by 16 to the power of {@value #DIGITS}.
   */
  public double fraction(String id) {
    MessageDigest digest = Outputs.sha256();
    digest.update((salt + id).getBytes(StandardCharsets.UTF_8));
    long first = Long.parseLong(Outputs.hex(digest).substring(0, DIGITS), 16);
    return first / (double) (1L << (4 * DIGITS));
  }

  /** Whether an id is drawn. */
  public boolean draws(String id) {
    double fraction = fraction(id);
    return fraction >= from && fraction < end();
  }
}
