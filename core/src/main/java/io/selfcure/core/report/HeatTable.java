package io.selfcure.core.report;

import java.util.List;

/** A confusion matrix as a table whose cells are the darker, the greater their share of the row. */
final class HeatTable {

  /** From here on the cell is dark and its text light. */
  private static final double DARK = 0.75;

  /** More classes than this get no counts in the cells, which then are small. */
  private static final int ROOMY = 12;

  private HeatTable() {}

  static Html of(String title, Validation v) {
    List<String> labels = v.labels();
    boolean roomy = labels.size() <= ROOMY;
    Html out = new Html().open("figure", "class", "chart wide");
    out.open("figcaption").element("h4", title).close();
    out.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", title);
    out.open("table", "class", roomy ? "heat" : "heat dense", "style", "--n:" + labels.size());
    out.open("caption")
        .element(
            "span",
            "Rows: true class. Columns: predicted class. Each cell: share of the row"
                + (roomy ? " and number of samples." : "."))
        .close();
    out.open("thead").open("tr");
    out.element("th", "true \\ predicted", "scope", "col", "class", "corner");
    for (String label : labels) {
      out.open("th", "scope", "col", "title", label)
          .element("span", Num.shorten(label, 12))
          .close();
    }
    out.element("th", "samples", "scope", "col", "class", "sum");
    out.close().close().open("tbody");
    for (int t = 0; t < labels.size(); t++) {
      out.open("tr");
      out.element("th", Num.shorten(labels.get(t), 16), "scope", "row", "title", labels.get(t));
      for (int p = 0; p < labels.size(); p++) {
        cell(out, v, t, p, roomy);
      }
      out.element("td", Num.count(v.support(t)), "class", "sum").close();
    }
    return out.close().close().close().close();
  }

  private static void cell(Html out, Validation v, int truth, int predicted, boolean roomy) {
    long n = v.counts().get(truth).get(predicted);
    double share = (double) n / Math.max(1, v.support(truth));
    String look = (share >= DARK ? "dark" : "light") + (truth == predicted ? " right" : "");
    out.open(
        "td",
        "class",
        look,
        "style",
        "background:rgb(var(--heat) / " + Num.coordinate(share) + ")",
        "title",
        v.labels().get(truth) + " predicted as " + v.labels().get(predicted) + ": " + n);
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
