package io.selfcure.curation.report;

import io.selfcure.core.error.SelfcureException;
import io.selfcure.core.error.Wording;
import io.selfcure.curation.run.Doubt;
import java.util.List;

/** What sections share: headings with anchors, tables, figures in a grid. */
final class Section {

  private static final int MOST_IN_ROW = 5;

  private Section() {}

  /** Opens a section; the caller closes it. */
  static Html open(String id, String title) {
    return new Html().open("section", "id", id, "class", "part").element("h3", title);
  }

  /** Figures beside each other where there is room. */
  static Html grid(List<Html> figures) {
    Html out = new Html().open("div", "class", "grid");
    figures.forEach(out::add);
    return out.close();
  }

  /** A table: the first cell of a line is its heading, the rest are figures. */
  static Html table(String caption, List<String> head, List<List<String>> lines) {
    Html out =
        new Html()
            .open(
                "div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption)
            .open("table")
            .open("caption")
            .element("span", caption)
            .close()
            .open("thead")
            .open("tr");
    head.forEach(h -> out.element("th", h, "scope", "col"));
    out.close().close().open("tbody");
    for (List<String> line : lines) {
      out.open("tr");
      out.element("th", line.get(0), "scope", "row");
      line.subList(1, line.size()).forEach(c -> out.element("td", c));
      out.close();
    }
    return out.close().close().close();
  }

  static Html paragraph(String text) {
    return new Html().element("p", text);
  }

  /** What must not be overlooked, with its remedy. */
  static Html warning(String opening, Doubt doubt, Wording wording) {
    return new Html()
        .element(
            "p",
            opening + doubt.finding() + ".\nRemedy: " + wording.render(doubt.remedy()) + ".",
            "class",
            "warning");
  }

  static Html note(String text) {
    return new Html().element("p", text, "class", "note");
  }

  /** Key figures: a name, a value and a detail each. */
  static Html tiles(List<Tile> tiles) {
    // Rows of equal length as near as can be: no tile alone in the last one.
    int rows = (tiles.size() + MOST_IN_ROW - 1) / MOST_IN_ROW;
    int columns = (tiles.size() + rows - 1) / Math.max(1, rows);
    Html out = new Html().open("dl", "class", "tiles", "style", Html.property("columns", columns));
    for (Tile t : tiles) {
      out.open("div").element("dt", t.name()).element("dd", t.value(), "class", "value");
      out.element("dd", t.detail()).close();
    }
    return out.close();
  }

  /** A key figure. */
  record Tile(String name, String value, String detail) {}

  /** A small picture, or an empty frame where it cannot be read. */
  static Html picture(Faces.Album album, String id) {
    try {
      String uri = album.dataUri(id);
      if (!uri.matches("data:image/(png|jpeg);base64,[A-Za-z0-9+/=]*")) {
        throw new IllegalArgumentException("no data URI of a picture: " + Num.shorten(uri, 40));
      }
      return new Html().empty("img", "src", uri, "alt", "face " + id, "loading", "lazy");
    } catch (SelfcureException missing) {
      return new Html()
          .element("div", "no picture", "class", "missing", "title", missing.problem());
    }
  }
}
