package io.selfcure.core.noise;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Shuffle;
import io.selfcure.core.error.DataException;
import io.selfcure.core.progress.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Symmetric label noise as in the SCN paper's experiments (section 4.3): a share of the labels is
 * replaced by another class, each other class being equally likely. Here the share is exact in
 * every class (rounded to a whole sample), so that two seeds differ only in which samples are hit.
 *
 * @param rate share of every class that gets a wrong label, 0 to 1
 * @param seed the same seed gives the same labels
 */
public record SymmetricNoise(double rate, long seed) implements Noise {

  /** This kind. */
  public static final NoiseKind KIND =
      new NoiseKind(
          "symmetric",
          "in every class exactly the share {rate}, each to any other class",
          Set.of(NoiseParameter.RATE),
          Set.of(NoiseParameter.SEED),
          (with, data) -> new SymmetricNoise(with.rate(0), with.seed()));

  /** No wrong labels: the given ones are noted as the true ones. */
  public static final NoiseKind NONE =
      new NoiseKind(
          "none",
          "no wrong labels; the given ones are noted as the true ones",
          Set.of(),
          Set.of(),
          (with, data) -> new SymmetricNoise(0, with.seed()));

  /** Checks the rate. */
  public SymmetricNoise {
    Noise.requireShare(rate);
  }

  /**
   * Writes a copy of a data set with this noise.
   *
   * @throws DataException when the data set already holds labels known to be wrong
   * @see Noise#inject
   */
  public static Dataset inject(Dataset data, double rate, long seed, Path to, Progress progress) {
    return Noise.inject(data, new SymmetricNoise(rate, seed), to, progress);
  }

  @Override
  public String kind() {
    return KIND.id();
  }

  @Override
  public String title() {
    return rate == 0 ? "no noise" : Noise.title("symmetric noise", rate);
  }

  @Override
  public Map<String, String> settings() {
    return BernoulliNoise.settings(rate, seed);
  }

  @Override
  public int[] labels(List<Sample> samples, LabelSet classes) {
    int[] labels = Noise.given(samples);
    SplittableRandom random = new SplittableRandom(seed);
    for (int c = 0; c < classes.size(); c++) {
      List<Integer> members = Noise.members(samples, c);
      Shuffle.list(members, random);
      int hit = (int) Math.round(rate * members.size());
      for (int row : members.subList(0, hit)) {
        labels[row] = (c + 1 + random.nextInt(classes.size() - 1)) % classes.size();
      }
    }
    return labels;
  }
}
