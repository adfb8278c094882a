package io.selfcure.curation.report;

import io.selfcure.core.error.EnvironmentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One HTML page without scripts that loads nothing from anywhere (its own policy forbids it),
 * readable on a screen, a phone and paper.
 */
final class Page {

  /** Nothing but the page itself may be shown, whatever the data hold. */
  private static final String POLICY =
      "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

  private Page() {}

  /**
   * The page.
   *
   * @param brand what kind of page it is
   * @param contents anchors and their names
   * @param footer what stands at its end
   */
  static String of(
      String brand, String title, Map<String, String> contents, Html body, String footer) {
    Html out = new Html().open("html", "lang", "en").open("head");
    out.empty("meta", "charset", "utf-8");
    out.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
    out.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    out.empty("meta", "name", "color-scheme", "content", "light dark");
    out.element("title", title + " · " + brand);
    out.style(css()).close();
    out.open("body").add(patterns()).open("main");
    out.open("header").element("p", brand, "class", "brand").element("h1", title);
    if (!contents.isEmpty()) {
      out.open("nav", "aria-label", "Contents").open("ul");
      contents.forEach((id, name) -> out.open("li").element("a", name, "href", "#" + id).close());
      out.close().close();
    }
    out.close();
    out.add(body).element("footer", footer);
    return "<!DOCTYPE html>\n" + out.close().close().close();
  }

  /** Hatchings, so that areas differ without colour. */
  private static Html patterns() {
    Html out =
        new Html()
            .open("svg", "width", 0, "height", 0, "class", "patterns", "aria-hidden", "true")
            .open("defs");
    List<String> shapes =
        List.of("M-1 1L1 -1M0 6L6 0M5 7L7 5", "M3 0V6", "M0 3H6", "M-1 5L1 7M0 0L6 6M5 -1L7 1");
    for (int i = 0; i < shapes.size(); i++) {
      out.open(
              "pattern",
              "id",
              "hatch" + (i + 1),
              "class",
              "s" + (i + 1),
              "width",
              6,
              "height",
              6,
              "patternUnits",
              "userSpaceOnUse")
          .empty("rect", "class", "ground", "width", 6, "height", 6)
          .empty("path", "class", "stripe", "d", shapes.get(i))
          .close();
    }
    return out.close().close();
  }

  private static String css() {
    try (InputStream in =
        Objects.requireNonNull(Page.class.getResourceAsStream("report.css"), "report.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new EnvironmentException(
          "report.css", "cannot be read: " + e.getMessage(), "install selfcure again", e);
    }
  }
}
