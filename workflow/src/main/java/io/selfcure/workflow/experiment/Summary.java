package io.selfcure.workflow.experiment;

import io.selfcure.core.metrics.Bootstrap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A figure of cells that differ in their seed only.
 *
 * @param seeds how many cells have it
 * @param mean their mean
 * @param spread their standard deviation (n - 1), NaN for one seed
 * @param low lower end of the 95 % interval, NaN where there is none
 * @param high upper end
 */
record Summary(int seeds, double mean, double spread, double low, double high) {

  /** The figures that are summarised. */
  static final List<String> FIGURES =
      List.of(
          "accuracy",
          "last_accuracy",
          "best_accuracy",
          "mean_last_five",
          "balanced_accuracy",
          "macro_f1",
          "ece",
          "auroc_alpha",
          "auroc_p_given",
          "repaired_share",
          "broken_share",
          "precision",
          "seconds");

  /**
   * Summaries by group and figure, groups by noise and then in the grid's order; a figure that
   * applies to no cell of a group is missing.
   */
  static Map<Cell.Group, Map<String, Summary>> of(Map<Cell, CellRecord> records) {
    Map<Cell.Group, List<Map<String, Double>>> grouped = new LinkedHashMap<>();
    records.forEach(
        (cell, record) -> {
          if (record.state() == CellRecord.State.FINISHED) {
            grouped.computeIfAbsent(cell.group(), g -> new ArrayList<>()).add(record.figures());
          }
        });
    Map<Cell.Group, Map<String, Summary>> all = new LinkedHashMap<>();
    grouped.entrySet().stream()
        .sorted(
            Comparator.comparing(
                e -> e.getKey().noise(),
                Comparator.comparing(NoiseLevel::place).thenComparing(NoiseLevel::rate)))
        .forEach(e -> all.put(e.getKey(), of(e.getValue())));
    return all;
  }

  private static Map<String, Summary> of(List<Map<String, Double>> cells) {
    Map<String, Summary> byFigure = new LinkedHashMap<>();
    for (String figure : FIGURES) {
      of(figure, cells).ifPresent(s -> byFigure.put(figure, s));
    }
    return byFigure;
  }

  private static Optional<Summary> of(String figure, List<Map<String, Double>> cells) {
    double[] values =
        cells.stream()
            .map(c -> c.get(figure))
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .toArray();
    if (values.length == 0) {
      return Optional.empty();
    }
    if (values.length == 1) { // the interval over samples, where the cell has one
      Map<String, Double> cell = cells.get(0);
      return Optional.of(
          new Summary(
              1,
              values[0],
              Double.NaN,
              cells.size() == 1 ? cell.getOrDefault(figure + "_low", Double.NaN) : Double.NaN,
              cells.size() == 1 ? cell.getOrDefault(figure + "_high", Double.NaN) : Double.NaN));
    }
    double mean = java.util.Arrays.stream(values).average().orElseThrow();
    double squares = java.util.Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    Bootstrap.Interval interval = Bootstrap.mean(values, 0);
    return Optional.of(
        new Summary(
            values.length,
            mean,
            Math.sqrt(squares / (values.length - 1)),
            interval.low(),
            interval.high()));
  }

  /** For people: 77.31 ± 0.42 [76.90, 77.72], in per cent and with the interval where wanted. */
  String text(boolean percent, boolean interval) {
    double scale = percent ? 100 : 1;
    String format = percent ? "%.2f" : "%.3f";
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, format, scale * mean));
    if (!Double.isNaN(spread)) {
      text.append(String.format(Locale.ROOT, " ± " + format, scale * spread));
    }
    if (interval && !Double.isNaN(low)) {
      text.append(
          String.format(
              Locale.ROOT, " [" + format + ", " + format + "]", scale * low, scale * high));
    }
    return text.toString();
  }
}
