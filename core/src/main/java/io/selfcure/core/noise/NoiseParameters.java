package io.selfcure.core.noise;

import io.selfcure.core.data.Dataset;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a kind of noise is told. Which of it a kind needs, and which has no effect on it, the kind
 * says itself.
 *
 * @param rate share of wrong labels, 0 to 1; null for none
 * @param pairs which class becomes which, as {@code a=b,c=d}; null for none
 * @param list reads labels that somebody published, for a data set; null for none
 * @param seed the same seed gives the same labels
 */
public record NoiseParameters(
    @Nullable Double rate,
    @Nullable String pairs,
    @Nullable Function<Dataset, ListedNoise> list,
    long seed) {

  /** A rate, or none, and a seed. */
  public static NoiseParameters of(@Nullable Double rate, long seed) {
    return new NoiseParameters(rate, null, null, seed);
  }

  boolean has(NoiseParameter parameter) {
    return switch (parameter) {
      case RATE -> rate != null;
      case PAIRS -> pairs != null;
      case LIST -> list != null;
      case SEED -> true;
    };
  }

  double rate(double otherwise) {
    return rate == null ? otherwise : rate;
  }
}
