package io.selfcure.workflow.experiment;

import io.selfcure.core.metrics.Interval;
import io.selfcure.core.metrics.SeedStatistics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A figure of cells that differ in their seed only.
 *
 * @param seeds the figure over seeds
 * @param overSamples of a single cell the interval over its samples, where the figure has one
 */
record Summary(SeedStatistics seeds, @Nullable Interval overSamples) {

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

  /** What is written of each figure, in the order of {@link #parts}. */
  static final List<String> PARTS = List.of("mean", "sd", "min", "max", "low", "high");

  /**
   * Summaries by group and figure, groups by noise and then in the grid's order; a figure that
   * applies to no cell of a group is missing.
   */
  static Map<Cell.Group, Map<String, Summary>> of(Map<Cell, CellRecord> records) {
    Map<Cell.Group, Map<String, Summary>> all = new LinkedHashMap<>();
    bySeed(records)
        .forEach(
            (group, cells) -> {
              Map<String, Summary> byFigure = new LinkedHashMap<>();
              for (String figure : FIGURES) {
                of(figure, cells).ifPresent(s -> byFigure.put(figure, s));
              }
              all.put(group, byFigure);
            });
    return all;
  }

  /** Figures of finished cells by group and seed. */
  static Map<Cell.Group, Map<Long, Map<String, Double>>> bySeed(Map<Cell, CellRecord> records) {
    Map<Cell.Group, Map<Long, Map<String, Double>>> grouped = new LinkedHashMap<>();
    records.forEach(
        (cell, record) -> {
          if (record.state() == CellRecord.State.FINISHED) {
            grouped
                .computeIfAbsent(cell.group(), g -> new TreeMap<>())
                .put(cell.seed(), record.figures());
          }
        });
    Map<Cell.Group, Map<Long, Map<String, Double>>> sorted = new LinkedHashMap<>();
    grouped.entrySet().stream()
        .sorted(
            Comparator.comparing(
                e -> e.getKey().noise(),
                Comparator.comparing(NoiseLevel::place).thenComparing(NoiseLevel::rate)))
        .forEach(e -> sorted.put(e.getKey(), e.getValue()));
    return sorted;
  }

  private static Optional<Summary> of(String figure, Map<Long, Map<String, Double>> cells) {
    List<Double> values = new ArrayList<>();
    Interval overSamples = null;
    for (Map<String, Double> cell : cells.values()) {
      Double value = cell.get(figure);
      Double low = cell.get(figure + "_low");
      Double high = cell.get(figure + "_high");
      if (value != null) {
        values.add(value);
      }
      if (cells.size() == 1 && low != null && high != null) {
        overSamples = new Interval(low, high);
      }
    }
    double[] numbers = values.stream().mapToDouble(Double::doubleValue).toArray();
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(new Summary(SeedStatistics.of(numbers), overSamples));
  }

  /** The 95 % interval: over seeds where there are enough, over samples where there is one seed. */
  @Nullable Interval interval() {
    return seeds.interval() != null ? seeds.interval() : overSamples;
  }

  /** What a plot shades: the interval, of two seeds their range. */
  @Nullable Interval band() {
    return seeds.seeds() == 2 ? new Interval(seeds.min(), seeds.max()) : interval();
  }

  /** Values of {@link #PARTS}, NaN where there is none. */
  static double[] parts(SeedStatistics s, @Nullable Interval interval) {
    boolean several = s.seeds() > 1;
    return new double[] {
      s.mean(),
      s.deviation(),
      several ? s.min() : Double.NaN,
      several ? s.max() : Double.NaN,
      interval == null ? Double.NaN : interval.low(),
      interval == null ? Double.NaN : interval.high()
    };
  }

  /** For people: 77.31 [76.12, 78.50]. */
  String text(DoubleFunction<String> number) {
    Interval samples = overSamples;
    return samples == null
        ? seeds.text(number)
        : String.format(
            Locale.ROOT,
            "%s [%s, %s]",
            seeds.text(number),
            number.apply(samples.low()),
            number.apply(samples.high()));
  }
}
