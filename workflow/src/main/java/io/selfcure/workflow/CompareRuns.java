package io.selfcure.workflow;

import io.selfcure.core.error.DataException;
import io.selfcure.curation.run.Figures;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.curation.run.RunSummary;
import io.selfcure.curation.run.SeedGroups;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts runs side by side: settings that differ, and figures. */
public final class CompareRuns {

  private CompareRuns() {}

  /**
   * What is to be compared.
   *
   * @param runs folders of runs, the first leads
   */
  public record Request(List<Path> runs) {

    /** Copies the list. */
    public Request {
      runs = List.copyOf(runs);
    }
  }

  /**
   * Runs side by side.
   *
   * @param runs the runs, the first leads
   * @param settings those that differ, by name: a value a run, empty where it has none
   * @param figures of the best epoch and the last one by column: a value a run, NaN where it has
   *     none
   * @param seeds the runs that differ in their seed only, taken together
   */
  public record Result(
      List<RunSummary> runs,
      Map<String, List<String>> settings,
      Map<String, double[]> figures,
      SeedGroups seeds) {

    /** The figures for programs (docs/formats/json.md). */
    public Map<String, Object> document() {
      Map<String, Object> d = new LinkedHashMap<>();
      d.put("runs", runs.stream().map(r -> r.run().dir().toString()).toList());
      d.put("settings", settings);
      Map<String, Object> all = new LinkedHashMap<>();
      figures.forEach((column, values) -> all.put(Figures.name(column), figure(values)));
      d.put("figures", all);
      d.put("over-seeds", seeds.groups().stream().map(Result::document).toList());
      d.put("differences-by-seed", seeds.gains().stream().map(Result::document).toList());
      return d;
    }

    private static Map<String, Object> document(SeedGroups.Group group) {
      Map<String, Object> figures = new LinkedHashMap<>();
      group
          .figures()
          .forEach((column, s) -> figures.put(Figures.name(column), Documents.overSeeds(s)));
      Map<String, Object> d = new LinkedHashMap<>();
      d.put("name", group.name());
      d.put("runs", group.runs());
      d.put("figures", figures);
      return d;
    }

    private static Map<String, Object> figure(double[] values) {
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
      return figure;
    }
  }

  /**
   * Reads the runs and compares them.
   *
   * @throws DataException when a run is damaged or has no complete epoch
   */
  public static Result run(Request request) {
    List<RunSummary> runs =
        request.runs().stream().map(RunFolder::new).map(RunSummary::of).toList();
    for (RunSummary run : runs) {
      if (run.rows().isEmpty()) {
        throw new DataException(
            run.run().dir().toString(),
            "has no complete epoch to compare",
            "wait for its first epoch, or resume it");
      }
    }
    Map<String, double[]> figures = figures(runs);
    return new Result(runs, settings(runs), figures, seeds(runs, figures));
  }

  private static SeedGroups seeds(List<RunSummary> runs, Map<String, double[]> figures) {
    List<SeedGroups.Member> members = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      RunSummary run = runs.get(i);
      Map<String, Double> ofRun = new LinkedHashMap<>();
      for (Map.Entry<String, double[]> figure : figures.entrySet()) {
        ofRun.put(figure.getKey(), figure.getValue()[i]);
      }
      members.add(
          new SeedGroups.Member(
              run.run().dir().toString(),
              run.settings(),
              run.origin().getOrDefault("data-name", ""),
              ofRun));
    }
    return SeedGroups.of(members);
  }

  private static Map<String, List<String>> settings(List<RunSummary> runs) {
    Map<String, List<String>> settings = new LinkedHashMap<>();
    Set<String> names = new LinkedHashSet<>();
    runs.forEach(r -> names.addAll(r.settings().keySet()));
    for (String name : names) {
      List<String> values = runs.stream().map(r -> r.settings().getOrDefault(name, "")).toList();
      if (values.stream().distinct().count() > 1) {
        settings.put(name, values);
      }
    }
    if (runs.stream().map(r -> r.origin().getOrDefault(RunFolder.DATA_HASH, "")).distinct().count()
        > 1) {
      settings.put(
          "data", runs.stream().map(r -> r.origin().getOrDefault("data-name", "")).toList());
    }
    return settings;
  }

  private static Map<String, double[]> figures(List<RunSummary> runs) {
    Map<String, double[]> figures = new LinkedHashMap<>();
    figures.put("best_valid_accuracy", values(runs, RunSummary::best, "valid_accuracy"));
    figures.put("best_epoch", values(runs, RunSummary::best, "epoch"));
    Set<String> columns = new LinkedHashSet<>();
    runs.forEach(r -> columns.addAll(r.last().keySet()));
    for (String column : columns) {
      figures.put(column, values(runs, RunSummary::last, column));
    }
    figures.values().removeIf(v -> Arrays.stream(v).allMatch(Double::isNaN));
    return figures;
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
}
