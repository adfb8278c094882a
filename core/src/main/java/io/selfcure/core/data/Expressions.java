package io.selfcure.core.data;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The names that data sets have for the same expressions. */
public final class Expressions {

  /** RAF-DB's basic expressions in the order of its labels 1 to 7. */
  public static final List<String> RAF_DB =
      List.of("surprise", "fear", "disgust", "happiness", "sadness", "anger", "neutral");

  private static final Map<String, String> CANONICAL =
      Map.ofEntries(
          Map.entry("angry", "anger"),
          Map.entry("disgusted", "disgust"),
          Map.entry("afraid", "fear"),
          Map.entry("fearful", "fear"),
          Map.entry("happy", "happiness"),
          Map.entry("sad", "sadness"),
          Map.entry("surprised", "surprise"),
          Map.entry("contemptuous", "contempt"));

  /** Further from any expression than one letter, and often written. */
  private static final Map<String, String> MISSPELT =
      Map.of("suprize", "surprise", "hapyness", "happiness", "contemt", "contempt");

  /** Words a letter away from an expression's name. */
  private static final Set<String> OTHER_WORDS =
      Set.of("danger", "dangers", "ranger", "rangers", "hanger", "manger", "nappy", "neural");

  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d*[.,]?\\d+");

  private static final int SHORTEST = 5;

  private Expressions() {}

  /**
   * The name in FERPlus's vocabulary ({@link LabelSet#FERPLUS8}), lower case; a name that is none
   * of an expression stays as it is.
   */
  public static String canonical(String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT);
    String known = CANONICAL.getOrDefault(lower, lower);
    if (lower.endsWith("s") && !isOne(known)) {
      String singular = lower.substring(0, lower.length() - 1);
      String one = CANONICAL.getOrDefault(singular, singular);
      return isOne(one) ? one : lower;
    }
    return known;
  }

  private static boolean isOne(String canonical) {
    return LabelSet.FERPLUS8.indexOf(canonical) >= 0;
  }

  /**
   * What two names of one class share: letters in either case, blanks and what stands for them,
   * stray punctuation, numbers written {@code 1.0}, and the forms of an expression's name ({@code
   * Surprised }, {@code SURPRISES}) make no difference.
   */
  public static String meaning(String name) {
    String normal = Normalizer.normalize(name, Normalizer.Form.NFKC).strip();
    if (NUMBER.matcher(normal).matches()) {
      return CellTexts.whole(normal); // whose sign and point mean something
    }
    String plain =
        normal.replaceAll("[\\s\\p{Z}_-]+", " ").replaceAll("^[ .,;:'\"]+|[ .,;:'\"]+$", "");
    return canonical(plain.isEmpty() ? normal : plain);
  }

  /** The expression that a misspelt name was probably meant to be; empty where none is near. */
  public static Optional<String> meant(String name) {
    String word = meaning(name);
    if (isOne(word) || word.length() > LabelSet.LONGEST_NAME) {
      return Optional.empty();
    }
    String singular = word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
    return Stream.of(word, singular)
        .filter(w -> !OTHER_WORDS.contains(w))
        .flatMap(w -> Stream.ofNullable(near(w)))
        .findFirst();
  }

  private static @Nullable String near(String word) {
    String often = MISSPELT.get(word);
    return often != null
        ? often
        : Stream.concat(LabelSet.FERPLUS8.names().stream(), CANONICAL.keySet().stream().sorted())
            .filter(known -> known.length() >= SHORTEST && Spelling.distance(word, known) == 1)
            .map(Expressions::canonical)
            .findFirst()
            .orElse(null);
  }

  /** The index of the class that stands for an expression, or -1. */
  public static int indexOf(LabelSet classes, String expression) {
    String wanted = canonical(expression);
    for (int c = 0; c < classes.size(); c++) {
      if (canonical(classes.name(c)).equals(wanted)) {
        return c;
      }
    }
    return -1;
  }
}
