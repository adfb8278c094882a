package io.selfcure.curation.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A page of charts of shares: lines over a share, and bars. */
public final class ChartPage {

  private final String brand;
  private final String title;
  private final String caption;
  private final List<Html> charts = new ArrayList<>();

  /**
   * A page without charts.
   *
   * @param brand what kind of page it is
   * @param caption what its figures are
   */
  public ChartPage(String brand, String title, String caption) {
    this.brand = brand;
    this.title = title;
    this.caption = caption;
  }

  /**
   * A point; all shares are 0..1.
   *
   * @param low lower end of its interval, NaN where there is none
   * @param high upper end
   */
  public record Point(double x, double y, double low, double high) {}

  /**
   * Adds a chart of lines; none without lines.
   *
   * @param across what x is
   * @param lines points in the order of x, by name
   */
  public void lines(String heading, String across, Map<String, List<Point>> lines) {
    double last =
        lines.values().stream().flatMap(List::stream).mapToDouble(Point::x).max().orElse(0);
    LineChart chart =
        new LineChart(heading, "share", Num.Format.PERCENT).overShares(across, Math.max(0.1, last));
    int style = 0;
    for (Map.Entry<String, List<Point>> line : lines.entrySet()) {
      List<Series.Point> points =
          line.getValue().stream()
              .map(p -> new Series.Point(p.x(), p.y(), p.low(), p.high()))
              .toList();
      chart.add(new Series(line.getKey(), style++, points));
    }
    if (!chart.isEmpty()) {
      charts.add(chart.html());
    }
  }

  /**
   * Adds horizontal bars; none without rows.
   *
   * @param rows shares by series, by row
   * @param greatest what the longest bar would stand for, 0..1: charts side by side share it
   */
  public void bars(String heading, Map<String, Map<String, Double>> rows, double greatest) {
    if (rows.isEmpty()) {
      return;
    }
    Map<String, double[]> series = new LinkedHashMap<>();
    List<String> names = List.copyOf(rows.keySet());
    rows.forEach(
        (row, shares) ->
            shares.forEach(
                (name, share) ->
                    series.computeIfAbsent(name, n -> none(names))[names.indexOf(row)] = share));
    RowBars chart = new RowBars(heading, names, Num.Format.PERCENT).upTo(greatest);
    series.forEach(chart::add);
    charts.add(chart.html());
  }

  private static double[] none(List<String> rows) {
    double[] values = new double[rows.size()];
    java.util.Arrays.fill(values, Double.NaN);
    return values;
  }

  /** The page. */
  public String html() {
    return Page.of(
        brand,
        title,
        Map.of(),
        new Html().element("p", caption, "class", "subtitle").add(Section.grid(charts)),
        "An expression is not a feeling: the classes are how raters label such pictures.");
  }
}
