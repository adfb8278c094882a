package io.selfcure.workflow.experiment;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.noise.Noise;
import io.selfcure.core.noise.NoiseKind;
import io.selfcure.core.noise.NoiseParameter;
import io.selfcure.core.noise.NoiseParameters;
import io.selfcure.core.progress.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * How wrong the labels of a cell are.
 *
 * @param kind the kind of noise
 * @param rate share of wrong labels, 0 to 1; 0 where the kind takes no rate
 */
record NoiseLevel(NoiseKind kind, double rate) {

  /** The kinds that a grid can vary: those that need no more than a rate. */
  static final List<NoiseKind> KINDS =
      Noise.kinds().stream().filter(k -> k.needsOnly(Set.of(NoiseParameter.RATE))).toList();

  /** The place of its kind among all kinds, for tables in that order. */
  int place() {
    return KINDS.indexOf(kind);
  }

  /** Whether a rate belongs to it. */
  boolean hasRate() {
    return kind.takes(NoiseParameter.RATE);
  }

  /** Whether two seeds give different labels. */
  boolean hasSeed() {
    return kind.takes(NoiseParameter.SEED);
  }

  /** The rule for a data set. */
  Noise rule(long seed, Dataset data) {
    return kind.rule(parameters(seed), data);
  }

  /** Writes a copy of a data set with these labels, see {@link NoiseKind#inject}. */
  Dataset inject(Dataset data, long seed, Path to, Progress progress) {
    return kind.inject(data, parameters(seed), to, progress);
  }

  private NoiseParameters parameters(long seed) {
    return NoiseParameters.of(hasRate() ? rate : null, seed);
  }

  /** As a part of file names: none, symmetric-0.2. */
  String name() {
    return hasRate() ? kind.id() + "-" + number(rate) : kind.id();
  }

  /** A number as users write it: 0.2, 0, 0.125. */
  static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
