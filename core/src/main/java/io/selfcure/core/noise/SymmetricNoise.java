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
    return "symmetric";
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
