package io.selfcure.curation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Horizontal bars: a group of bars for each class, each with its value beside it. */
final class RowBars {

  private static final double BAR = 12;
  private static final double GAP = 9;
  private static final double NAMES = 92;
  private static final double VALUES = 52;

  private record Bars(String name, double[] values) {}

  private final String title;
  private final List<String> rows;
  private final Num.Format format;
  private final List<Bars> bars = new ArrayList<>();
  private String note = "";
  private double greatest = Double.NaN;
  private double[] extra = {};
  private String extraName = "";

  RowBars(String title, List<String> rows, Num.Format format) {
    this.title = title;
    this.rows = List.copyOf(rows);
    this.format = format;
  }

  /** Adds one bar to every row. */
  RowBars add(String name, double... values) {
    bars.add(new Bars(name, values));
    return this;
  }

  /** A count that stands under the name of each row. */
  RowBars counts(String name, double... values) {
    extraName = name;
    extra = values;
    return this;
  }

  /** What the longest bar would stand for; else the greatest value, or 1 for shares. */
  RowBars upTo(double value) {
    greatest = value;
    return this;
  }

  RowBars note(String text) {
    note = text;
    return this;
  }

  /** The finished figure. */
  Html html() {
    double rowHeight = Math.max(bars.size() * BAR + GAP, extra.length > 0 ? 30 : 20);
    double height = rows.size() * rowHeight + 4;
    double greatest = greatest();
    Html svg = new Html();
    for (int r = 0; r < rows.size(); r++) {
      double top = 2 + r * rowHeight;
      names(svg, r, top, rowHeight);
      double first = top + (rowHeight - bars.size() * BAR) / 2;
      for (int b = 0; b < bars.size(); b++) {
        bar(svg, b, r, first + b * BAR, greatest);
      }
    }
    svg.empty("line", "class", "axis", "x1", NAMES, "x2", NAMES, "y1", 0, "y2", height);
    return Plot.figure(title, summary(), legend(), note, svg, height);
  }

  private double greatest() {
    if (Double.isFinite(greatest)) {
      return greatest;
    }
    double most =
        bars.stream()
            .flatMapToDouble(b -> java.util.Arrays.stream(b.values()))
            .filter(Double::isFinite)
            .max()
            .orElse(1);
    return format == Num.Format.PERCENT ? 1 : Math.max(most, 1e-9);
  }

  private void names(Html svg, int row, double top, double rowHeight) {
    boolean two = extra.length > 0;
    double middle = top + rowHeight / 2 + 4;
    svg.open("g").element("title", rows.get(row));
    svg.element(
        "text",
        Num.shorten(rows.get(row), 14),
        "class",
        "name",
        "x",
        NAMES - 6,
        "y",
        two ? middle - 6 : middle,
        "text-anchor",
        "end");
    if (two) {
      svg.element(
          "text",
          Num.count(extra[row]) + " " + extraName,
          "class",
          "small",
          "x",
          NAMES - 6,
          "y",
          middle + 6,
          "text-anchor",
          "end");
    }
    svg.close();
  }

  private void bar(Html svg, int b, int row, double top, double greatest) {
    double value = bars.get(b).values()[row];
    double room = Plot.WIDTH - NAMES - VALUES;
    double width = Double.isFinite(value) ? value / greatest * room : 0;
    svg.open("g")
        .element("title", rows.get(row) + ", " + bars.get(b).name() + ": " + format.of(value))
        .empty(
            "rect",
            "class",
            Marks.fill(b),
            "x",
            NAMES,
            "y",
            top,
            "width",
            width,
            "height",
            BAR - 2.5)
        .element(
            "text",
            format.of(value),
            "class",
            "small",
            "x",
            NAMES + width + 4,
            "y",
            top + BAR - 3.2)
        .close();
  }

  private List<Plot.Key> legend() {
    return IntStream.range(0, bars.size())
        .mapToObj(b -> new Plot.Key(bars.get(b).name(), b, Plot.Swatch.FILL))
        .toList();
  }

  private String summary() {
    return IntStream.range(0, rows.size())
        .mapToObj(
            r ->
                rows.get(r)
                    + ": "
                    + bars.stream()
                        .map(b -> b.name() + " " + format.of(b.values()[r]))
                        .collect(Collectors.joining(", ")))
        .collect(Collectors.joining("; "));
  }
}
