package io.selfcure.core.noise;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Symmetric label noise by chance: each label by itself, with probability {@code rate}, becomes one
 * of the other classes, each equally likely. The share that is hit varies from seed to seed, which
 * is how the programs around the SCN paper inject noise; {@link SymmetricNoise} has it exact. Some
 * of them draw among all classes, so that a label may be "replaced" by itself and the share of
 * wrong ones is {@code rate} (C - 1) / C; here the rate is the probability of a wrong label.
 *
 * @param rate probability that a label becomes wrong, 0 to 1
 * @param seed the same seed gives the same labels
 */
public record BernoulliNoise(double rate, long seed) implements Noise {

  /** This kind. */
  public static final NoiseKind KIND =
      new NoiseKind(
          "symmetric-bernoulli",
          "every label by itself with probability {rate}, to any other class",
          Set.of(NoiseParameter.RATE),
          Set.of(NoiseParameter.SEED),
          (with, data) -> new BernoulliNoise(with.rate(0), with.seed()));

  /** Checks the rate. */
  public BernoulliNoise {
    Noise.requireShare(rate);
  }

  @Override
  public String kind() {
    return KIND.id();
  }

  @Override
  public String title() {
    return Noise.title("symmetric Bernoulli noise", rate);
  }

  @Override
  public Map<String, String> settings() {
    return settings(rate, seed);
  }

  static Map<String, String> settings(double rate, long seed) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("rate", Double.toString(rate));
    settings.put("seed", Long.toString(seed));
    return settings;
  }

  @Override
  public int[] labels(List<Sample> samples, LabelSet classes) {
    int[] labels = Noise.given(samples);
    SplittableRandom random = new SplittableRandom(seed);
    for (int row = 0; row < labels.length; row++) {
      if (samples.get(row).split() == Split.TRAIN
          && labels[row] != Sample.UNKNOWN
          && random.nextDouble() < rate) {
        labels[row] = (labels[row] + 1 + random.nextInt(classes.size() - 1)) % classes.size();
      }
    }
    return labels;
  }
}
