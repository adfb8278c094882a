package io.selfcure.core.data;

import io.selfcure.core.error.DataException;
import java.util.HashSet;
import java.util.List;

/**
 * The class names of a task, in the order of their indices 0..size-1. This order is the order of
 * every probability vector, confusion matrix row and vote list in the program.
 *
 * @param names the class names; two to {@link #MOST}, distinct, not blank, none longer than {@link
 *     #LONGEST_NAME}
 */
public record LabelSet(List<String> names) {

  /** FERPlus's eight classes in the order of its vote columns. */
  public static final LabelSet FERPLUS8 =
      of("neutral", "happiness", "surprise", "sadness", "anger", "disgust", "fear", "contempt");

  /** The seven basic expressions, in FERPlus's order without contempt. */
  public static final LabelSet BASIC7 =
      of("neutral", "happiness", "surprise", "sadness", "anger", "disgust", "fear");

  /** FER2013's seven classes in the order of its own codes 0..6. */
  public static final LabelSet FER2013 =
      of("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral");

  /** Classes that a task may have at most. */
  public static final int MOST = 1_000;

  /** Characters that a class's name may have at most. */
  public static final int LONGEST_NAME = 200;

  /** Checks the names. */
  public LabelSet {
    names = List.copyOf(names);
    if (names.size() > MOST) {
      throw new DataException(
          "label set", "has " + names.size() + " classes; the most is " + MOST, "name fewer");
    }
    for (String name : names) {
      if (name.length() > LONGEST_NAME) {
        throw new DataException(
            "label set",
            "has a class of "
                + name.length()
                + " characters, "
                + CsvInput.shown(name)
                + "; names have at most "
                + LONGEST_NAME,
            "shorten it");
      }
    }
    if (names.size() < 2) {
      throw new DataException(
          "label set", "has " + names.size() + " classes " + names, "name at least two");
    }
    if (new HashSet<>(names).size() != names.size() || names.stream().anyMatch(String::isBlank)) {
      throw new DataException(
          "label set", "repeats a name or has a blank one: " + names, "use distinct names");
    }
  }

  /** A label set of the given names in order. */
  public static LabelSet of(String... names) {
    return new LabelSet(List.of(names));
  }

  /** The number of classes. */
  public int size() {
    return names.size();
  }

  /** The name of class {@code index}. */
  public String name(int index) {
    return names.get(index);
  }

  /** The index of {@code name}, or -1 when it is not in the set. */
  public int indexOf(String name) {
    return names.indexOf(name);
  }

  /**
   * The index of what somebody wrote: {@code name} as it is, else without blanks around it, else
   * the one class that means the same ({@link Expressions#meaning}); -1 when there is none, or more
   * than one.
   */
  public int find(String name) {
    int exact = indexOf(name);
    int found = exact >= 0 ? exact : indexOf(name.strip());
    if (found >= 0 || name.length() > LONGEST_NAME) {
      return found;
    }
    String meaning = Expressions.meaning(name);
    for (int c = 0; c < names.size(); c++) {
      if (Expressions.meaning(names.get(c)).equals(meaning)) {
        if (found >= 0) {
          return -1;
        }
        found = c;
      }
    }
    return found;
  }
}
