package io.selfcure.curation.report;

import io.selfcure.core.error.SelfcureException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.curation.run.RunFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A report of one run or of several side by side, as one HTML page. */
public final class Report {

  private static final int MOST_RUNS = Marks.STYLES; // more could not be told apart

  private final UnaryOperator<Map<String, String>> defaults;
  private final Faces faces;
  private final Wording wording;

  /**
   * A maker of reports.
   *
   * @param defaults gives for a run's settings those it would have with nothing but its presets
   *     chosen; settings without a default are left out
   * @param faces gives the pictures
   * @param wording how the page names settings and actions
   */
  public Report(UnaryOperator<Map<String, String>> defaults, Faces faces, Wording wording) {
    this.defaults = defaults;
    this.faces = faces;
    this.wording = wording;
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
    Html body = new Html();
    if (runs.size() > 1) {
      body.add(CompareSection.of(runs));
    }
    for (int i = 0; i < runs.size(); i++) {
      body.add(run(runs.get(i), "run" + (i + 1), runs.size()));
    }
    return Page.of(
        "selfcure report",
        title,
        contents(runs),
        body,
        "An expression is not a feeling: the classes are how raters label such pictures. A report"
            + " shows pictures of its data set; the data set's terms hold for the report too.");
  }

  private Html run(RunData run, String id, int runs) {
    Html out = new Html().open("article", "id", id);
    if (runs > 1) {
      out.element("h2", "Run " + run.name());
    }
    out.add(new Summary(run, wording).html());
    out.add(HealthSection.of(run, wording, id + "-health"));
    out.add(CurveSection.of(run, id + "-curves"));
    out.add(ValidationSection.of(run, id + "-validation"));
    out.add(DoubtSection.of(run, wording, id + "-doubts"));
    out.add(RelabelSection.of(run, id + "-labels"));
    out.add(FacesSection.of(run, faces, FacesSection.most(runs), wording, id + "-faces"));
    out.add(SettingsSection.of(run, defaults.apply(run.settings()), id + "-settings"));
    return out.close();
  }

  private static Map<String, String> contents(List<RunData> runs) {
    Map<String, String> contents = new LinkedHashMap<>();
    if (runs.size() == 1) {
      for (String part :
          List.of("Health", "Curves", "Validation", "Doubts", "Labels", "Faces", "Settings")) {
        contents.put("run1-" + part.toLowerCase(Locale.ROOT), part);
      }
    } else {
      contents.put("compare", "Side by side");
      for (int i = 0; i < runs.size(); i++) {
        contents.put("run" + (i + 1), runs.get(i).name());
      }
    }
    return contents;
  }
}
