package io.selfcure.core.noise;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.progress.Progress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The kinds of noise by the names that command lines and experiment files use. */
public enum NoiseKind {
  /** No wrong labels: the given ones are noted as the true ones. */
  NONE(false) {
    @Override
    public Noise rule(double rate, long seed, LabelSet classes) {
      return new SymmetricNoise(0, seed);
    }
  },
  /** {@link SymmetricNoise}. */
  SYMMETRIC(true) {
    @Override
    public Noise rule(double rate, long seed, LabelSet classes) {
      return new SymmetricNoise(rate, seed);
    }
  },
  /** {@link BernoulliNoise}. */
  SYMMETRIC_BERNOULLI(true) {
    @Override
    public Noise rule(double rate, long seed, LabelSet classes) {
      return new BernoulliNoise(rate, seed);
    }
  },
  /** {@link PairNoise} with the pairs that FERPlus's annotators confuse. */
  PAIR(true) {
    @Override
    public Noise rule(double rate, long seed, LabelSet classes) {
      return new PairNoise(rate, PairNoise.knownPairs(classes), seed);
    }
  },
  /** {@link AnnotatorNoise}; the rate is the greatest share of labels that may change. */
  ANNOTATOR(true) {
    @Override
    public Noise rule(double rate, long seed, LabelSet classes) {
      return new AnnotatorNoise(rate, seed);
    }
  };

  private final boolean takesRate;

  NoiseKind(boolean takesRate) {
    this.takesRate = takesRate;
  }

  /**
   * The rule.
   *
   * @param rate share of wrong labels, 0 to 1; without meaning where {@link #takesRate} is false
   * @param seed the same seed gives the same labels
   */
  public abstract Noise rule(double rate, long seed, LabelSet classes);

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
   * Writes a copy of a data set with labels of this noise; with {@link #NONE} it is the data set
   * itself where that has true labels already.
   *
   * @param to the new data set
   */
  public Dataset inject(Dataset data, double rate, long seed, Path to, Progress progress) {
    boolean truthKnown = data.samples().stream().anyMatch(s -> s.trueLabel() != Sample.UNKNOWN);
    return this == NONE && truthKnown
        ? data
        : Noise.inject(data, rule(rate, seed, data.labels()), to, progress);
  }
}
