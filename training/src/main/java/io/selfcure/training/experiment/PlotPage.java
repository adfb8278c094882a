package io.selfcure.training.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A page of plots that needs nothing but a browser: inline SVG, no script. Series differ in colour
 * (Okabe and Ito's, for all eyes), dash and marker.
 */
final class PlotPage {

  /** A point; the interval's ends are NaN where there is none. */
  record Point(double x, double y, double low, double high) {}

  /** A series of points in order of x. */
  record Line(String name, List<Point> points) {}

  /** One bar, 0 to 100. */
  record Bar(String series, double value) {}

  /** Bars under one heading. */
  record Bars(String name, List<Bar> bars) {}

  private static final double WIDTH = 420;
  private static final double HEIGHT = 280;
  private static final double LEFT = 44;
  private static final double RIGHT = 12;
  private static final double TOP = 10;
  private static final double BOTTOM = 40;
  private static final String[] COLOURS = {
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000", "#8A7A00"
  };
  private static final String[] DASHES = {"", "6 3", "2 3", "8 3 2 3"};

  private final StringBuilder body = new StringBuilder();
  private final List<String> series = new ArrayList<>();

  PlotPage(String title, String caption) {
    body.append("<h1>").append(escape(title)).append("</h1>\n<p>").append(escape(caption));
    body.append("</p>\n");
  }

  /** A chart of lines against the noise rate in per cent. */
  void lines(String title, List<Line> lines) {
    if (lines.isEmpty()) {
      return;
    }
    double least = values(lines).mapToDouble(Double::doubleValue).min().orElse(0);
    double greatest = values(lines).mapToDouble(Double::doubleValue).max().orElse(1);
    double step = step(Math.max(1, greatest - least));
    double low = Math.floor(least / step) * step;
    double high = Math.max(low + step, Math.ceil(greatest / step) * step);
    double last =
        Math.max(
            10,
            lines.stream().flatMap(l -> l.points().stream()).mapToDouble(Point::x).max().orElse(0));
    begin(title, HEIGHT, lines.stream().map(Line::name).toList(), true);
    for (double v = low; v <= high + step / 2; v += step) {
      double at = y(v, low, high);
      add(
          "<line class='grid' x1='%.1f' x2='%.1f' y1='%.1f' y2='%.1f'/>",
          LEFT, WIDTH - RIGHT, at, at);
      text(LEFT - 6, at + 4, "end", NoiseLevel.number(v));
    }
    lines.stream()
        .flatMap(l -> l.points().stream())
        .map(Point::x)
        .distinct()
        .forEach(x -> text(x(x, last), HEIGHT - BOTTOM + 16, "middle", trim(x)));
    text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, "middle", "wrong labels, %");
    for (int i = 0; i < lines.size(); i++) {
      draw(lines.get(i), shift(i, lines.size()), last, low, high);
    }
    body.append("</svg></figure>\n");
  }

  private static Stream<Double> values(List<Line> lines) {
    return lines.stream()
        .flatMap(l -> l.points().stream())
        .flatMap(p -> Stream.of(p.y(), p.low(), p.high()))
        .filter(Double::isFinite);
  }

  /** Intervals of neighbours would hide each other at one rate. */
  private static double shift(int of, int count) {
    return Math.min(4, 30.0 / count) * (of - (count - 1) / 2.0);
  }

  private void draw(Line line, double shift, double last, double low, double high) {
    int style = style(line.name());
    StringBuilder path = new StringBuilder();
    for (Point p : line.points()) {
      double at = x(p.x(), last) + shift;
      path.append(String.format(Locale.ROOT, "%.1f,%.1f ", at, y(p.y(), low, high)));
      if (Double.isFinite(p.low())) {
        add(
            "<path class='whisker' stroke='%s' d='M%.1f %.1fV%.1fm-3 0h6M%.1f %.1fh6'/>",
            colour(style),
            at,
            y(p.low(), low, high),
            y(p.high(), low, high),
            at - 3,
            y(p.low(), low, high));
      }
    }
    add(
        "<polyline class='line' stroke='%s' stroke-dasharray='%s' points='%s'/>",
        colour(style), DASHES[style % DASHES.length], path.toString().strip());
    for (Point p : line.points()) {
      String tip =
          String.format(
              Locale.ROOT, "%s at %s %%: %.2f %%%s", line.name(), trim(p.x()), p.y(), interval(p));
      marker(style, x(p.x(), last) + shift, y(p.y(), low, high), tip);
    }
  }

  private static String interval(Point p) {
    return Double.isFinite(p.low())
        ? String.format(Locale.ROOT, " (95 %% interval %.2f to %.2f)", p.low(), p.high())
        : "";
  }

  /**
   * Horizontal bars of shares in per cent.
   *
   * @param greatest what the longest bar would stand for: figures side by side share it
   */
  void bars(String title, List<Bars> rows, double greatest) {
    if (rows.isEmpty()) {
      return;
    }
    int count = rows.stream().mapToInt(r -> r.bars().size()).sum();
    double height = 8 + 22.0 * rows.size() + 18.0 * count;
    List<String> names =
        rows.stream().flatMap(r -> r.bars().stream()).map(Bar::series).distinct().toList();
    begin(title, height, names, false);
    double at = 4;
    for (Bars row : rows) {
      at += 18;
      text(0, at - 5, "start", row.name());
      for (Bar bar : row.bars()) {
        int style = style(bar.series());
        double wide = Math.max(1, bar.value() / greatest * (WIDTH - 70));
        add(
            "<rect x='0' y='%.1f' width='%.1f' height='14' fill='%s'><title>%s: %.2f %%</title></rect>",
            at, wide, colour(style), escape(bar.series()), bar.value());
        text(wide + 6, at + 12, "start", String.format(Locale.ROOT, "%.1f %%", bar.value()));
        at += 18;
      }
      at += 4;
    }
    body.append("</svg></figure>\n");
  }

  private void begin(String title, double height, List<String> names, boolean lines) {
    body.append("<figure><figcaption>").append(escape(title)).append("</figcaption>\n<ul>");
    for (String name : names) {
      int style = style(name);
      body.append("<li><svg class='key' viewBox='0 0 26 12' aria-hidden='true'>");
      if (lines) {
        add(
            "<line class='line' x1='0' x2='26' y1='6' y2='6' stroke='%s' stroke-dasharray='%s'/>",
            colour(style), DASHES[style % DASHES.length]);
        marker(style, 13, 6, "");
      } else {
        add("<rect x='3' y='1' width='20' height='10' fill='%s'/>", colour(style));
      }
      body.append("</svg>").append(escape(name)).append("</li>");
    }
    body.append("</ul>\n");
    add("<svg viewBox='0 0 %.0f %.0f' role='img' aria-label='%s'>", WIDTH, height, escape(title));
  }

  private int style(String name) {
    if (!series.contains(name)) {
      series.add(name);
    }
    return series.indexOf(name);
  }

  private static String colour(int style) {
    return COLOURS[style % COLOURS.length];
  }

  private void marker(int style, double x, double y, String tip) {
    String shape =
        switch (style % 4) {
          case 0 -> "M%1$.1f %2$.1fm-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0";
          case 1 -> "M%1$.1f %2$.1fm-4-4h8v8h-8z";
          case 2 -> "M%1$.1f %2$.1fm0-5l5 9h-10z";
          default -> "M%1$.1f %2$.1fm0-5l5 5l-5 5l-5-5z";
        };
    body.append("<path fill='").append(colour(style)).append("' d='");
    add(shape, x, y);
    body.append("'>");
    if (!tip.isEmpty()) {
      body.append("<title>").append(escape(tip)).append("</title>");
    }
    body.append("</path>");
  }

  private static double x(double value, double last) {
    return LEFT + 16 + value / last * (WIDTH - LEFT - RIGHT - 32);
  }

  private static double y(double value, double low, double high) {
    return HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - TOP - BOTTOM);
  }

  /** About five round steps. */
  private static double step(double range) {
    double power = Math.pow(10, Math.floor(Math.log10(range / 5)));
    double times = range / 5 / power;
    return power * (times > 5 ? 10 : times > 2 ? 5 : times > 1 ? 2 : 1);
  }

  private static String trim(double x) {
    return NoiseLevel.number(Math.round(x * 100) / 100.0);
  }

  private void text(double x, double y, String anchor, String text) {
    add("<text x='%.1f' y='%.1f' text-anchor='%s'>%s</text>", x, y, anchor, escape(text));
  }

  private void add(String format, Object... values) {
    body.append(String.format(Locale.ROOT, format, values));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", "&#39;")
        .replace("\"", "&quot;");
  }

  String html() {
    return """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>selfcure experiment</title>
        <style>
        body { font: 16px/1.4 system-ui, sans-serif; margin: 1rem auto; max-width: 60rem;
          padding: 0 1rem; color: #1a1a1a; background: #fff; }
        main { display: grid; gap: 1.5rem; align-items: start;
          grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); }
        h1 { font-size: 1.4rem } figure { margin: 0 } figcaption { font-weight: 600 }
        ul { list-style: none; margin: .3rem 0; padding: 0; display: flex; flex-wrap: wrap;
          gap: .2rem 1rem; font-size: .9rem }
        svg { width: 100%; height: auto; overflow: visible } svg.key { width: 26px; height: 12px;
          margin-right: .4rem }
        text { font-size: 12px; fill: #333 } .grid { stroke: #ddd } .line { fill: none;
          stroke-width: 2 } .whisker { fill: none; stroke-width: 1.5; opacity: .7 }
        </style></head><body>
        """
        + body.toString().replaceFirst("<figure>", "<main><figure>")
        + "</main></body></html>\n";
  }
}
