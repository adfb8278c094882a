package io.selfcure.curation.report;

import java.util.List;

/** The frame of a chart: title, legend, axes with ticks and labels; charts draw into it. */
final class Plot {

  static final double WIDTH = 440;
  static final double LEFT = 58;
  static final double RIGHT = 12;
  static final double TOP = 20;
  static final double BOTTOM = 38;

  /** An axis: what it shows, and how far. */
  record Axis(String label, Scale scale) {}

  /** What a colour, dash and shape stand for; shape is the class of a swatch. */
  record Key(String name, int style, Swatch swatch) {}

  /** What a legend's sample looks like. */
  enum Swatch {
    LINE,
    FILL,
    BAND
  }

  private final Html svg = new Html();
  private final Axis x;
  private final Axis y;
  private final double height;

  Plot(Axis x, Axis y, double height) {
    this.x = x;
    this.y = y;
    this.height = height;
  }

  Html svg() {
    return svg;
  }

  double x(double value) {
    return x.scale().map(value, LEFT, WIDTH - RIGHT);
  }

  double y(double value) {
    return y.scale().map(value, bottom(), TOP);
  }

  double bottom() {
    return height - BOTTOM;
  }

  /** Grid lines, ticks and axis labels. */
  void axes() {
    for (double tick : y.scale().ticks()) {
      double at = y(tick);
      svg.empty("line", "class", "grid", "x1", LEFT, "x2", WIDTH - RIGHT, "y1", at, "y2", at);
      label(LEFT - 6, at + 4, "end", Num.tick(tick, y.scale().step()));
    }
    for (double tick : x.scale().ticks()) {
      double at = x(tick);
      svg.empty("line", "class", "axis", "x1", at, "x2", at, "y1", bottom(), "y2", bottom() + 4);
      label(at, bottom() + 15, "middle", Num.tick(tick, x.scale().step()));
    }
    svg.empty(
        "line", "class", "axis", "x1", LEFT, "x2", WIDTH - RIGHT, "y1", bottom(), "y2", bottom());
    svg.element(
        "text",
        x.label(),
        "class",
        "unit",
        "x",
        (LEFT + WIDTH - RIGHT) / 2,
        "y",
        height - 5,
        "text-anchor",
        "middle");
    double middle = (TOP + bottom()) / 2;
    svg.element(
        "text",
        y.label(),
        "class",
        "unit",
        "transform",
        "translate(11 " + Num.coordinate(middle) + ") rotate(-90)",
        "text-anchor",
        "middle");
  }

  void label(double atX, double atY, String anchor, String text) {
    svg.element("text", text, "x", atX, "y", atY, "text-anchor", anchor);
  }

  /** The finished figure. */
  Html figure(String title, String summary, List<Key> legend, String note) {
    return figure(title, summary, legend, note, svg, height);
  }

  /** A figure around any drawing that is {@link #WIDTH} wide. */
  static Html figure(
      String title, String summary, List<Key> legend, String note, Html drawing, double height) {
    Html out = new Html().open("figure", "class", "chart").open("figcaption");
    out.element("h4", title);
    if (!legend.isEmpty()) {
      out.open("ul", "class", "legend");
      legend.forEach(k -> out.open("li").add(swatch(k)).text(k.name()).close());
      out.close();
    }
    out.close();
    out.open(
        "svg",
        "viewBox",
        "0 0 " + Num.coordinate(WIDTH) + " " + Num.coordinate(height),
        "role",
        "img",
        "aria-label",
        title + ". " + summary);
    out.add(drawing).close();
    if (!note.isEmpty()) {
      out.element("p", note, "class", "note");
    }
    return out.close();
  }

  private static Html swatch(Key key) {
    Html out =
        new Html().open("svg", "class", "swatch", "viewBox", "0 0 28 12", "aria-hidden", "true");
    switch (key.swatch()) {
      case LINE -> {
        out.empty("line", "class", Marks.line(key.style()), "x1", 1, "x2", 27, "y1", 6, "y2", 6);
        Marks.draw(out, key.style(), 14, 6);
      }
      case FILL ->
          out.empty(
              "rect", "class", Marks.fill(key.style()), "x", 4, "y", 1, "width", 20, "height", 10);
      case BAND ->
          out.empty(
              "rect", "class", Marks.band(key.style()), "x", 1, "y", 1, "width", 26, "height", 10);
    }
    return out.close();
  }
}
