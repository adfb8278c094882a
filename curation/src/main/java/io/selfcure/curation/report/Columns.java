package io.selfcure.curation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Stacked columns of counts, one column an epoch. */
final class Columns {

  static final double HEIGHT = 250;

  private record Part(String name, double[] values) {}

  private final String title;
  private final String unit;
  private final int epochs;
  private final List<Part> parts = new ArrayList<>();
  private String note = "";

  /** For epochs 1 to {@code epochs}. */
  Columns(String title, String unit, int epochs) {
    this.title = title;
    this.unit = unit;
    this.epochs = epochs;
  }

  /** Adds a part, which lies upon those before it; a value an epoch. */
  Columns add(String name, double... values) {
    parts.add(new Part(name, values));
    return this;
  }

  Columns note(String text) {
    note = text;
    return this;
  }

  /** The finished figure. */
  Html html() {
    double greatest = IntStream.rangeClosed(1, epochs).mapToDouble(this::total).max().orElse(1);
    Plot plot =
        new Plot(
            new Plot.Axis("epoch", Scale.epochs(1, epochs)),
            new Plot.Axis(unit, Scale.round(0, Math.max(1, greatest), 5)),
            HEIGHT);
    plot.axes();
    double width = Math.min(40, 0.78 * (plot.x(2) - plot.x(1)));
    for (int e = 1; e <= epochs; e++) {
      double base = 0;
      for (int p = 0; p < parts.size(); p++) {
        double value = parts.get(p).values()[e - 1];
        if (value > 0) {
          plot.svg()
              .open("g")
              .element("title", "epoch " + e + ", " + parts.get(p).name() + ": " + Num.count(value))
              .empty(
                  "rect",
                  "class",
                  Marks.fill(p),
                  "x",
                  plot.x(e) - width / 2,
                  "y",
                  plot.y(base + value),
                  "width",
                  width,
                  "height",
                  plot.y(base) - plot.y(base + value))
              .close();
        }
        base += value;
      }
    }
    List<Plot.Key> legend =
        IntStream.range(0, parts.size())
            .mapToObj(p -> new Plot.Key(parts.get(p).name(), p, Plot.Swatch.FILL))
            .toList();
    return plot.figure(title, summary(), legend, note);
  }

  private double total(int epoch) {
    return parts.stream().mapToDouble(p -> p.values()[epoch - 1]).sum();
  }

  private String summary() {
    return parts.stream()
        .map(p -> p.name() + " " + Num.count(java.util.Arrays.stream(p.values()).sum()) + " in all")
        .collect(Collectors.joining("; "));
  }
}
