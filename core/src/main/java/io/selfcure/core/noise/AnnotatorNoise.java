package io.selfcure.core.noise;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Shuffle;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Annotator noise: every label is drawn from the votes on its picture, as if one annotator, taken
 * at random, had labelled it. What people confuse is confused, and most where they disagree.
 *
 * @param rate the highest share of the training samples that may change, 0 to 1; where more would,
 *     the ones that do are drawn among them
 * @param seed the same seed gives the same labels
 */
public record AnnotatorNoise(double rate, long seed) implements Noise {

  /** This kind; the rate is the greatest share of labels that may change. */
  public static final NoiseKind KIND =
      new NoiseKind(
          "annotator",
          "labels drawn from the annotators' votes; {rate}, where it is given, is the highest share"
              + " that may change",
          Set.of(),
          Set.of(NoiseParameter.RATE, NoiseParameter.SEED),
          (with, data) -> new AnnotatorNoise(with.rate(1), with.seed()));

  /** Checks the rate. */
  public AnnotatorNoise {
    Noise.requireShare(rate);
  }

  @Override
  public String kind() {
    return KIND.id();
  }

  @Override
  public String title() {
    return rate == 1 ? "annotator noise" : Noise.title("annotator noise of at most", rate);
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("highest-rate", Double.toString(rate));
    settings.put("seed", Long.toString(seed));
    return settings;
  }

  @Override
  public int[] labels(List<Sample> samples, LabelSet classes) {
    int[] labels = Noise.given(samples);
    SplittableRandom random = new SplittableRandom(seed);
    List<Integer> changing = new ArrayList<>();
    int[] drawn = labels.clone();
    int training = 0;
    for (int row = 0; row < labels.length; row++) {
      Sample s = samples.get(row);
      if (s.split() != Split.TRAIN || s.label() == Sample.UNKNOWN) {
        continue;
      }
      training++;
      drawn[row] = draw(s, classes.size(), random);
      if (drawn[row] != labels[row]) {
        changing.add(row);
      }
    }
    Shuffle.list(changing, random);
    int allowed = (int) Math.min(changing.size(), Math.floor(rate * training));
    changing.subList(0, allowed).forEach(row -> labels[row] = drawn[row]);
    return labels;
  }

  private static int draw(Sample s, int classes, SplittableRandom random) {
    int total = s.votes().stream().mapToInt(Integer::intValue).sum();
    if (total <= 0 || s.votes().size() != classes) {
      throw new DataException(
          "sample " + s.id(),
          "has no votes on its classes, and annotator noise draws the label from them",
          "import the data set with its votes, or choose another {kind}");
    }
    int at = random.nextInt(total);
    int c = 0;
    while (at >= s.votes().get(c)) {
      at -= s.votes().get(c++);
    }
    return c;
  }
}
