package io.selfcure.workflow.experiment;

import io.selfcure.core.metrics.SeedStatistics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a mode gains on the grid's first one, seed by seed: what two trainings of a seed share, the
 * wrong labels above all, is in neither difference, so that few seeds tell more than two means do.
 *
 * @param group what is compared; axes that have no effect in it are those of the other
 * @param against the first mode
 * @param figures differences by figure, of the seeds that both have
 */
record Difference(Cell.Group group, String against, Map<String, SeedStatistics> figures) {

  /** All differences to the first mode, in the order of the summaries; none in a grid of one. */
  static List<Difference> of(Map<Cell, CellRecord> records) {
    Map<Cell.Group, Map<Long, Map<String, Double>>> bySeed = Summary.bySeed(records);
    List<Difference> all = new ArrayList<>();
    records.keySet().stream()
        .map(Cell::mode)
        .findFirst()
        .ifPresent(
            first ->
                bySeed.keySet().stream()
                    .filter(g -> !g.mode().equals(first))
                    .forEach(
                        group ->
                            bySeed.keySet().stream()
                                .filter(g -> g.mode().equals(first) && comparable(g, group))
                                .map(g -> of(group, g, bySeed))
                                .filter(d -> !d.figures().isEmpty())
                                .forEach(all::add)));
    return all;
  }

  private static boolean comparable(Cell.Group one, Cell.Group other) {
    return one.noise().equals(other.noise())
        && one.axes().keySet().stream()
            .allMatch(
                axis -> {
                  String a = one.axes().getOrDefault(axis, "");
                  String b = other.axes().getOrDefault(axis, "");
                  return a.isEmpty() || b.isEmpty() || a.equals(b);
                });
  }

  private static Difference of(
      Cell.Group group, Cell.Group first, Map<Cell.Group, Map<Long, Map<String, Double>>> bySeed) {
    Map<String, String> axes = new LinkedHashMap<>(group.axes());
    axes.replaceAll((axis, value) -> value.isEmpty() ? first.axes().getOrDefault(axis, "") : value);
    Map<String, SeedStatistics> figures = new LinkedHashMap<>();
    for (String figure : Summary.FIGURES) {
      double[] gains =
          bySeed.getOrDefault(group, Map.of()).entrySet().stream()
              .mapToDouble(
                  e ->
                      number(e.getValue(), figure)
                          - number(
                              bySeed
                                  .getOrDefault(first, Map.of())
                                  .getOrDefault(e.getKey(), Map.of()),
                              figure))
              .filter(Double::isFinite)
              .toArray();
      if (gains.length > 0) {
        figures.put(figure, SeedStatistics.of(gains));
      }
    }
    return new Difference(new Cell.Group(group.mode(), group.noise(), axes), first.mode(), figures);
  }

  private static double number(Map<String, Double> figures, String figure) {
    return figures.getOrDefault(figure, Double.NaN);
  }
}
