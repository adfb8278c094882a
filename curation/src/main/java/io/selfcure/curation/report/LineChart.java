package io.selfcure.curation.report;

import io.selfcure.curation.report.Series.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lines over epochs or shares, with bands, level lines and marked epochs. */
final class LineChart {

  static final double HEIGHT = 250;

  private static final int MARKERS = 12;

  /**
   * An epoch to mark.
   *
   * @param label one to three characters
   */
  record Mark(double epoch, String label, boolean alarm) {}

  /** What the lines run over. */
  private record Across(String label, Num.Format format, String joined, @Nullable Scale scale) {
    private static final Across EPOCHS = new Across("epoch", Num.Format.COUNT, "in epoch ", null);

    String of(double x) {
      return joined + format.of(x);
    }
  }

  private record Level(double value, String name) {}

  private final String title;
  private final String unit;
  private final Num.Format format;
  private final List<Series> series = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();
  private final List<Level> levels = new ArrayList<>();
  private Across across = Across.EPOCHS;
  private boolean fromZero;
  private String note = "";

  LineChart(String title, String unit, Num.Format format) {
    this.title = title;
    this.unit = unit;
    this.format = format;
  }

  /** Adds a line, unless it has no value at all. */
  LineChart add(Series s) {
    if (s.drawable()) {
      series.add(s);
    }
    return this;
  }

  LineChart marks(List<Mark> more) {
    marks.addAll(more);
    return this;
  }

  LineChart level(double value, String name) {
    levels.add(new Level(value, name));
    return this;
  }

  LineChart fromZero() {
    fromZero = true;
    return this;
  }

  /** Lets the lines run over shares from 0 to {@code greatest} instead of epochs. */
  LineChart overShares(String label, double greatest) {
    across = new Across(label, Num.Format.PERCENT, "at ", Scale.round(0, greatest, 5));
    return this;
  }

  LineChart note(String text) {
    note = text;
    return this;
  }

  /** Whether there is nothing to draw. */
  boolean isEmpty() {
    return series.isEmpty();
  }

  /** The finished figure; only where there is a line. */
  Html html() {
    Plot plot =
        new Plot(
            new Plot.Axis(across.label(), horizontal()), new Plot.Axis(unit, values()), HEIGHT);
    plot.axes();
    drawMarks(plot);
    for (Series s : series) {
      drawBand(plot, s);
    }
    for (Level l : levels) {
      double at = plot.y(l.value());
      plot.svg()
          .empty(
              "line",
              "class",
              "level",
              "x1",
              Plot.LEFT,
              "x2",
              Plot.WIDTH - Plot.RIGHT,
              "y1",
              at,
              "y2",
              at);
      plot.label(Plot.WIDTH - Plot.RIGHT - 2, at - 4, "end", l.name());
    }
    for (Series s : series) {
      drawLine(plot, s);
    }
    for (Series s : series) {
      drawPoints(plot, s);
    }
    List<Plot.Key> legend =
        series.stream().map(s -> new Plot.Key(s.name(), s.style(), Plot.Swatch.LINE)).toList();
    return plot.figure(title, summary(), legend, note);
  }

  private Scale horizontal() {
    Scale shares = across.scale();
    if (shares != null) {
      return shares;
    }
    return Scale.epochs(
        (int) points().mapToDouble(Point::x).min().orElse(1),
        (int) points().mapToDouble(Point::x).max().orElse(1));
  }

  private Stream<Point> points() {
    return series.stream().flatMap(s -> s.points().stream());
  }

  private Scale values() {
    double[] all =
        DoubleStream.concat(
                points().flatMapToDouble(p -> DoubleStream.of(p.y(), p.low(), p.high())),
                levels.stream().mapToDouble(Level::value))
            .filter(Double::isFinite)
            .toArray();
    double least = fromZero ? 0 : DoubleStream.of(all).min().orElse(0);
    double greatest = DoubleStream.of(all).max().orElse(1);
    // a figure that hardly moves is no mountain range
    double room = Math.max(0, 0.02 * Math.abs(greatest) - (greatest - least)) / 2;
    return Scale.round(fromZero ? 0 : least - room, greatest + room, 5);
  }

  private void drawMarks(Plot plot) {
    double free = 0;
    for (Mark m : marks.stream().sorted(Comparator.comparingDouble(Mark::epoch)).toList()) {
      double at = plot.x(m.epoch());
      if (at < Plot.LEFT || at > Plot.WIDTH - Plot.RIGHT) {
        continue;
      }
      double text = Math.max(at, free);
      free = text + 7 * m.label().length() + 5;
      plot.svg()
          .empty(
              "line",
              "class",
              m.alarm() ? "event alarm" : "event",
              "x1",
              at,
              "x2",
              at,
              "y1",
              Plot.TOP - 4,
              "y2",
              plot.bottom());
      plot.svg()
          .element(
              "text",
              m.label(),
              "class",
              m.alarm() ? "event alarm" : "event",
              "x",
              text,
              "y",
              Plot.TOP - 8,
              "text-anchor",
              "middle");
    }
  }

  private static void drawBand(Plot plot, Series s) {
    for (List<Point> run : s.runs(Point::banded)) {
      StringBuilder outline = new StringBuilder();
      run.forEach(p -> point(outline, plot, p.x(), p.high()));
      for (int i = run.size() - 1; i >= 0; i--) {
        point(outline, plot, run.get(i).x(), run.get(i).low());
      }
      plot.svg().empty("polygon", "class", Marks.band(s.style()), "points", outline);
    }
  }

  private static void drawLine(Plot plot, Series s) {
    for (List<Point> run : s.runs(p -> Double.isFinite(p.y()))) {
      StringBuilder line = new StringBuilder();
      run.forEach(p -> point(line, plot, p.x(), p.y()));
      plot.svg().empty("polyline", "class", Marks.line(s.style()), "points", line);
    }
  }

  private static void point(StringBuilder to, Plot plot, double x, double y) {
    to.append(to.isEmpty() ? "" : " ")
        .append(Num.coordinate(plot.x(x)))
        .append(',')
        .append(Num.coordinate(plot.y(y)));
  }

  /** A marker at some points, and for all the value on hovering. */
  private void drawPoints(Plot plot, Series s) {
    int every = Math.max(1, (s.points().size() + MARKERS - 1) / MARKERS);
    for (int i = 0; i < s.points().size(); i++) {
      Point p = s.points().get(i);
      if (!Double.isFinite(p.y())) {
        continue;
      }
      plot.svg().open("g");
      String band = p.banded() ? ", " + format.of(p.low()) + " to " + format.of(p.high()) : "";
      plot.svg()
          .element("title", s.name() + " " + across.of(p.x()) + ": " + format.of(p.y()) + band);
      if (i % every == s.style() % every || i == s.points().size() - 1) {
        Marks.draw(plot.svg(), s.style(), plot.x(p.x()), plot.y(p.y()));
      } else {
        plot.svg()
            .empty("circle", "class", "hover", "cx", plot.x(p.x()), "cy", plot.y(p.y()), "r", 4);
      }
      plot.svg().close();
    }
  }

  private String summary() {
    return series.stream()
        .map(
            s -> {
              List<Point> known = s.points().stream().filter(p -> Double.isFinite(p.y())).toList();
              Point first = known.get(0);
              Point last = known.get(known.size() - 1);
              return s.name()
                  + " from "
                  + format.of(first.y())
                  + " "
                  + across.of(first.x())
                  + " to "
                  + format.of(last.y())
                  + " "
                  + across.of(last.x());
            })
        .collect(Collectors.joining("; "));
  }
}
