package io.selfcure.datasets.table;

import io.selfcure.core.data.ClassNames;
import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.Expressions;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the user says of the classes that a list's labels stand for.
 *
 * @param names class by the meaning of what is written, in the order given; empty where nothing is
 *     said
 * @param numbers whether numbers may be names of classes
 */
record ClassChoice(Map<String, String> names, boolean numbers) {

  static final String SETTING = "classes";

  /** The user said nothing: names are as they are written, and numbers alone are refused. */
  static final ClassChoice NONE = new ClassChoice(Map.of(), false);

  private static final String NUMBERS = "numbers";
  private static final String EXAMPLE = "0=neutral,1=happiness,2=sadness";

  /** The classes of a set: each stands for itself. */
  static ClassChoice of(LabelSet labels) {
    Map<String, String> names = new LinkedHashMap<>();
    labels.names().forEach(n -> names.put(Expressions.meaning(n), n));
    return new ClassChoice(names, true);
  }

  /** Reads {@code 0=angry,1=disgust} or {@code numbers}. */
  static ClassChoice of(@Nullable String text) {
    if (text == null) {
      return NONE;
    }
    if (text.strip().equals(NUMBERS)) {
      return new ClassChoice(Map.of(), true);
    }
    Map<String, String> names = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      int at = part.indexOf('=');
      String name = at < 0 ? "" : part.substring(at + 1).strip();
      if (name.isEmpty() || names.put(Expressions.meaning(part.substring(0, at)), name) != null) {
        throw new UsageException(
            "{" + SETTING + "}",
            CsvInput.shown(part) + " does not say once what a label stands for",
            "give them like "
                + EXAMPLE
                + ", or '"
                + NUMBERS
                + "' to name classes by their numbers");
      }
    }
    return new ClassChoice(names, false);
  }

  /**
   * The class that a written label stands for.
   *
   * @throws DataException when others were given a class, and it was not
   */
  String name(String written, String place) {
    if (names.isEmpty() || written.isEmpty()) {
      return written;
    }
    String name = names.get(Expressions.meaning(written));
    if (name == null) {
      throw new DataException(
          place,
          "has the label " + CsvInput.shown(written) + ", of which {" + SETTING + "} says nothing",
          "say it too: {" + SETTING + "} has " + Wording.value(names.keySet()));
    }
    return name;
  }

  /** Classes in the order in which they were given, or that of the names. */
  LabelSet labels(ClassNames found, String place) {
    if (found.numbers() > 0 && !numbers && names.isEmpty()) {
      throw new DataException(
          place,
          "its labels are "
              + (found.numbers() == found.names().size()
                  ? "numbers alone, "
                  : "names and numbers, ")
              + String.join(", ", found.names().stream().limit(12).toList())
              + ": what each number stands for differs from set to set",
          "say it, as in {"
              + SETTING
              + "="
              + EXAMPLE
              + "}; or {"
              + SETTING
              + "="
              + NUMBERS
              + "} to name the classes by their numbers");
    }
    try {
      return new LabelSet(
          names.isEmpty() ? found.names() : names.values().stream().distinct().toList());
    } catch (DataException e) {
      throw new DataException(place, "its labels: " + e.problem(), "check {label-column}", e);
    }
  }
}
