package io.selfcure.curation.report;

/**
 * The looks of a series: a colour of the style sheet, and beside it a dash and a marker's shape, so
 * that series are told apart without colour.
 */
final class Marks {

  /** The number of different looks; after that they begin again. */
  static final int STYLES = 6;

  private static final double R = 3.2;

  private Marks() {}

  static String line(int style) {
    return "line s" + style % STYLES;
  }

  static String fill(int style) {
    return "fill s" + style % STYLES;
  }

  static String band(int style) {
    return "band s" + style % STYLES;
  }

  /** Draws a marker; six shapes in turn. */
  static void draw(Html svg, int style, double x, double y) {
    String look = "mark s" + style % STYLES;
    switch (style % STYLES) {
      case 0 -> svg.empty("circle", "class", look, "cx", x, "cy", y, "r", R);
      case 1 ->
          svg.empty("rect", "class", look, "x", x - R, "y", y - R, "width", 2 * R, "height", 2 * R);
      case 2 -> path(svg, look, x, y, "M0 -4.2L4 3L-4 3Z");
      case 3 -> path(svg, look, x, y, "M0 -4.4L4.4 0L0 4.4L-4.4 0Z");
      case 4 -> path(svg, look, x, y, "M0 4.2L4 -3L-4 -3Z");
      default -> path(svg, look + " open", x, y, "M-3.4 -3.4L3.4 3.4M-3.4 3.4L3.4 -3.4");
    }
  }

  private static void path(Html svg, String look, double x, double y, String shape) {
    svg.empty(
        "path",
        "class",
        look,
        "transform",
        "translate(" + Num.coordinate(x) + " " + Num.coordinate(y) + ")",
        "d",
        shape);
  }
}
