package io.selfcure.app;

import io.selfcure.curation.run.Figures;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.curation.run.RunSummary;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs side by side.
 *
 * @param runs the runs, the first leads
 * @param settings those that differ, by name: a value a run, empty where it has none
 * @param figures by column: a value a run, NaN where it has none
 */
record Comparison(
    List<RunSummary> runs, Map<String, List<String>> settings, Map<String, double[]> figures) {

  /** Figures of the schedule, the clock and parts of other figures; the document has them. */
  private static final Set<String> HARDLY_TELLING =
      Set.of(
          "epoch",
          "learning_rate",
          "weighted_cross_entropy",
          "relabelled_again",
          "wrong_labels",
          "seconds",
          "images_per_s");

  static Comparison of(List<RunSummary> runs) {
    Map<String, List<String>> settings = new LinkedHashMap<>();
    Set<String> names = new LinkedHashSet<>();
    runs.forEach(r -> names.addAll(r.settings().keySet()));
    for (String name : names) {
      List<String> values = runs.stream().map(r -> r.settings().getOrDefault(name, "")).toList();
      if (values.stream().distinct().count() > 1) {
        settings.put(name, values);
      }
    }
    List<String> data = runs.stream().map(r -> r.origin().getOrDefault("data-name", "")).toList();
    if (runs.stream().map(r -> r.origin().getOrDefault(RunFolder.DATA_HASH, "")).distinct().count()
        > 1) {
      settings.put("data", data);
    }
    Map<String, double[]> figures = new LinkedHashMap<>();
    figures.put("best_valid_accuracy", values(runs, RunSummary::best, "valid_accuracy"));
    figures.put("best_epoch", values(runs, RunSummary::best, "epoch"));
    Set<String> columns = new LinkedHashSet<>();
    runs.forEach(r -> columns.addAll(r.last().keySet()));
    for (String column : columns) {
      figures.put(column, values(runs, RunSummary::last, column));
    }
    figures.values().removeIf(v -> Arrays.stream(v).allMatch(Double::isNaN));
    return new Comparison(runs, settings, figures);
  }

  private interface Row {
    @Nullable Map<String, String> of(RunSummary run);
  }

  private static double[] values(List<RunSummary> runs, Row row, String column) {
    return runs.stream()
        .mapToDouble(
            r -> {
              Map<String, String> found = row.of(r);
              return found == null ? Double.NaN : RunFolder.number(found, column);
            })
        .toArray();
  }

  Map<String, Object> document() {
    Map<String, Object> d = new LinkedHashMap<>();
    d.put("runs", runs.stream().map(r -> r.run().dir().toString()).toList());
    d.put("settings", settings);
    Map<String, Object> all = new LinkedHashMap<>();
    figures.forEach(
        (column, values) -> {
          List<@Nullable Double> plain = new ArrayList<>();
          List<@Nullable Double> differences = new ArrayList<>();
          for (double v : values) {
            plain.add(Double.isNaN(v) ? null : v);
            double difference = v - values[0];
            differences.add(Double.isNaN(difference) ? null : difference);
          }
          Map<String, Object> figure = new LinkedHashMap<>();
          figure.put("values", plain);
          figure.put("differences", differences);
          all.put(Figures.name(column), figure);
        });
    d.put("figures", all);
    return d;
  }

  void print(PrintWriter out) {
    List<String> header = new ArrayList<>(List.of(""));
    runs.forEach(r -> header.add(r.run().dir().toString()));
    List<List<String>> lines = new ArrayList<>(List.of(header));
    settings.forEach(
        (name, values) -> {
          List<String> line = new ArrayList<>(List.of("--" + name));
          values.forEach(v -> line.add(v.isEmpty() ? "-" : v));
          lines.add(line);
        });
    if (settings.isEmpty()) {
      out.println("settings and data are the same\n");
    } else {
      out.println("settings that differ");
      out.print(Tables.plain(lines));
      out.println();
    }
    lines.clear();
    lines.add(header);
    figures.forEach(
        (column, values) -> {
          if (HARDLY_TELLING.contains(column) || Arrays.stream(values).allMatch(v -> v == 0)) {
            return;
          }
          List<String> line = new ArrayList<>(List.of(column));
          for (int i = 0; i < values.length; i++) {
            line.add(cell(values[i], i == 0 ? Double.NaN : values[i] - values[0]));
          }
          lines.add(line);
        });
    out.println("figures");
    out.print(Tables.plain(lines));
  }

  private static String cell(double value, double difference) {
    if (Double.isNaN(value)) {
      return "-";
    }
    String text = number(value);
    return Double.isNaN(difference)
        ? text
        : text + " (" + (difference < 0 ? "" : "+") + number(difference) + ")";
  }

  private static String number(double v) {
    return v == Math.rint(v) && Math.abs(v) < 1e15
        ? Long.toString((long) v)
        : String.format(Locale.ROOT, "%.4g", v);
  }
}
