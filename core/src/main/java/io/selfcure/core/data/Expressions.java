package io.selfcure.core.data;

import java.util.List;
import java.util.Locale;
import java.util.Map;

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

  private Expressions() {}

  /**
   * The name in FERPlus's vocabulary ({@link LabelSet#FERPLUS8}), lower case; a name that is none
   * of an expression stays as it is.
   */
  public static String canonical(String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT);
    return CANONICAL.getOrDefault(lower, lower);
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
