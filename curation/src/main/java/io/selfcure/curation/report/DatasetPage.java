package io.selfcure.curation.report;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A data set as one page like a report: what it is, how many of what, and some faces. */
public final class DatasetPage {

  private static final int FACES = 12;

  private DatasetPage() {}

  /**
   * The page.
   *
   * @param facts names and values to show above
   */
  public static String html(Dataset data, Map<String, String> facts, Faces.Album album) {
    List<List<String>> lines = new ArrayList<>();
    facts.forEach((name, value) -> lines.add(List.of(name, value)));
    Html body = new Html();
    body.add(
        Section.open("facts", "What it is")
            .add(Section.table("Origin, terms and size", List.of("", ""), lines))
            .close());
    body.add(Section.open("classes", "Classes").add(bars(data).html()).close());
    Html faces = Section.open("faces", "Faces");
    for (int c = 0; c < data.labels().size(); c++) {
      sheet(faces, data, c, album);
    }
    return Page.of(
        "selfcure data set",
        "Data set " + data.card().name(),
        Map.of(),
        body.add(faces.close()),
        "An expression is not a feeling: the classes are how raters label such pictures. This page"
            + " shows pictures of the data set; its terms hold for the page too.");
  }

  private static RowBars bars(Dataset data) {
    LabelSet labels = data.labels();
    RowBars bars = new RowBars("Pictures of each class", labels.names(), Num.Format.COUNT);
    data.card()
        .counts()
        .forEach(
            (split, counts) ->
                bars.add(
                    split,
                    labels.names().stream()
                        .mapToDouble(n -> counts.getOrDefault(n, 0L).doubleValue())
                        .toArray()));
    return bars;
  }

  private static void sheet(Html out, Dataset data, int label, Faces.Album album) {
    List<Sample> members = data.samples().stream().filter(s -> s.label() == label).toList();
    if (members.isEmpty()) {
      return;
    }
    out.open("div", "class", "sheet").element("h4", data.labels().name(label));
    out.open("ul", "class", "faces");
    int shown = Math.min(FACES, members.size());
    for (int i = 0; i < shown; i++) {
      Sample s = members.get((int) ((long) i * members.size() / shown)); // spread over the class
      out.open("li", "class", "face").add(Section.picture(album, s.id()));
      out.element("div", s.id(), "class", "id", "title", s.id()).close();
    }
    out.close().close();
  }
}
