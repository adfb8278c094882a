package io.selfcure.app;

import io.selfcure.core.metrics.SeedStatistics;
import io.selfcure.curation.run.SeedGroups;
import io.selfcure.workflow.CompareRuns;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Runs side by side, for people. */
final class ComparisonTables {

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

  private ComparisonTables() {}

  static void print(PrintWriter out, CompareRuns.Result compared) {
    List<String> header = new ArrayList<>(List.of(""));
    compared.runs().forEach(r -> header.add(r.run().dir().toString()));
    List<List<String>> lines = new ArrayList<>(List.of(header));
    compared
        .settings()
        .forEach(
            (name, values) -> {
              List<String> line = new ArrayList<>(List.of("--" + name));
              values.forEach(v -> line.add(v.isEmpty() ? "-" : v));
              lines.add(line);
            });
    if (compared.settings().isEmpty()) {
      out.println("settings and data are the same\n");
    } else {
      out.println("settings that differ");
      out.print(Tables.plain(lines));
      out.println();
    }
    lines.clear();
    lines.add(header);
    compared
        .figures()
        .forEach(
            (column, values) -> {
              if (!HARDLY_TELLING.contains(column)
                  && !Arrays.stream(values).allMatch(v -> v == 0)) {
                lines.add(line(column, values));
              }
            });
    out.println("figures");
    out.print(Tables.plain(lines));
    print(
        out,
        "over seeds. " + SeedGroups.LEGEND,
        compared.seeds().groups(),
        compared.figures().keySet());
    if (!compared.seeds().gains().isEmpty()) {
      String first = compared.seeds().groups().get(0).name();
      print(
          out,
          "differences to " + first + ", seed by seed",
          compared.seeds().gains(),
          compared.figures().keySet());
    }
  }

  private static void print(
      PrintWriter out, String title, List<SeedGroups.Group> groups, Set<String> columns) {
    if (groups.isEmpty()) {
      return;
    }
    List<String> header = new ArrayList<>(List.of(""));
    groups.forEach(g -> header.add(g.name() + ", seeds: " + g.runs().size()));
    List<List<String>> lines = new ArrayList<>(List.of(header));
    for (String column : columns) {
      if (!HARDLY_TELLING.contains(column)) {
        List<String> line = new ArrayList<>(List.of(column));
        for (SeedGroups.Group g : groups) {
          SeedStatistics s = g.figures().get(column);
          line.add(s == null ? "-" : s.text(ComparisonTables::number));
        }
        lines.add(line);
      }
    }
    out.println();
    out.println(title);
    out.print(Tables.plain(lines));
  }

  private static List<String> line(String column, double[] values) {
    List<String> line = new ArrayList<>(List.of(column));
    for (int i = 0; i < values.length; i++) {
      line.add(cell(values[i], i == 0 ? Double.NaN : values[i] - values[0]));
    }
    return line;
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
