package io.selfcure.curation.report;

import io.selfcure.core.data.LabelSet;
import io.selfcure.curation.audit.Repair;
import io.selfcure.curation.audit.Scoring;
import io.selfcure.curation.report.Series.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** How well the audit did, where the truth is known. */
final class TruthSection {

  private TruthSection() {}

  static Html of(LabelSet classes, Scoring scoring, String id) {
    Html out = Section.open(id, "Against the truth");
    out.add(
        Section.note(
            scoring.truth().source()
                + ". "
                + Num.count(scoring.truth().wrong())
                + " of "
                + Num.count(scoring.truth().known())
                + " labels differ from it and are called wrong. Where labels were made wrong on purpose, the"
                + " truth is what they were before, mistakes of the source's included: a change that"
                + " mends one of those is counted as breaking it. At the rate: among as many labels as"
                + " are wrong, where precision and recall are equal."));
    out.add(scores(scoring));
    List<Html> charts = new ArrayList<>();
    if (!scoring.found().isEmpty()) {
      charts.add(
          curves(scoring, "Wrong labels found", Scoring.Found.Look::recall)
              .overShares("labels looked at, the most suspect first", 1)
              .fromZero()
              .html());
      charts.add(
          curves(scoring, "Wrong ones among those looked at", Scoring.Found.Look::precision)
              .overShares("labels looked at, the most suspect first", 1)
              .fromZero()
              .html());
    }
    charts.addAll(overEpochs(scoring));
    out.add(Section.grid(charts)).add(cure(classes, scoring));
    return out.close();
  }

  private static Html scores(Scoring scoring) {
    List<List<String>> lines = new ArrayList<>();
    for (Scoring.Found f : scoring.found()) {
      lines.add(
          List.of(
              AuditHead.name(f.name()),
              Num.plain(f.auroc()),
              Num.plain(f.averagePrecision()),
              Num.percent(f.precisionAtRate()),
              Num.percent(f.recallAtRate()),
              Num.percent(f.precisionAtReviewed())));
    }
    return Section.table(
        "The scores as finders of wrong labels",
        List.of(
            "score",
            "AUROC",
            "average precision",
            "precision at the rate",
            "recall at the rate",
            "precision at " + Scoring.REVIEWED),
        lines);
  }

  /** Scores that rank alike have one curve, so a few are drawn. */
  private static LineChart curves(
      Scoring scoring, String title, ToDoubleFunction<Scoring.Found.Look> y) {
    LineChart chart = new LineChart(title, "share", Num.Format.PERCENT);
    int style = 0;
    for (Scoring.Found f : scoring.found()) {
      if (List.of("selfcure", "alpha", "loss", "confident_learning").contains(f.name())) {
        List<Point> points =
            f.curve().stream().map(l -> new Point(l.share(), y.applyAsDouble(l))).toList();
        chart.add(new Series(AuditHead.name(f.name()), style++, points));
      }
    }
    return chart;
  }

  private static List<Html> overEpochs(Scoring scoring) {
    List<Html> charts = new ArrayList<>();
    LineChart detection =
        new LineChart("Finding wrong labels while training", "AUROC", Num.Format.PLAIN)
            .add(series(scoring, "low weight α", 0, "auroc-alpha"))
            .add(series(scoring, "low probability of the given label", 1, "auroc-p-given"));
    LineChart repair =
        new LineChart("Labels the network changed itself", "share", Num.Format.PERCENT)
            .add(series(scoring, "changed rightly", 0, "relabel-precision"))
            .add(series(scoring, "wrong ones repaired", 2, "repaired-share"))
            .add(series(scoring, "right ones broken", 1, "broken-share"))
            .fromZero();
    if (!detection.isEmpty()) {
      charts.add(detection.level(0.5, "chance").html());
    }
    if (scoring.overEpochs().stream().anyMatch(l -> !Long.valueOf(0).equals(l.get("changed")))) {
      charts.add(repair.html());
    }
    return charts;
  }

  private static Series series(Scoring scoring, String name, int style, String figure) {
    List<Point> points = new ArrayList<>();
    for (Map<String, Object> line : scoring.overEpochs()) {
      Object epoch = line.get("epoch");
      Object value = line.get(figure);
      points.add(
          new Point(
              epoch instanceof Number e ? e.doubleValue() : Double.NaN,
              value instanceof Number v ? v.doubleValue() : Double.NaN));
    }
    return new Series(name, style, points);
  }

  private static Html cure(LabelSet classes, Scoring scoring) {
    List<List<String>> lines = new ArrayList<>();
    for (String name : classes.names()) {
      Repair repair = scoring.perClass().get(name);
      if (repair != null) {
        lines.add(line(name, repair));
      }
    }
    lines.add(line("all", scoring.cure()));
    return Section.table(
        "What the automatic cure does, by true class",
        List.of("true class", "wrong", "repaired", "right", "broken", "changed", "changed rightly"),
        lines);
  }

  private static List<String> line(String name, Repair r) {
    return List.of(
        name,
        Num.count(r.wrong()),
        Num.count(r.repaired()) + " (" + Num.percent(r.repairedShare()) + ")",
        Num.count(r.clean()),
        Num.count(r.broken()) + " (" + Num.percent(r.brokenShare()) + ")",
        Num.count(r.changed()),
        Num.percent(r.precision()));
  }
}
