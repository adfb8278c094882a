package io.selfcure.curation.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Distributions of one quantity in several groups, drawn over each other as shares of each group.
 */
final class Histogram {

  static final int BINS = 30;
  static final double HEIGHT = 250;

  private record Group(String name, double[] values) {}

  private final String title;
  private final String quantity;
  private final List<Group> groups = new ArrayList<>();
  private String note = "";

  Histogram(String title, String quantity) {
    this.title = title;
    this.quantity = quantity;
  }

  /** Adds a group, unless it is empty. */
  Histogram add(String name, double... values) {
    if (values.length > 0) {
      groups.add(new Group(name, values));
    }
    return this;
  }

  Histogram note(String text) {
    note = text;
    return this;
  }

  /**
   * How many values fall into each of {@link #BINS} bins of equal width between {@code low} and
   * {@code high}; the last holds its upper edge, the end bins what lies beyond.
   */
  static int[] counts(double[] values, double low, double high) {
    int[] counts = new int[BINS];
    for (double v : values) {
      int bin = (int) Math.floor((v - low) / (high - low) * BINS);
      counts[Math.min(BINS - 1, Math.max(0, bin))]++;
    }
    return counts;
  }

  /** The finished figure. */
  Html html() {
    double[] all = groups.stream().flatMapToDouble(g -> Arrays.stream(g.values())).toArray();
    Scale x =
        Scale.round(Arrays.stream(all).min().orElse(0), Arrays.stream(all).max().orElse(1), 6);
    List<double[]> shares = new ArrayList<>();
    for (Group g : groups) {
      int[] counts = counts(g.values(), x.low(), x.high());
      shares.add(Arrays.stream(counts).mapToDouble(n -> 100.0 * n / g.values().length).toArray());
    }
    double greatest = shares.stream().flatMapToDouble(Arrays::stream).max().orElse(1);
    Plot plot =
        new Plot(
            new Plot.Axis(quantity, x),
            new Plot.Axis("share of the group, %", Scale.round(0, greatest, 5)),
            HEIGHT);
    plot.axes();
    for (int g = 0; g < groups.size(); g++) {
      draw(plot, x, shares.get(g), g);
    }
    hovers(plot, x, shares);
    List<Plot.Key> legend =
        IntStream.range(0, groups.size())
            .mapToObj(
                g ->
                    new Plot.Key(
                        groups.get(g).name()
                            + " ("
                            + Num.count(groups.get(g).values().length)
                            + ")",
                        g,
                        Plot.Swatch.LINE))
            .toList();
    return plot.figure(title, summary(), legend, note);
  }

  private static double edge(Scale x, int bin) {
    return x.low() + (x.high() - x.low()) * bin / BINS;
  }

  private static void draw(Plot plot, Scale x, double[] shares, int style) {
    StringBuilder steps = new StringBuilder();
    for (int b = 0; b < BINS; b++) {
      String y = Num.coordinate(plot.y(shares[b]));
      steps
          .append(b == 0 ? "M" : "L")
          .append(Num.coordinate(plot.x(edge(x, b))))
          .append(' ')
          .append(y)
          .append('H')
          .append(Num.coordinate(plot.x(edge(x, b + 1))));
    }
    String area =
        steps + "V" + Num.coordinate(plot.bottom()) + "H" + Num.coordinate(plot.x(x.low())) + "Z";
    plot.svg().empty("path", "class", Marks.band(style), "d", area);
    plot.svg().empty("path", "class", Marks.line(style), "d", steps);
    int top = IntStream.range(0, BINS).reduce((a, b) -> shares[b] > shares[a] ? b : a).orElse(0);
    Marks.draw(
        plot.svg(), style, plot.x((edge(x, top) + edge(x, top + 1)) / 2), plot.y(shares[top]));
  }

  private void hovers(Plot plot, Scale x, List<double[]> shares) {
    for (int b = 0; b < BINS; b++) {
      int bin = b;
      String text =
          IntStream.range(0, groups.size())
              .mapToObj(g -> groups.get(g).name() + " " + Num.percent(shares.get(g)[bin] / 100))
              .collect(Collectors.joining(", "));
      double left = plot.x(edge(x, b));
      plot.svg()
          .open("g")
          .element(
              "title", Num.plain(edge(x, b)) + " to " + Num.plain(edge(x, b + 1)) + ": " + text)
          .empty(
              "rect",
              "class",
              "hover",
              "x",
              left,
              "y",
              Plot.TOP,
              "width",
              plot.x(edge(x, b + 1)) - left,
              "height",
              plot.bottom() - Plot.TOP)
          .close();
    }
  }

  private String summary() {
    return groups.stream()
        .map(
            g -> {
              double[] sorted = g.values().clone();
              Arrays.sort(sorted);
              return g.name()
                  + ": "
                  + Num.count(sorted.length)
                  + " samples, median "
                  + Num.plain(sorted[sorted.length / 2]);
            })
        .collect(Collectors.joining("; "));
  }
}
