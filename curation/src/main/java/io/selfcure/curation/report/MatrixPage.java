package io.selfcure.curation.report;

import io.selfcure.core.metrics.Evaluation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Models against data sets as one page: a table of accuracies that is a picture as well, and bars.
 *
 * @param models names, one a row
 * @param sets names, one a column
 * @param cells by model, then by data set
 * @param caption what the figures are
 */
public record MatrixPage(
    List<String> models, List<String> sets, List<List<Cell>> cells, String caption) {

  /**
   * One model on one data set.
   *
   * @param figures of merit in the shared classes
   * @param leftOut samples of other classes, which are not counted
   * @param own whether the model was trained on this data set's training split
   */
  public record Cell(Evaluation figures, long leftOut, boolean own) {}

  /** Copies the lists. */
  public MatrixPage {
    models = List.copyOf(models);
    sets = List.copyOf(sets);
    cells = cells.stream().map(List::copyOf).toList();
  }

  /** The page. */
  public String html() {
    Html body = new Html().element("p", caption, "class", "subtitle");
    body.add(
        Section.open("accuracy", "Accuracy").add(Section.grid(List.of(table(), bars()))).close());
    return Page.of(
        "selfcure evaluation",
        "Across data sets",
        Map.of(),
        body,
        "An expression is not a feeling: the classes are how raters label such pictures.");
  }

  private Html table() {
    String title = "Rows: trained on. Columns: tested on";
    Html out = new Html().open("figure", "class", "chart wide");
    out.open("figcaption").element("h4", title).close();
    out.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", title);
    out.open("table", "class", "heat wide", "style", Html.property("n", 2 * sets.size()));
    out.open("caption")
        .element(
            "span",
            "Each cell: accuracy, its 95 % interval, balanced accuracy. Framed: the model's own data"
                + " set.")
        .close();
    out.open("thead").open("tr");
    out.element("th", "model", "scope", "col", "class", "corner");
    sets.forEach(s -> out.element("th", s, "scope", "col", "title", s));
    out.close().close().open("tbody");
    for (int m = 0; m < models.size(); m++) {
      out.open("tr").element("th", models.get(m), "scope", "row", "title", models.get(m));
      for (Cell cell : cells.get(m)) {
        cell(out, cell);
      }
      out.close();
    }
    return out.close().close().close().close();
  }

  private static void cell(Html out, Cell cell) {
    Evaluation e = cell.figures();
    out.open(
            "td",
            "class",
            HeatTable.look(e.accuracy()) + (cell.own() ? " right" : ""),
            "style",
            HeatTable.ground(e.accuracy()),
            "title",
            Num.count(e.samples(), "sample", "samples")
                + (cell.leftOut() == 0
                    ? ""
                    : ", " + Num.count(cell.leftOut()) + " of other classes left out"))
        .element("b", Num.percent(e.accuracy()))
        .element(
            "small", e.intervals() == null ? "no interval" : Num.percents(e.intervals().accuracy()))
        .element("small", "balanced " + Num.percent(e.balancedAccuracy()))
        .close();
  }

  private Html bars() {
    Map<String, double[]> series = new LinkedHashMap<>();
    for (int m = 0; m < models.size(); m++) {
      series.put(
          models.get(m), cells.get(m).stream().mapToDouble(c -> c.figures().accuracy()).toArray());
    }
    RowBars bars = new RowBars("Accuracy on each data set", sets, Num.Format.PERCENT);
    series.forEach(bars::add);
    return bars.html();
  }
}
