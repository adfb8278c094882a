package io.selfcure.core.noise;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Expressions;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Shuffle;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Pair noise: of every class exactly the share {@code rate} (rounded to a whole sample) becomes the
 * one class it is most easily taken for.
 *
 * @param rate share of every class that gets the wrong label, 0 to 1
 * @param pairs class name to the name of the class it becomes; classes without a pair stay clean
 * @param seed the same seed gives the same labels
 */
public record PairNoise(double rate, Map<String, String> pairs, long seed) implements Noise {

  /** This kind; where no pairs are named, they are what FERPlus's annotators confuse. */
  public static final NoiseKind KIND =
      new NoiseKind(
          "pair",
          "in every class exactly the share {rate}, each to the class it is most easily taken for,"
              + " or as {pairs} says",
          Set.of(NoiseParameter.RATE),
          Set.of(NoiseParameter.PAIRS, NoiseParameter.SEED),
          PairNoise::of);

  /**
   * What each expression is most often taken for: the second choice of FERPlus's annotators, summed
   * over the pictures of which the first choice has the majority.
   */
  private static final Map<String, String> SECOND_CHOICE =
      Map.of(
          "neutral", "sadness",
          "happiness", "neutral",
          "surprise", "fear",
          "sadness", "neutral",
          "anger", "neutral",
          "disgust", "anger",
          "fear", "surprise",
          "contempt", "neutral");

  /** Checks the rate. */
  public PairNoise {
    Noise.requireShare(rate);
    pairs = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(pairs));
  }

  private static PairNoise of(NoiseParameters with, Dataset data) {
    Map<String, String> pairs =
        with.pairs() == null ? knownPairs(data.labels()) : parsePairs(with.pairs(), data.labels());
    return new PairNoise(with.rate(0), pairs, with.seed());
  }

  /**
   * The pairs of known expressions, whatever the data set calls them.
   *
   * @throws UsageException when a class is no known expression
   */
  public static Map<String, String> knownPairs(LabelSet classes) {
    Map<String, String> byExpression = new LinkedHashMap<>();
    classes.names().forEach(n -> byExpression.put(Expressions.canonical(n), n));
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String name : classes.names()) {
      String second = SECOND_CHOICE.get(Expressions.canonical(name));
      String becomes = second == null ? null : byExpression.get(second);
      if (becomes == null) {
        throw new UsageException(
            "{kind=pair}",
            "there is no known pair for class '" + Wording.value(name) + "'",
            "name the pairs yourself, such as {pairs} "
                + Wording.value(name + "=" + other(classes, name)));
      }
      pairs.put(name, becomes);
    }
    return pairs;
  }

  private static String other(LabelSet classes, String name) {
    return classes.names().stream().filter(n -> !n.equals(name)).findFirst().orElseThrow();
  }

  /**
   * Reads {@code a=b,c=d}.
   *
   * @throws UsageException when it is not of that form, or names a class twice or one that is not
   *     in the set, or pairs a class with itself
   */
  public static Map<String, String> parsePairs(String text, LabelSet classes) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text.split(",", -1)) {
      String[] sides = pair.trim().split("=", -1);
      if (sides.length != 2) {
        throw refuse("'" + Wording.value(pair) + "' is not of the form FROM=TO", classes);
      }
      for (String side : sides) {
        if (classes.indexOf(side.trim()) < 0) {
          throw refuse("'" + Wording.value(side.trim()) + "' is not a class", classes);
        }
      }
      if (sides[0].trim().equals(sides[1].trim())) {
        throw refuse("'" + Wording.value(sides[0].trim()) + "' is paired with itself", classes);
      }
      if (pairs.put(sides[0].trim(), sides[1].trim()) != null) {
        throw refuse("'" + Wording.value(sides[0].trim()) + "' has two pairs", classes);
      }
    }
    return pairs;
  }

  private static UsageException refuse(String problem, LabelSet classes) {
    return new UsageException(
        "{pairs}",
        problem,
        "give pairs of classes such as "
            + Wording.value(classes.name(0) + "=" + classes.name(1))
            + "; there are "
            + Wording.value(classes.names()));
  }

  @Override
  public String kind() {
    return KIND.id();
  }

  @Override
  public String title() {
    return Noise.title("pair noise", rate);
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = BernoulliNoise.settings(rate, seed);
    List<String> written = new ArrayList<>();
    pairs.forEach((from, to) -> written.add(from + "=" + to));
    settings.put("pairs", String.join(",", written));
    return settings;
  }

  @Override
  public int[] labels(List<Sample> samples, LabelSet classes) {
    int[] labels = Noise.given(samples);
    SplittableRandom random = new SplittableRandom(seed);
    for (int c = 0; c < classes.size(); c++) {
      List<Integer> members = Noise.members(samples, c);
      Shuffle.list(members, random);
      String to = pairs.get(classes.name(c));
      int hit = to == null ? 0 : (int) Math.round(rate * members.size());
      for (int row : members.subList(0, hit)) {
        labels[row] = classes.indexOf(String.valueOf(to));
      }
    }
    return labels;
  }
}
