package io.selfcure.curation.report;

import io.selfcure.core.pictures.FaceSheet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Faces that were cut out of pictures, as one page for people to look at. */
public final class FacesPage {

  private FacesPage() {}

  /** The page. */
  public static String html(FaceSheet sheet) {
    Html body = new Html();
    List<List<String>> lines = new ArrayList<>();
    sheet.facts().forEach((key, value) -> lines.add(List.of(key, value)));
    body.add(
        Section.open("facts", "What it is")
            .add(Section.table("Origin, treatment and counts", List.of("", ""), lines))
            .close());
    if (!sheet.reasons().isEmpty()) {
      List<List<String>> rejected = new ArrayList<>();
      sheet.reasons().forEach((reason, count) -> rejected.add(List.of(reason, count.toString())));
      body.add(
          Section.open("rejected", "Rejected pictures")
              .add(
                  Section.table("Why (rejected.csv names them)", List.of("", "pictures"), rejected))
              .close());
    }
    Html faces = Section.open("faces", "Faces").open("ul", "class", "faces");
    for (FaceSheet.Shot shot : sheet.shots()) {
      faces.open("li", "class", "face").add(Section.picture(id -> shot.dataUri(), shot.source()));
      faces.element("div", shot.source(), "class", "id", "title", shot.source());
      faces.element("div", shot.detail()).close();
    }
    return Page.of(
        "selfcure faces",
        "Faces of " + sheet.name(),
        Map.of(),
        body.add(faces.close().close()),
        "This page shows pictures of people; the terms of the pictures hold for the page too.");
  }
}
