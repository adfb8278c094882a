package io.selfcure.training.experiment;

import io.selfcure.core.noise.NoiseKind;
import io.selfcure.training.experiment.PlotPage.Bars;
import io.selfcure.training.experiment.PlotPage.Line;
import io.selfcure.training.experiment.PlotPage.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Chooses what of the summaries is drawn. */
final class Plots {

  private Plots() {}

  /** The page: accuracy against noise rate for every kind of noise, and what became of labels. */
  static String page(
      String title, String caption, Map<Cell.Group, Map<String, Summary>> summaries) {
    PlotPage page = new PlotPage("Experiment: " + title, caption);
    List<NoiseKind> kinds =
        summaries.keySet().stream()
            .map(g -> g.noise().kind())
            .filter(NoiseKind::takesRate)
            .distinct()
            .toList();
    for (NoiseKind kind : kinds.isEmpty() ? List.of(NoiseKind.NONE) : kinds) {
      String of = kind.takesRate() ? kind.id() + " noise" : "without noise";
      page.lines("Accuracy in %, " + of, lines(summaries, kind, "accuracy"));
      page.lines("Balanced accuracy in %, " + of, lines(summaries, kind, "balanced_accuracy"));
    }
    List<Bars> repaired = bars(summaries, "repaired_share");
    List<Bars> broken = bars(summaries, "broken_share");
    double greatest =
        Stream.of(repaired, broken)
            .flatMap(List::stream)
            .flatMap(b -> b.bars().stream())
            .mapToDouble(PlotPage.Bar::value)
            .max()
            .orElse(0);
    page.bars("Wrong labels repaired, % of the wrong ones", repaired, Math.max(1, greatest));
    page.bars("Clean labels broken, % of the clean ones", broken, Math.max(1, greatest));
    return page.html();
  }

  /** A line for each mode and further axes; cells without noise are at rate 0 of every kind. */
  private static List<Line> lines(
      Map<Cell.Group, Map<String, Summary>> summaries, NoiseKind kind, String figure) {
    Map<String, List<Point>> points = new LinkedHashMap<>();
    summaries.forEach(
        (group, figures) -> {
          Summary s = figures.get(figure);
          NoiseKind itsKind = group.noise().kind();
          if (s != null && (itsKind == kind || itsKind == NoiseKind.NONE)) {
            points
                .computeIfAbsent(group.series(), k -> new ArrayList<>())
                .add(
                    new Point(
                        100 * group.noise().rate(), 100 * s.mean(), 100 * s.low(), 100 * s.high()));
          }
        });
    List<Line> lines = new ArrayList<>();
    points.forEach((name, p) -> lines.add(new Line(name, p)));
    return lines;
  }

  private static List<Bars> bars(Map<Cell.Group, Map<String, Summary>> summaries, String figure) {
    Map<String, List<PlotPage.Bar>> rows = new LinkedHashMap<>();
    summaries.forEach(
        (group, figures) -> {
          @Nullable Summary s = figures.get(figure);
          if (s != null) {
            rows.computeIfAbsent(group.noise().name(), k -> new ArrayList<>())
                .add(new PlotPage.Bar(group.series(), 100 * s.mean()));
          }
        });
    List<Bars> all = new ArrayList<>();
    rows.forEach((name, bars) -> all.add(new Bars(name, bars)));
    return all;
  }
}
