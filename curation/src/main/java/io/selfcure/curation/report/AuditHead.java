package io.selfcure.curation.report;

import io.selfcure.core.error.Wording;
import io.selfcure.core.pictures.FaceLooks;
import io.selfcure.core.pictures.PictureChecks;
import io.selfcure.curation.audit.Finding;
import io.selfcure.curation.audit.Queue;
import io.selfcure.curation.audit.Scoring;
import io.selfcure.curation.report.Section.Tile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The head of an audit: its finding in words, and its key figures. */
final class AuditHead {

  private final AuditReport report;
  private final Wording wording;
  private final List<Finding> findings;

  AuditHead(AuditReport report, Wording wording) {
    this.wording = wording;
    this.report = report;
    this.findings = report.audit().findings();
  }

  Html html() {
    return new Html()
        .open("div", "class", "summary")
        .element("p", subtitle(), "class", "subtitle")
        .element("p", verdict(), "class", "verdict")
        .add(Section.tiles(tiles()))
        .close();
  }

  private String subtitle() {
    String run = report.provenance().getOrDefault("run", "");
    return Num.count(findings.size(), "label", "labels")
        + " in "
        + report.audit().evidence().classes().size()
        + " classes · "
        + (run.isEmpty()
            ? "by probabilities without a run"
            : "by run "
                + run
                + ", mode "
                + report.provenance().getOrDefault("run-mode", "unknown")
                + ", "
                + Num.count(report.audit().evidence().epochs(), "epoch", "epochs")
                + ", its last network"
                + " (the history of labels ends with it; 'evaluate' takes the best epoch's)");
  }

  private long count(Queue queue) {
    return findings.stream().filter(f -> f.queue() == queue).count();
  }

  /** Blank pictures, and those without a face. */
  private String bad() {
    PictureChecks pictures = report.pictures();
    long blank =
        findings.stream().filter(f -> pictures.blanks().containsKey(f.sample().id())).count();
    return Num.count(blank, "picture is blank", "pictures are blank")
        + (pictures.faces().asked()
            ? "; on "
                + Num.count(count(Queue.BAD_IMAGE) - blank)
                + " more no face was found"
                + small()
            : "")
        + ".";
  }

  /** Where nobody looked is not where nothing was found. */
  private String small() {
    int small = report.pictures().faces().small();
    return small == 0
        ? ""
        : "; for faces "
            + Num.count(small, "picture is too small", "pictures are too small")
            + ", below "
            + FaceLooks.LEAST_SIDE
            + " pixels";
  }

  private long changed() {
    return report.audit().changed();
  }

  /** The score that finds most; null where the truth is not known. */
  private Scoring.@Nullable Found best() {
    return report.scoring() == null
        ? null
        : report.scoring().found().stream()
            .max(Comparator.comparingDouble(Scoring.Found::auroc))
            .orElse(null);
  }

  /** The audit in a few sentences. */
  private String verdict() {
    long wrong = count(Queue.MISLABELLED);
    StringBuilder text = new StringBuilder();
    text.append(Num.count(wrong))
        .append(" of ")
        .append(Num.count(findings.size()))
        .append(wrong == 1 ? " labels looks wrong (" : " labels look wrong (")
        .append(Num.percent((double) wrong / findings.size()))
        .append("). ")
        .append(Num.count(changed()))
        .append(" of them are sure enough to be changed automatically. ")
        .append(Num.count(count(Queue.AMBIGUOUS), "more is", "more are"))
        .append(" ambiguous, and ")
        .append(bad())
        .append(
            " Confident learning, which counts wrong labels without naming them, puts their share at ")
        .append(Num.percent(report.audit().joint().noiseRate()))
        .append("; it overstates where the network is weak.");
    Scoring scoring = report.scoring();
    if (scoring != null) {
      text.append(" By the known truth ")
          .append(Num.count(scoring.truth().wrong()))
          .append(" of ")
          .append(Num.count(scoring.truth().known()))
          .append(" are wrong (")
          .append(Num.percent((double) scoring.truth().wrong() / scoring.truth().known()))
          .append(").");
    }
    Scoring.Found best = best();
    if (best != null) {
      text.append(" The score that finds them best is ")
          .append(name(best.name()))
          .append(", with AUROC ")
          .append(Num.plain(best.auroc()))
          .append('.');
    }
    return text.toString();
  }

  /** A score's name as people read it. */
  static String name(String score) {
    return score.replace('_', ' ');
  }

  /** What somebody meets who works through the list. */
  private Tile heads(List<Scoring.Head> heads) {
    Scoring.Head first = heads.get(0);
    Scoring.Head last = heads.get(heads.size() - 1);
    return new Tile(
        "wrong among the first " + Num.count(first.first()) + " of the list",
        Num.count(first.wrong()),
        wording.render("that {command review export} writes, the worst first")
            + (heads.size() == 1
                ? ""
                : "; " + Num.count(last.wrong()) + " of the first " + Num.count(last.first())));
  }

  private List<Tile> tiles() {
    List<Tile> tiles = new ArrayList<>();
    for (Queue queue : List.of(Queue.MISLABELLED, Queue.AMBIGUOUS, Queue.BAD_IMAGE)) {
      tiles.add(
          new Tile(
              QueueSection.title(queue).toLowerCase(java.util.Locale.ROOT),
              Num.count(count(queue)),
              Num.percent((double) count(queue) / findings.size()) + " of all labels"));
    }
    tiles.add(
        new Tile(
            "estimated wrong labels",
            Num.percent(report.audit().joint().noiseRate()),
            "confident learning's count; too high where the network is weak"));
    tiles.add(
        new Tile(
            "changed automatically", Num.count(changed()), wording.render("by {command cure}")));
    Scoring scoring = report.scoring();
    if (scoring != null) {
      tiles.add(
          new Tile(
              "of these rightly",
              Num.percent(scoring.cure().precision()),
              Num.count(scoring.cure().repaired())
                  + " wrong labels repaired ("
                  + Num.percent(scoring.cure().repairedShare())
                  + "), "
                  + Num.count(scoring.cure().broken())
                  + " right ones broken ("
                  + Num.percent(scoring.cure().brokenShare())
                  + ")"));
    }
    if (scoring != null && !scoring.heads().isEmpty()) {
      tiles.add(heads(scoring.heads()));
    }
    Scoring.Found best = best();
    if (best != null) {
      tiles.add(
          new Tile(
              "AUROC of the best score",
              Num.plain(best.auroc()),
              name(best.name()) + "; 0.5 is chance"));
      tiles.add(
          new Tile(
              "wrong among the first " + Scoring.REVIEWED,
              Num.percent(best.precisionAtReviewed()),
              "what a reviewer would see in a day"));
    }
    return tiles;
  }
}
