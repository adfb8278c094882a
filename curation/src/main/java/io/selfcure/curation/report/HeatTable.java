package io.selfcure.curation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A square matrix of classes as a table whose cells are the darker, the greater their share of the
 * row.
 */
final class HeatTable {

  /** From here on the cell is dark and its text light. */
  private static final double DARK = 0.6;

  /** Depths of colour of the deepest light cell and the palest dark one: both can be read. */
  private static final double LIGHT_ENDS = 0.42;

  private static final double DARK_BEGINS = 0.82;

  /** More classes than this get no counts in the cells, which then are small. */
  private static final int ROOMY = 12;

  private HeatTable() {}

  /**
   * What a table shows.
   *
   * @param caption what a cell is
   * @param corner what stands over the rows and beside the columns
   * @param shares of the row, 0..1 or NaN, by row and column; each row sums to 1
   * @param counts beside them
   * @param sums of the rows, and what they count
   * @param becomes what a cell's row does to its column, in words
   */
  record Content(
      String title,
      String caption,
      String corner,
      List<String> labels,
      List<List<Double>> shares,
      List<List<Long>> counts,
      List<Long> sums,
      String counted,
      String becomes) {}

  /** A confusion matrix. */
  static Html of(String title, Validation v) {
    int n = v.labels().size();
    List<List<Double>> shares = new ArrayList<>();
    for (int t = 0; t < n; t++) {
      double all = Math.max(1, v.support(t));
      shares.add(v.counts().get(t).stream().map(c -> c / all).toList());
    }
    return of(
        new Content(
            title,
            "Rows: true class. Columns: predicted class. Each cell: share of the row",
            "true \\ predicted",
            v.labels(),
            shares,
            v.counts(),
            IntStream.range(0, n).mapToObj(v::support).toList(),
            "samples",
            "predicted as"));
  }

  static Html of(Content c) {
    List<String> labels = c.labels();
    boolean roomy = labels.size() <= ROOMY;
    Html out = new Html().open("figure", "class", "chart wide");
    out.open("figcaption").element("h4", c.title()).close();
    out.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", c.title());
    out.open(
        "table",
        "class",
        roomy ? "heat" : "heat dense",
        "style",
        Html.property("n", labels.size()));
    out.open("caption")
        .element("span", c.caption() + (roomy ? " and number of " + c.counted() + "." : "."))
        .close();
    out.open("thead").open("tr");
    out.element("th", c.corner(), "scope", "col", "class", "corner");
    for (String label : labels) {
      out.open("th", "scope", "col", "title", label)
          .element("span", Num.shorten(label, 12))
          .close();
    }
    out.element("th", c.counted(), "scope", "col", "class", "sum");
    out.close().close().open("tbody");
    for (int row = 0; row < labels.size(); row++) {
      out.open("tr");
      out.element("th", Num.shorten(labels.get(row), 16), "scope", "row", "title", labels.get(row));
      for (int column = 0; column < labels.size(); column++) {
        cell(out, c, row, column, roomy);
      }
      out.element("td", Num.count(c.sums().get(row)), "class", "sum").close();
    }
    return out.close().close().close().close();
  }

  /**
   * How deep the colour is, 0..1: rising with the share, with a step where the text turns light.
   */
  private static double depth(double share) {
    if (!(share > 0)) {
      return 0; // NaN as well
    }
    return share < DARK
        ? LIGHT_ENDS * share / DARK
        : DARK_BEGINS + (1 - DARK_BEGINS) * (share - DARK) / (1 - DARK);
  }

  /** The classes of a cell for a share. */
  static String look(double share) {
    return share >= DARK ? "dark" : "light";
  }

  /** The ground of a cell for a share, as a style. */
  static String ground(double share) {
    return Html.property("depth", Num.coordinate(depth(share)));
  }

  private static void cell(Html out, Content c, int row, int column, boolean roomy) {
    long n = c.counts().get(row).get(column);
    double share = c.shares().get(row).get(column);
    out.open(
        "td",
        "class",
        look(share) + (row == column ? " right" : ""),
        "style",
        ground(share),
        "title",
        c.labels().get(row) + " " + c.becomes() + " " + c.labels().get(column) + ": " + n);
    if (n > 0) {
      out.element(
          "b", (share < 0.005 ? "<1" : Num.count(100 * share)) + (roomy ? Num.NBSP + "%" : ""));
      if (roomy) {
        out.element("small", Num.count(n));
      }
    }
    out.close();
  }
}
