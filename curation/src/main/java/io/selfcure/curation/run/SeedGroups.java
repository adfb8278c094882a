package io.selfcure.curation.run;

import io.selfcure.core.metrics.SeedStatistics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Runs that differ in their seed only, taken together.
 *
 * @param groups figures by kind of run, in the order of their first runs; none where no two runs
 *     differ in nothing but their seed
 * @param gains of each further group the differences to the first one, of the seeds both have
 */
public record SeedGroups(List<Group> groups, List<Group> gains) {

  /** What {@link SeedStatistics#text} writes, for people. */
  public static final String LEGEND =
      "Means; in square brackets the 95 % interval by Student's t from "
          + SeedStatistics.LEAST
          + " seeds on. Min and max of two seeds are no interval.";

  private static final String SEED = "seed";

  /** Settings that decide no figure, or only its last digits. */
  private static final Set<String> FREE =
      Set.of(SEED, "threads", "checkpoint-minutes", "tensorboard");

  /**
   * A run.
   *
   * @param name how it is called
   * @param settings by name
   * @param data its data set's name: copies with other wrong labels at the same rate share it
   * @param figures by name; those that are not finite count as missing
   */
  public record Member(
      String name, Map<String, String> settings, String data, Map<String, Double> figures) {

    String seed() {
      return settings.getOrDefault(SEED, "");
    }

    /** All that members of a group have in common. */
    Map<String, String> kind() {
      Map<String, String> kind = new TreeMap<>(settings);
      kind.keySet().removeAll(FREE);
      kind.put("data", data);
      return kind;
    }
  }

  /**
   * Runs of one kind.
   *
   * @param name what tells it from the other groups
   * @param runs their names, one a seed
   * @param figures over those that have them
   */
  public record Group(String name, List<String> runs, Map<String, SeedStatistics> figures) {}

  /** Finds the groups; of two runs with the same seed and settings the first counts. */
  public static SeedGroups of(List<Member> members) {
    Map<Map<String, String>, Map<String, Member>> byKind = new LinkedHashMap<>();
    for (Member m : members) {
      byKind.computeIfAbsent(m.kind(), k -> new LinkedHashMap<>()).putIfAbsent(m.seed(), m);
    }
    if (byKind.values().stream().allMatch(bySeed -> bySeed.size() < 2)) {
      return new SeedGroups(List.of(), List.of());
    }
    List<String> telling = telling(byKind.keySet());
    List<Group> groups = new ArrayList<>();
    List<Group> gains = new ArrayList<>();
    Map<String, Member> first = byKind.values().iterator().next();
    byKind.forEach(
        (kind, bySeed) -> {
          String name = name(kind, telling);
          groups.add(group(name, bySeed, Map.of()));
          Map<String, Member> pairs = new LinkedHashMap<>(bySeed);
          pairs.keySet().retainAll(first.keySet());
          if (bySeed != first && !pairs.isEmpty()) {
            gains.add(group(name, pairs, first));
          }
        });
    return new SeedGroups(groups, gains);
  }

  /** As few settings as tell the kinds apart, the mode first. */
  private static List<String> telling(Set<Map<String, String>> kinds) {
    Set<String> names = new LinkedHashSet<>(List.of("mode", "data"));
    kinds.forEach(k -> names.addAll(k.keySet()));
    List<String> telling = new ArrayList<>();
    long told = 1;
    for (String name : names) {
      telling.add(name);
      long now = kinds.stream().map(k -> name(k, telling)).distinct().count();
      if (now == told) {
        telling.remove(name);
      }
      told = now;
    }
    return telling;
  }

  private static String name(Map<String, String> kind, List<String> telling) {
    return telling.isEmpty()
        ? "all runs"
        : String.join(
            ", ",
            telling.stream()
                .map(
                    n ->
                        n.equals("mode")
                            ? kind.getOrDefault(n, "-")
                            : n + " " + kind.getOrDefault(n, "-"))
                .toList());
  }

  /** Figures of members, minus those of the same seed in {@code minus} where there are any. */
  private static Group group(String name, Map<String, Member> bySeed, Map<String, Member> minus) {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    bySeed.forEach(
        (seed, member) ->
            member
                .figures()
                .forEach(
                    (figure, value) -> {
                      Member other = minus.get(seed);
                      double v =
                          other == null
                              ? value
                              : value - other.figures().getOrDefault(figure, Double.NaN);
                      if (Double.isFinite(v)) {
                        values.computeIfAbsent(figure, f -> new ArrayList<>()).add(v);
                      }
                    }));
    Map<String, SeedStatistics> figures = new LinkedHashMap<>();
    values.forEach(
        (figure, all) ->
            figures.put(
                figure,
                SeedStatistics.of(all.stream().mapToDouble(Double::doubleValue).toArray())));
    return new Group(name, bySeed.values().stream().map(Member::name).toList(), figures);
  }
}
