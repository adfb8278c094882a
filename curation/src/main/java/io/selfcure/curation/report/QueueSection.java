package io.selfcure.curation.report;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.error.Wording;
import io.selfcure.curation.audit.Audit;
import io.selfcure.curation.audit.Finding;
import io.selfcure.curation.audit.Queue;
import io.selfcure.curation.audit.Scoring;
import io.selfcure.curation.audit.Truth;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The worst of a queue, each with its picture and what is believed of it. */
final class QueueSection {

  /** Pictures of a queue that are in view at once: enough to judge it by. */
  private static final int OPEN = 36;

  /** Pictures that are unfolded at once after these. */
  private static final int FOLDED = 120;

  private static final int MOST_SHARES = 4;

  private final AuditReport report;
  private final Wording wording;
  private final LabelSet classes;
  private final Map<String, Truth.Verdict> truth = new HashMap<>();

  QueueSection(AuditReport report, Wording wording) {
    this.wording = wording;
    this.report = report;
    this.classes = report.audit().evidence().classes();
    Scoring scoring = report.scoring();
    List<Finding> findings = report.audit().findings();
    for (int i = 0; scoring != null && i < findings.size(); i++) {
      truth.put(findings.get(i).sample().id(), scoring.truth().verdicts().get(i));
    }
  }

  /**
   * All queues with a finding, a section each.
   *
   * @param contents gets their anchors and names
   */
  static Html all(AuditReport report, Wording wording, Map<String, String> contents) {
    QueueSection queues = new QueueSection(report, wording);
    Html out = new Html();
    for (Queue queue : List.of(Queue.MISLABELLED, Queue.AMBIGUOUS, Queue.BAD_IMAGE)) {
      contents.put(queue.id(), title(queue));
      out.add(queues.html(queue));
    }
    return out;
  }

  /** The queue's name as a heading. */
  static String title(Queue queue) {
    return switch (queue) {
      case MISLABELLED -> "Mislabelled";
      case AMBIGUOUS -> "Ambiguous";
      case BAD_IMAGE -> "Bad images";
      case OK -> "Nothing found";
    };
  }

  private String explained(Queue queue) {
    return switch (queue) {
      case MISLABELLED ->
          "The network sees another class and hardly the given one. Each with its score, how sure it is"
              + " that the other label is right rather than the given one, and both labels; 'cured'"
              + " where it is changed automatically (the rules below say when), else 'seems'.";
      case AMBIGUOUS ->
          "The network finds several classes plausible, as people would who disagree, or as a network"
              + " does that has not learned enough. Each with its score and the share of each plausible"
              + " class.";
      case BAD_IMAGE ->
          "The picture is blank"
              + (report.pictures().faces().asked()
                  ? ", or the face detector found no face on it, which may be its own fault and"
                      + " changes no label"
                  : "")
              + "; 'seems' is what the network sees.";
      case OK -> "";
    };
  }

  private Html html(Queue queue) {
    List<Finding> all =
        report.audit().findings().stream()
            .filter(f -> f.queue() == queue)
            .sorted(
                Comparator.comparing((Finding f) -> !f.why().startsWith("blank"))
                    .thenComparing(f -> -f.score()))
            .toList();
    Html out = Section.open(queue.id(), title(queue));
    if (queue == Queue.BAD_IMAGE && report.leftOut() > 0) {
      out.add(
          Section.note(
              Num.count(report.leftOut(), "more was", "more were")
                  + " left out when the data set was made, as nobody can read them or for another"
                  + " reason: its skipped.csv lists them."));
    }
    if (all.isEmpty()) {
      return out.add(Section.paragraph("None.")).close();
    }
    List<Finding> shown = all.subList(0, Math.min(report.most(), all.size()));
    out.add(
        Section.note(
            (shown.size() == all.size()
                    ? "All " + Num.count(all.size())
                    : "The worst "
                        + Num.count(shown.size())
                        + " of "
                        + Num.count(all.size())
                        + wording.render(
                            " ({command audit: pictures} takes more; {command review export}"
                                + " lists them all)"))
                + ". "
                + explained(queue)
                + (truth.isEmpty()
                    ? ""
                    : " ✗ and a broken frame: the given label is known to be wrong.")));
    faces(out, shown.subList(0, Math.min(OPEN, shown.size())));
    for (int from = OPEN; from < shown.size(); from += FOLDED) {
      int to = Math.min(from + FOLDED, shown.size());
      out.open("details")
          .element("summary", "Number " + Num.count(from + 1) + " to " + Num.count(to));
      faces(out, shown.subList(from, to));
      out.close();
    }
    return out.close();
  }

  private void faces(Html out, List<Finding> findings) {
    out.open("ul", "class", "faces");
    findings.forEach(f -> face(out, f));
    out.close();
  }

  private void face(Html out, Finding f) {
    Truth.Verdict verdict = truth.getOrDefault(f.sample().id(), Truth.Verdict.NONE);
    String status = !verdict.known() ? "unknown" : verdict.wrong() ? "wrong" : "right";
    out.open("li", "class", "face " + status);
    Faces.Album album = report.album();
    if (album != null) {
      out.add(Section.picture(album, f.sample().id()));
    }
    boolean cured = f.cured() != f.sample().label();
    out.open("div", "class", "numbers")
        .element("b", Num.Format.SHORT.of(f.score()), "title", "score");
    if (f.queue() == Queue.MISLABELLED) {
      out.element("span", "sure " + Num.Format.SHORT.of(f.confidence()), "title", "confidence");
    }
    out.close().open("dl");
    String mark = !verdict.known() ? "" : verdict.wrong() ? "✗ " : "✓ ";
    line(out, "given", mark + classes.name(f.sample().label()));
    if (f.queue() == Queue.MISLABELLED
        || (f.queue() == Queue.BAD_IMAGE && f.suggested() != f.sample().label())) {
      line(out, cured ? "cured" : "seems", classes.name(f.suggested()));
    }
    if (verdict.known()) {
      line(out, "true", verdict.label() < 0 ? "another" : classes.name(verdict.label()));
    }
    out.close();
    if (f.queue() == Queue.AMBIGUOUS) {
      shares(out, f);
    }
    if (f.queue() != Queue.AMBIGUOUS) {
      out.element("p", f.why(), "class", "why");
    }
    out.element("div", f.sample().id(), "class", "id").close();
  }

  private void shares(Html out, Finding f) {
    out.open("ul", "class", "shares");
    Audit.plausible(f.shares(), report.audit().rules().plausible()).stream()
        .limit(MOST_SHARES)
        .forEach(
            c -> {
              double share = f.shares().get(c);
              out.open(
                      "li",
                      "style",
                      Html.property("share", String.format(Locale.ROOT, "%.0f%%", 100 * share)),
                      "title",
                      classes.name(c))
                  .element("span", classes.name(c))
                  .element("b", Num.count(100 * share) + Num.NBSP + "%")
                  .close();
            });
    out.close();
  }

  private static void line(Html out, String name, String value) {
    // The blank is for who copies the text, or has it read out.
    out.open("div").element("dt", name).text(" ").element("dd", value, "title", value).close();
  }
}
