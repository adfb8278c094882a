package io.selfcure.core.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Faces that were cut out of pictures, as one page for people to look at. */
public final class FacesPage {

  private FacesPage() {}

  /**
   * A face.
   *
   * @param source the picture it is from
   * @param dataUri the crop as a data URI of type PNG or JPEG
   * @param detail what to say of it, one line
   */
  public record Shot(String source, String dataUri, String detail) {}

  /**
   * The page.
   *
   * @param name what the pictures are called
   * @param facts names and values to show above
   * @param reasons how many pictures were rejected for what
   */
  public static String html(
      String name, Map<String, String> facts, Map<String, Long> reasons, List<Shot> shots) {
    Html body = new Html();
    List<List<String>> lines = new ArrayList<>();
    facts.forEach((key, value) -> lines.add(List.of(key, value)));
    body.add(
        Section.open("facts", "What it is")
            .add(Section.table("Origin, treatment and counts", List.of("", ""), lines))
            .close());
    if (!reasons.isEmpty()) {
      List<List<String>> rejected = new ArrayList<>();
      reasons.forEach((reason, count) -> rejected.add(List.of(reason, count.toString())));
      body.add(
          Section.open("rejected", "Rejected pictures")
              .add(
                  Section.table("Why (rejected.csv names them)", List.of("", "pictures"), rejected))
              .close());
    }
    Html faces = Section.open("faces", "Faces").open("ul", "class", "faces");
    for (Shot shot : shots) {
      faces.open("li", "class", "face").add(Section.picture(id -> shot.dataUri(), shot.source()));
      faces.element("div", shot.source(), "class", "id", "title", shot.source());
      faces.element("div", shot.detail()).close();
    }
    return Page.of(
        "selfcure faces",
        "Faces of " + name,
        Map.of(),
        body.add(faces.close().close()),
        "This page shows pictures of people; the terms of the pictures hold for the page too.");
  }
}
