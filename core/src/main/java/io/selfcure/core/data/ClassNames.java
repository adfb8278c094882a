package io.selfcure.core.data;

import io.selfcure.core.error.Wording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The classes that names in a table or a tree of folders stand for: names that mean the same
 * ({@link Expressions#meaning}) are one class, under the spelling that occurs most.
 */
public final class ClassNames {

  private final Map<String, Integer> byMeaning = new HashMap<>();
  private final List<String> names;
  private final List<String> notes = new ArrayList<>();

  private ClassNames(Map<String, Map<String, Long>> spellings) {
    Map<String, String> chosen = new TreeMap<>(order());
    spellings.forEach((meaning, counts) -> chosen.put(mostUsed(counts), meaning));
    names = List.copyOf(chosen.keySet());
    for (int c = 0; c < names.size(); c++) {
      byMeaning.put(chosen.getOrDefault(names.get(c), ""), c);
    }
    for (String name : names) {
      Map<String, Long> counts = spellings.get(chosen.getOrDefault(name, ""));
      if (counts != null && counts.size() > 1) {
        notes.add(
            "taken for one class, "
                + Wording.value(CsvInput.shown(name))
                + ": "
                + String.join(
                    ", ",
                    counts.entrySet().stream()
                        .map(
                            e ->
                                Wording.value(CsvInput.shown(e.getKey()))
                                    + " ("
                                    + e.getValue()
                                    + ")")
                        .toList()));
      }
    }
  }

  /**
   * Sorts names into classes.
   *
   * @param counts how often each spelling occurs, as it is written; none blank
   */
  public static ClassNames of(Map<String, Long> counts) {
    Map<String, Map<String, Long>> spellings = new TreeMap<>();
    counts.forEach(
        (name, count) ->
            spellings
                .computeIfAbsent(Expressions.meaning(name), m -> new TreeMap<>())
                .merge(CellTexts.whole(name.strip()), count, Long::sum));
    return new ClassNames(spellings);
  }

  /** Alphabetical, numbers by their size: the order of classes that names alone tell of. */
  public static Comparator<String> order() {
    return Comparator.comparing((String n) -> n.matches("\\d{1,9}") ? Integer.parseInt(n) : -1)
        .thenComparing(Comparator.naturalOrder());
  }

  private static String mostUsed(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .max(
            Comparator.comparing(Map.Entry<String, Long>::getValue)
                .thenComparing(Map.Entry::getKey)) // of equals small letters
        .map(Map.Entry::getKey)
        .orElse("");
  }

  /** One name a class, in the order of {@link #order}. */
  public List<String> names() {
    return names;
  }

  /** The class of a name, an index into {@link #names}; -1 where it is none. */
  public int indexOf(String name) {
    return byMeaning.getOrDefault(Expressions.meaning(name), -1);
  }

  /** Which spellings were taken for one class, one sentence each. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** How many names are numbers, which say nothing of what they stand for. */
  public int numbers() {
    return (int) names.stream().filter(n -> n.matches("-?\\d+(\\.\\d+)?")).count();
  }

  /**
   * What probably is the same class twice, once misspelt: a question for each such pair.
   *
   * @param labels the classes
   */
  public static List<String> doubtful(LabelSet labels) {
    return questions(labels, true);
  }

  /** Classes that probably are misspelt, as a question each; no other class has that meaning. */
  public static List<String> misspelt(LabelSet labels) {
    return questions(labels, false);
  }

  private static List<String> questions(LabelSet labels, boolean twice) {
    List<String> questions = new ArrayList<>();
    for (String name : labels.names()) {
      Optional<String> meant = Expressions.meant(name);
      if (meant.isPresent() && (Expressions.indexOf(labels, meant.get()) >= 0) == twice) {
        int other = Expressions.indexOf(labels, meant.get());
        questions.add(
            CsvInput.shown(name)
                + ": did you mean "
                + (other >= 0 ? labels.name(other) : meant.get())
                + "?");
      }
    }
    return questions;
  }
}
