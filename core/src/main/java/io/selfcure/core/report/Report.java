package io.selfcure.core.report;

import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.SelfcureException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.run.RunFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A report of one run or of several side by side: one HTML page without scripts that loads nothing
 * from anywhere (its own policy forbids it), readable on a screen, a phone and paper.
 */
public final class Report {

  /** Nothing but the page itself may be shown, whatever the data hold. */
  private static final String POLICY =
      "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

  private static final int MOST_RUNS = Marks.STYLES; // more could not be told apart

  private final UnaryOperator<Map<String, String>> defaults;
  private final Faces faces;

  /**
   * A maker of reports.
   *
   * @param defaults gives for a run's settings those it would have with nothing but its presets
   *     chosen; settings without a default are left out
   * @param faces gives the pictures
   */
  public Report(UnaryOperator<Map<String, String>> defaults, Faces faces) {
    this.defaults = defaults;
    this.faces = faces;
  }

  /**
   * The page.
   *
   * @param runs at least one run, finished or not
   * @throws UsageException when one is no run, or there are too many to tell apart
   * @throws SelfcureException when a file of a run is damaged
   */
  public String html(List<RunFolder> runs) {
    if (runs.isEmpty() || runs.size() > MOST_RUNS) {
      throw new UsageException(
          "report",
          "was asked for " + runs.size() + " runs",
          "name 1 to " + MOST_RUNS + " runs for one report");
    }
    List<String> names = names(runs);
    List<RunData> data = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      data.add(RunData.load(runs.get(i), names.get(i)));
    }
    return page(data);
  }

  /** The folders' names, with as many of their parents as it takes to tell them apart. */
  static List<String> names(List<RunFolder> runs) {
    List<Path> paths = runs.stream().map(r -> r.dir().toAbsolutePath().normalize()).toList();
    int longest = paths.stream().mapToInt(Path::getNameCount).max().orElse(1);
    for (int parts = 1; parts <= longest; parts++) {
      List<String> names = new ArrayList<>();
      for (Path p : paths) {
        int n = p.getNameCount();
        names.add(n == 0 ? p.toString() : p.subpath(Math.max(0, n - parts), n).toString());
      }
      Set<String> distinct = new HashSet<>(names);
      if (distinct.size() == names.size()) {
        return names;
      }
    }
    throw new UsageException("report", "was given the same run twice", "name each run once");
  }

  private String page(List<RunData> runs) {
    String title =
        runs.size() == 1
            ? "Run " + runs.get(0).name()
            : "Runs " + String.join(", ", runs.stream().map(RunData::name).toList());
    Html out = new Html().open("html", "lang", "en").open("head");
    out.empty("meta", "charset", "utf-8");
    out.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
    out.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    out.empty("meta", "name", "color-scheme", "content", "light dark");
    out.element("title", title + " · selfcure report");
    out.style(css()).close();
    out.open("body").add(patterns()).open("main");
    out.open("header").element("p", "selfcure report", "class", "brand").element("h1", title);
    out.add(contents(runs)).close();
    if (runs.size() > 1) {
      out.add(CompareSection.of(runs));
    }
    for (int i = 0; i < runs.size(); i++) {
      out.add(run(runs.get(i), "run" + (i + 1), runs.size()));
    }
    out.element(
        "footer",
        "An expression is not a feeling: the classes are how raters label such pictures. A report"
            + " shows pictures of its data set; the data set's terms hold for the report too.");
    return "<!DOCTYPE html>\n" + out.close().close().close();
  }

  private Html run(RunData run, String id, int runs) {
    Html out = new Html().open("article", "id", id);
    if (runs > 1) {
      out.element("h2", "Run " + run.name());
    }
    out.add(new Summary(run).html());
    out.add(HealthSection.of(run, id + "-health"));
    out.add(CurveSection.of(run, id + "-curves"));
    out.add(ValidationSection.of(run, id + "-validation"));
    out.add(DoubtSection.of(run, id + "-doubts"));
    out.add(RelabelSection.of(run, id + "-labels"));
    out.add(FacesSection.of(run, faces, FacesSection.most(runs), id + "-faces"));
    out.add(SettingsSection.of(run, defaults.apply(run.settings()), id + "-settings"));
    return out.close();
  }

  private static Html contents(List<RunData> runs) {
    Html out = new Html().open("nav", "aria-label", "Contents").open("ul");
    if (runs.size() == 1) {
      for (String part :
          List.of("Health", "Curves", "Validation", "Doubts", "Labels", "Faces", "Settings")) {
        link(out, "run1-" + part.toLowerCase(java.util.Locale.ROOT), part);
      }
    } else {
      link(out, "compare", "Side by side");
      for (int i = 0; i < runs.size(); i++) {
        link(out, "run" + (i + 1), runs.get(i).name());
      }
    }
    return out.close().close();
  }

  private static void link(Html out, String id, String text) {
    out.open("li").element("a", text, "href", "#" + id).close();
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
        Objects.requireNonNull(Report.class.getResourceAsStream("report.css"), "report.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new EnvironmentException(
          "report.css", "cannot be read: " + e.getMessage(), "install selfcure again", e);
    }
  }
}
