package io.selfcure.datasets.web;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Shuffle;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** All combinations of words, places and groups, in an order that the list of words gives. */
public final class QueryGrid {

  /** As many queries as anybody can ask for; a list of words that makes more is a mistake. */
  private static final long MOST = 5_000_000;

  private QueryGrid() {}

  /**
   * The grid: by class, then by language, word, place and group. Identifiers count through the
   * whole grid of the list of words, so that a query has the same one however the grid is narrowed.
   *
   * @param languages those wanted; empty for all
   * @param places codes of those wanted; empty for all
   */
  public static List<Query> all(Words words, Set<String> languages, Set<String> places) {
    requireKnown("{languages}", languages, words.patterns().keySet());
    requireKnown("{places}", places, words.places().keySet());
    requireFew(words);
    List<Query> all = new ArrayList<>();
    long number = 0;
    for (String label : LabelSet.FERPLUS8.names()) {
      for (String language : words.patterns().keySet()) {
        for (String word : words.words(label, language)) {
          for (String place : words.places().keySet()) {
            for (Map<String, String> group : words.groups()) {
              number++;
              if (wanted(languages, language) && wanted(places, place)) {
                all.add(query(words, number, label, new Cell(language, word, place, group)));
              }
            }
          }
        }
      }
    }
    return all;
  }

  private record Cell(String language, String word, String place, Map<String, String> group) {}

  private static Query query(Words words, long number, String label, Cell cell) {
    String word = cell.word().strip();
    String group = Words.name(cell.group(), cell.language());
    String place = Words.name(words.places().getOrDefault(cell.place(), Map.of()), cell.language());
    String text =
        Words.name(words.patterns(), cell.language())
            .replace(Words.WORD, word)
            .replace(Words.GROUP, group)
            .replace(Words.PLACE, place)
            .strip();
    return new Query("q" + number, label, cell.language(), word, cell.place(), group, text);
  }

  private static boolean wanted(Set<String> chosen, String value) {
    return chosen.isEmpty() || chosen.contains(value);
  }

  private static void requireKnown(String option, Set<String> chosen, Set<String> known) {
    TreeSet<String> unknown = new TreeSet<>(chosen);
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new UsageException(
          option,
          Wording.value(CsvInput.shown(unknown.first())) + " is not in the list of words",
          "use some of " + Wording.value(String.join(", ", known)));
    }
  }

  private static void requireFew(Words words) {
    long each = (long) words.places().size() * words.groups().size();
    long all =
        each
            * words.words().values().stream()
                .flatMap(byLanguage -> byLanguage.values().stream())
                .mapToLong(List::size)
                .sum();
    if (all > MOST) {
      throw new UsageException(
          "{words}", "make " + all + " queries, at most " + MOST + " are made", "shorten the list");
    }
  }

  /**
   * Some of the queries, in their old order: of each class as many, or all of them where it has
   * fewer and others make up for it.
   *
   * @param limit how many, at least 1
   * @param seed of the choice within a class
   */
  public static List<Query> sample(List<Query> all, int limit, long seed) {
    if (limit < 1) {
      throw new UsageException("{limit}", limit + " is below 1", "give a number such as 800");
    }
    int classes = LabelSet.FERPLUS8.size();
    List<List<Integer>> members = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      members.add(new ArrayList<>());
    }
    for (int i = 0; i < all.size(); i++) {
      members.get(LabelSet.FERPLUS8.indexOf(all.get(i).label())).add(i);
    }
    int[] quota = quotas(members.stream().mapToInt(List::size).toArray(), limit);
    boolean[] chosen = new boolean[all.size()];
    for (int c = 0; c < classes; c++) {
      // a stream a class: more words for one class change no other
      Shuffle.list(members.get(c), new SplittableRandom(seed * classes + c));
      members.get(c).subList(0, quota[c]).forEach(i -> chosen[i] = true);
    }
    List<Query> some = new ArrayList<>();
    for (int i = 0; i < chosen.length; i++) {
      if (chosen[i]) {
        some.add(all.get(i));
      }
    }
    return some;
  }

  /**
   * As even shares of {@code limit} as {@code sizes} allow: filled from the smallest class on, each
   * with an equal part of what is left.
   */
  static int[] quotas(int[] sizes, int limit) {
    int[] quota = new int[sizes.length];
    List<Integer> order = new ArrayList<>();
    for (int c = 0; c < sizes.length; c++) {
      order.add(c);
    }
    order.sort(Comparator.comparingInt(c -> sizes[c])); // stable: equals in the classes' order
    int left = (int) Math.min(limit, Arrays.stream(sizes).asLongStream().sum());
    for (int i = 0; i < order.size(); i++) {
      int c = order.get(i);
      int shared = order.size() - i;
      quota[c] = Math.min(sizes[c], (left + shared - 1) / shared);
      left -= quota[c];
    }
    return quota;
  }
}
