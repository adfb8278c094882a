package io.selfcure.datasets.web;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.Expressions;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Yaml;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Reasons;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;

/**
 * What queries are made of: the file of {@code --words} (docs/formats/webemotion.md). Languages are
 * short codes such as {@code en}, in the order in which the patterns name them.
 *
 * @param format the version of the format, {@link #FORMAT}
 * @param patterns by language, how word, group and place are put together
 * @param words by class of {@link LabelSet#FERPLUS8}, then by language
 * @param groups ages and sexes, each by language
 * @param places by a code of their own, then by language
 */
public record Words(
    int format,
    Map<String, String> patterns,
    Map<String, Map<String, List<String>>> words,
    List<Map<String, String>> groups,
    Map<String, Map<String, String>> places) {

  /** The version this program reads. */
  public static final int FORMAT = 1;

  static final String WORD = "{word}";
  static final String GROUP = "{group}";
  static final String PLACE = "{place}";

  private static final String BUILT_IN = "words.yaml";
  private static final long MAX_BYTES = 4 << 20;
  private static final String REMEDY = "see docs/formats/webemotion.md";

  /** Keeps the order of the file, by which queries are ordered. */
  public Words {
    patterns = ordered(patterns);
    Map<String, Map<String, List<String>>> byClass = new LinkedHashMap<>();
    words.forEach((name, byLanguage) -> byClass.put(name, ordered(byLanguage)));
    words = Collections.unmodifiableMap(byClass);
    List<Map<String, String>> kept = new ArrayList<>();
    groups.forEach(g -> kept.add(ordered(g)));
    groups = List.copyOf(kept);
    Map<String, Map<String, String>> byPlace = new LinkedHashMap<>();
    places.forEach((code, names) -> byPlace.put(code, ordered(names)));
    places = Collections.unmodifiableMap(byPlace);
  }

  private static <V> Map<String, V> ordered(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /** The list that comes with the program. */
  public static Words builtIn() {
    try (InputStream in = Words.class.getResourceAsStream(BUILT_IN)) {
      if (in == null) {
        throw new IllegalStateException(BUILT_IN + " is missing from the program's jar");
      }
      Words words = Yaml.mapper().readValue(in, Words.class);
      words.check(BUILT_IN);
      return words;
    } catch (IOException e) {
      throw new IllegalStateException("the program's jar cannot be read", e);
    }
  }

  /**
   * Reads a user's list.
   *
   * @throws UsageException when it is missing, no YAML, or not such a list
   */
  public static Words read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UsageException(file.toString(), "is not a file", "name a YAML file of words");
    }
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new UsageException(
            file.toString(), "has more than " + MAX_BYTES + " bytes", "name a list of words");
      }
      Words words = Yaml.read(file, Words.class);
      words.check(file.toString());
      return words;
    } catch (JacksonException e) {
      throw new UsageException(
          file.toString(),
          "is no list of words: " + Wording.value(e.getOriginalMessage()),
          REMEDY,
          e);
    } catch (IOException e) {
      throw new UsageException(
          file.toString(),
          "cannot be read: " + Wording.value(Reasons.of(e)),
          "check its permissions",
          e);
    }
  }

  private void check(String place) {
    if (format != FORMAT) {
      throw wrong(place, "has format " + format + ", this program reads " + FORMAT);
    }
    if (patterns.isEmpty() || words.isEmpty() || groups.isEmpty() || places.isEmpty()) {
      throw wrong(place, "lacks patterns, words, groups or places");
    }
    patterns.forEach(
        (language, pattern) -> {
          if (!language.matches("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")) {
            throw wrong(place, CsvInput.shown(language) + " is no language such as en");
          }
          if (!pattern.contains(WORD)) {
            throw wrong(place, "the pattern " + CsvInput.shown(pattern) + " has no " + WORD);
          }
        });
    checkWords(place);
    groups.forEach(g -> requireLanguages(place, "a group", g));
    places.forEach((code, names) -> requireLanguages(place, "place " + code, names));
  }

  /** A word under two classes would give its videos two labels, so it is refused here. */
  private void checkWords(String place) {
    Map<String, String> owner = new HashMap<>();
    words.forEach(
        (name, byLanguage) -> {
          if (LabelSet.FERPLUS8.indexOf(name) < 0) {
            int like = Expressions.indexOf(LabelSet.FERPLUS8, name);
            throw wrong(
                place,
                CsvInput.shown(name)
                    + " is no class"
                    + (like < 0
                        ? "; classes are " + LabelSet.FERPLUS8.names()
                        : "; did you mean " + LabelSet.FERPLUS8.name(like) + "?"));
          }
          byLanguage.forEach(
              (language, list) -> {
                requireKnown(place, "class " + name, Set.of(language));
                for (String word : list) {
                  requireText(place, word);
                  String before = owner.putIfAbsent(language + ' ' + word.strip(), name);
                  if (before != null) {
                    throw wrong(
                        place,
                        "the "
                            + language
                            + " word "
                            + CsvInput.shown(word)
                            + " stands under "
                            + before
                            + " and under "
                            + name);
                  }
                }
              });
        });
  }

  private void requireLanguages(String place, String what, Map<String, String> names) {
    requireKnown(place, what, names.keySet());
    for (String language : patterns.keySet()) {
      String name = names.get(language);
      if (name == null) {
        throw wrong(place, what + " has no name in " + language);
      }
      requireText(place, name);
    }
  }

  private void requireKnown(String place, String what, Set<String> languages) {
    for (String language : languages) {
      if (!patterns.containsKey(language)) {
        throw wrong(
            place, what + " has the language " + CsvInput.shown(language) + ", patterns have not");
      }
    }
  }

  private static void requireText(String place, String text) {
    if (text.isBlank() || text.length() > 100 || text.matches("(?s).*\\p{Cntrl}.*")) {
      throw wrong(place, CsvInput.shown(text) + " is no word: blank, long or with line ends");
    }
  }

  private static UsageException wrong(String place, String problem) {
    return new UsageException(place, Wording.value(problem), REMEDY);
  }

  /** Words of a class in a language; none where the file has none. */
  List<String> words(String label, String language) {
    return words.getOrDefault(label, Map.of()).getOrDefault(language, List.of());
  }

  /** Names of a thing by language, of which {@link #check} has seen that it is there. */
  static String name(Map<String, String> names, String language) {
    String name = names.get(language);
    if (name == null) {
      throw new DataException("words", "have no name in " + language, REMEDY);
    }
    return name.strip();
  }
}
