package io.selfcure.core.noise;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Sample;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.progress.Progress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The kinds of noise by the names that command lines and experiment files use. */
public enum NoiseKind {
  /** No noise: the data set as it is, its given labels noted as the true ones where none are. */
  NONE(false) {
    @Override
    Dataset write(Dataset data, double rate, long seed, Path to, Progress progress) {
      boolean truthKnown = data.samples().stream().anyMatch(s -> s.trueLabel() != Sample.UNKNOWN);
      return truthKnown ? data : SymmetricNoise.inject(data, 0, seed, to, progress);
    }
  },
  /** {@link SymmetricNoise}. */
  SYMMETRIC(true) {
    @Override
    Dataset write(Dataset data, double rate, long seed, Path to, Progress progress) {
      return SymmetricNoise.inject(data, rate, seed, to, progress);
    }
  };

  private final boolean takesRate;

  NoiseKind(boolean takesRate) {
    this.takesRate = takesRate;
  }

  abstract Dataset write(Dataset data, double rate, long seed, Path to, Progress progress);

  /** The name users write. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether a share of wrong labels belongs to it. */
  public boolean takesRate() {
    return takesRate;
  }

  /** All names. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(NoiseKind::id).toList();
  }

  /**
   * The kind of that name.
   *
   * @throws UsageException when there is none
   */
  public static NoiseKind of(String id) {
    return Arrays.stream(values())
        .filter(k -> k.id().equals(id.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "noise kind", "'" + id + "' is not one of " + ids(), "name one of them"));
  }

  /**
   * Writes a copy of a data set with labels of this noise; with {@link #NONE} it may be the data
   * set itself.
   *
   * @param rate share of wrong labels, 0 to 1; without meaning where {@link #takesRate} is false
   * @param seed the same seed gives the same labels
   * @param to the new data set
   */
  public Dataset inject(Dataset data, double rate, long seed, Path to, Progress progress) {
    return write(data, rate, seed, to, progress);
  }
}
