package io.selfcure.workflow.experiment;

import io.selfcure.core.metrics.Interval;
import io.selfcure.core.noise.NoiseKind;
import io.selfcure.core.noise.NoiseParameter;
import io.selfcure.core.noise.SymmetricNoise;
import io.selfcure.curation.report.ChartPage;
import io.selfcure.curation.report.ChartPage.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Chooses what of the summaries is drawn. */
final class Plots {

  private Plots() {}

  /** The page: accuracy against noise rate for every kind of noise, and what became of labels. */
  static String page(
      String title, String caption, Map<Cell.Group, Map<String, Summary>> summaries) {
    ChartPage page = new ChartPage("selfcure experiment", "Experiment: " + title, caption);
    List<NoiseKind> kinds =
        summaries.keySet().stream()
            .map(Cell.Group::noise)
            .filter(NoiseLevel::hasRate)
            .map(NoiseLevel::kind)
            .distinct()
            .toList();
    for (NoiseKind kind : kinds.isEmpty() ? List.of(SymmetricNoise.NONE) : kinds) {
      String of = kind.takes(NoiseParameter.RATE) ? kind.id() + " noise" : "without noise";
      page.lines("Accuracy, " + of, "wrong labels", lines(summaries, kind, "accuracy"));
      page.lines(
          "Balanced accuracy, " + of, "wrong labels", lines(summaries, kind, "balanced_accuracy"));
    }
    Map<String, Map<String, Double>> repaired = bars(summaries, "repaired_share");
    Map<String, Map<String, Double>> broken = bars(summaries, "broken_share");
    double greatest =
        Stream.of(repaired, broken)
            .flatMap(rows -> rows.values().stream())
            .flatMap(row -> row.values().stream())
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(0);
    page.bars("Wrong labels repaired, of the wrong ones", repaired, Math.max(0.01, greatest));
    page.bars("Clean labels broken, of the clean ones", broken, Math.max(0.01, greatest));
    return page.html();
  }

  /** A line for each mode and further axes; cells without noise are at rate 0 of every kind. */
  private static Map<String, List<Point>> lines(
      Map<Cell.Group, Map<String, Summary>> summaries, NoiseKind kind, String figure) {
    Map<String, List<Point>> lines = new LinkedHashMap<>();
    summaries.forEach(
        (group, figures) -> {
          Summary s = figures.get(figure);
          NoiseKind itsKind = group.noise().kind();
          if (s != null && (itsKind == kind || itsKind == SymmetricNoise.NONE)) {
            lines
                .computeIfAbsent(group.series(), k -> new ArrayList<>())
                .add(point(group.noise().rate(), s));
          }
        });
    return lines;
  }

  private static Point point(double rate, Summary s) {
    Interval band = s.band();
    return new Point(
        rate,
        s.seeds().mean(),
        band == null ? Double.NaN : band.low(),
        band == null ? Double.NaN : band.high());
  }

  private static Map<String, Map<String, Double>> bars(
      Map<Cell.Group, Map<String, Summary>> summaries, String figure) {
    Map<String, Map<String, Double>> rows = new LinkedHashMap<>();
    summaries.forEach(
        (group, figures) -> {
          Summary s = figures.get(figure);
          if (s != null) {
            rows.computeIfAbsent(group.noise().name(), k -> new LinkedHashMap<>())
                .put(group.series(), s.seeds().mean());
          }
        });
    return rows;
  }
}
