package io.selfcure.curation.report;

import io.selfcure.core.error.Wording;
import io.selfcure.core.pictures.PictureChecks;
import io.selfcure.curation.audit.Audit;
import io.selfcure.curation.audit.Scoring;
import io.selfcure.curation.run.Doubt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An audit as one HTML page.
 *
 * @param audit the audit
 * @param pictures what was found in the pictures
 * @param provenance data set, run and program, by name
 * @param doubts what speaks against it, gravest first
 * @param leftOut how many pictures the data set left out when it was made
 * @param scoring how well it did, null where no truth was given
 * @param gallery small pictures of its samples, null for a page without pictures
 */
public record AuditReport(
    Audit audit,
    PictureChecks pictures,
    Map<String, String> provenance,
    List<Doubt> doubts,
    long leftOut,
    @Nullable Scoring scoring,
    @Nullable Gallery gallery) {

  /** Findings of a queue on a page without pictures. */
  private static final int TEXT_ONLY = 500;

  /**
   * Pictures for the page.
   *
   * @param album where they come from
   * @param most so many of a queue, 1 or more
   */
  public record Gallery(Faces.Album album, int most) {
    /** Checks the number. */
    public Gallery {
      if (most < 1) {
        throw new IllegalArgumentException("most is " + most);
      }
    }
  }

  Faces.@Nullable Album album() {
    return gallery == null ? null : gallery.album();
  }

  int most() {
    return gallery == null ? TEXT_ONLY : gallery.most();
  }

  /**
   * The page.
   *
   * @param wording how it names settings and actions
   */
  public String html(Wording wording) {
    Map<String, String> contents = new LinkedHashMap<>();
    Html body = new Html();
    doubts.forEach(d -> body.add(Section.warning("What speaks against this audit: ", d, wording)));
    body.add(new AuditHead(this, wording).html());
    if (scoring != null) {
      contents.put("truth", "Against the truth");
      body.add(TruthSection.of(audit.evidence().classes(), scoring, "truth"));
    }
    contents.put("classes", "Classes");
    body.add(new ClassSection(this, wording).html("classes"));
    body.add(QueueSection.all(this, wording, contents));
    contents.put("twins", "Twins");
    body.add(TwinSection.of(this, "twins"));
    contents.put("origin", "Provenance");
    body.add(origin());
    return Page.of(
        "selfcure audit",
        "Audit of " + provenance.getOrDefault("data-name", "a data set"),
        contents,
        body,
        "An expression is not a feeling: the classes are how raters label such pictures. "
            + (gallery == null
                ? "This page shows no pictures."
                : "This page shows pictures of the data set; the data set's terms and people's"
                    + " privacy hold for the page too."));
  }

  private Html origin() {
    List<List<String>> lines = new ArrayList<>();
    provenance.forEach((name, value) -> lines.add(List.of(name, value)));
    audit.scores().forEach(s -> lines.add(List.of("score " + s.name(), s.formula())));
    audit.rules().toMap().forEach((n, v) -> lines.add(List.of("rule " + n, String.valueOf(v))));
    return Section.open("origin", "Provenance")
        .open("div", "class", "origin")
        .add(Section.table("What this audit rests on", List.of("what", "value"), lines))
        .close()
        .close();
  }
}
