package io.selfcure.training.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings that suit a data set where nobody asks for others: what {@code train} with no option
 * takes, and every other command that trains. docs/decisions/0021-the-recipe.md has the
 * measurements.
 *
 * @param data what it is for
 * @param values settings by name
 */
public record Recipe(Shape data, Map<String, String> values) {

  private static final String INIT = "init";
  private static final String WIDTH = "width";
  private static final String BATCH = "batch";
  private static final String EPOCHS = "epochs";
  private static final String OPTIMIZER = "optimizer";

  /** Steps of {@link #THOUSAND} pictures, from which on more pictures get more. */
  private static final double STEPS = 5000;

  private static final double THOUSAND = 1000;

  /** Ten times the pictures want twice the steps. */
  private static final double GROWTH = Math.log10(2);

  private static final int FEWEST_EPOCHS = 4;
  private static final int MOST_EPOCHS = 100;

  /** In more a network learns few pictures' labels by heart, and no longer tells wrong ones. */
  private static final int BY_HEART = 40;

  /** Fewer steps from random weights teach little. */
  private static final double FEWEST_STEPS = 2000;

  /** From so many pictures on sgd with momentum is ahead of Adam. */
  private static final int ENOUGH_FOR_SGD = 5000;

  /** Larger pictures cost a CPU with their square what they do not give back. */
  private static final int LARGEST_ON_CPU = 96;

  private static final int LARGEST = 224;
  private static final int SMALLEST = 16;

  /** A side of a multiple of this is halved by the first stages without a rest. */
  private static final int GRAIN = 8;

  /** Copies the values, in their order. */
  public Recipe {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * What a recipe depends on.
   *
   * @param pictures to train on, 1 or more
   * @param side pixels of the pictures' shorter side, the middle one of them
   * @param cuda whether a CUDA device trains
   */
  public record Shape(int pictures, int side, boolean cuda) {}

  /**
   * The recipe for a data set.
   *
   * @param asked settings that somebody asked for, by name: they stand, and what depends on them
   *     follows them (a rate suits its optimizer, epochs their batch, and initial weights decide
   *     the width themselves)
   */
  public static Recipe of(Shape data, Map<String, String> asked) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("input-size", Integer.toString(inputSize(data)));
    if (asked.getOrDefault(INIT, "").isEmpty()) {
      values.put(WIDTH, data.cuda() ? "1" : "0.25");
    }
    values.put(BATCH, Integer.toString(batch(data.pictures())));
    values.put(OPTIMIZER, data.pictures() < ENOUGH_FOR_SGD ? "adam" : "sgd");
    String optimizer = asked.getOrDefault(OPTIMIZER, values.get(OPTIMIZER));
    values.put(
        "learning-rate", optimizer.toLowerCase(Locale.ROOT).equals("sgd") ? "0.05" : "0.001");
    values.put(
        EPOCHS,
        Integer.toString(
            epochs(data.pictures(), number(asked.get(BATCH), batch(data.pictures())))));
    return new Recipe(data, values);
  }

  /** The pictures' own size, so that nothing is enlarged; less where they are large. */
  private static int inputSize(Shape data) {
    int most = data.cuda() ? LARGEST : LARGEST_ON_CPU;
    int side = Math.max(SMALLEST, Math.min(most, data.side()));
    return side / GRAIN * GRAIN;
  }

  private static int batch(int pictures) {
    return pictures < ENOUGH_FOR_SGD ? 16 : pictures < 4 * ENOUGH_FOR_SGD ? 32 : 64;
  }

  /**
   * So many that the steps suffice: 10,000 for ten thousand pictures, twice as many for ten times
   * as many; but not so many that labels are learned by heart, if the least steps are done.
   */
  private static int epochs(int pictures, int batch) {
    double stepsAnEpoch = Math.max(1, pictures) / (double) batch;
    double steps = STEPS * Math.pow(Math.max(1, pictures) / THOUSAND, GROWTH);
    double epochs = Math.max(Math.min(BY_HEART, steps / stepsAnEpoch), FEWEST_STEPS / stepsAnEpoch);
    return (int) Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, Math.round(epochs)));
  }

  /** What is no number is refused with all else that is wrong, when the settings are bound. */
  private static int number(@Nullable String asked, int otherwise) {
    return asked != null && asked.matches("[1-9]\\d{0,5}") ? Integer.parseInt(asked) : otherwise;
  }

  /** What is left of it beside settings that are decided otherwise. */
  public Recipe without(Set<String> decided) {
    Map<String, String> rest = new LinkedHashMap<>(values);
    rest.keySet().removeAll(decided);
    return new Recipe(data, rest);
  }

  /** The recipe in a line, for people. */
  public String describe() {
    StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "recipe for %,d pictures of %d pixels:",
                data.pictures(),
                data.side()));
    values.forEach(
        (name, value) -> line.append(' ').append(name).append(' ').append(value).append(','));
    return values.isEmpty() ? line + " as asked for" : line.substring(0, line.length() - 1);
  }
}
