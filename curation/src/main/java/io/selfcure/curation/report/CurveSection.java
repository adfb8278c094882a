package io.selfcure.curation.report;

import io.selfcure.core.metrics.Interval;
import io.selfcure.core.metrics.Skill;
import io.selfcure.curation.report.LineChart.Mark;
import io.selfcure.curation.report.Series.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a run went, epoch by epoch. */
final class CurveSection {

  private CurveSection() {}

  static Html of(RunData run, String id) {
    Html out = Section.open(id, "Curves");
    if (run.rows().isEmpty()) {
      return out.add(Section.paragraph("No epoch has ended yet.")).close();
    }
    List<Html> figures = new ArrayList<>();
    for (LineChart chart : charts(run)) {
      if (!chart.isEmpty()) {
        figures.add(chart.marks(marks(run)).html());
      }
    }
    out.add(Section.note(legend(run)));
    out.add(Section.grid(figures));
    out.open("details").element("summary", "All figures, epoch by epoch");
    out.add(figuresTable(run)).close();
    return out.close();
  }

  private static List<LineChart> charts(RunData run) {
    return List.of(
        loss(run), accuracy(run), weights(run), rankGap(run), detection(run), learningRate(run));
  }

  private static LineChart loss(RunData run) {
    LineChart chart = new LineChart("Loss", "nats", Num.Format.PLAIN);
    boolean parts = run.has("rank_loss");
    chart.add(run.series(parts ? "total" : "cross entropy", 0, "loss"));
    if (parts) {
      chart.add(run.series("weighted cross entropy", 2, "weighted_cross_entropy"));
      chart.add(run.series("rank loss", 3, "rank_loss"));
    }
    return chart.add(run.series("validation", 1, "valid_loss"));
  }

  private static LineChart accuracy(RunData run) {
    List<Point> points = new ArrayList<>();
    for (Map<String, String> row : run.rows()) {
      double epoch = RunData.number(row, "epoch");
      Validation v = run.validation((int) epoch);
      double y = RunData.number(row, "valid_accuracy");
      Interval band = v == null ? null : v.overSamples();
      points.add(band == null ? new Point(epoch, y) : new Point(epoch, y, band.low(), band.high()));
    }
    Series valid = new Series("validation", 1, points);
    LineChart chart = new LineChart("Accuracy", "share", Num.Format.PERCENT);
    Skill skill = run.skill();
    if (skill != null) {
      chart.level(skill.mostFrequent(), "guessing: always the most frequent class");
    }
    return chart
        .add(run.series("training, given labels", 0, "train_accuracy_given"))
        .add(valid)
        .add(run.series("validation, balanced", 2, "valid_balanced_accuracy"))
        .note(valid.banded() ? "Band: 95 % interval of the validation accuracy over samples." : "");
  }

  private static LineChart weights(RunData run) {
    List<Point> points = new ArrayList<>();
    for (Map<String, String> row : run.rows()) {
      double mean = RunData.number(row, "alpha_mean");
      double std = RunData.number(row, "alpha_std");
      points.add(new Point(RunData.number(row, "epoch"), mean, mean - std, mean + std));
    }
    return new LineChart("Importance weight α", "α", Num.Format.PLAIN)
        .add(new Series("mean", 0, points))
        .note(
            "Band: one standard deviation over the samples, up and down. "
                + new MethodNotes(run).weight());
  }

  private static LineChart rankGap(RunData run) {
    LineChart chart =
        new LineChart("Rank gap", "α high − α low", Num.Format.PLAIN)
            .add(run.series("mean gap of the groups", 0, "rank_gap"))
            .fromZero();
    new MethodNotes(run).explainGap(chart);
    return chart;
  }

  private static LineChart detection(RunData run) {
    return new LineChart("Finding wrong labels", "AUROC", Num.Format.PLAIN)
        .add(run.series("low weight α", 0, "auroc_alpha"))
        .add(run.series("low probability of the given label", 1, "auroc_p_given"))
        .level(0.5, "chance");
  }

  private static LineChart learningRate(RunData run) {
    return new LineChart("Learning rate", "at the epoch's end", Num.Format.PLAIN)
        .add(run.series("learning rate", 0, "learning_rate"))
        .fromZero();
  }

  /** The first epoch that may relabel, and the alarms. */
  static List<Mark> marks(RunData run) {
    List<Mark> marks = new ArrayList<>(new MethodNotes(run).marks());
    for (int i = 0; i < run.events().size(); i++) {
      marks.add(new Mark(run.events().get(i).epoch(), "⚠" + (i + 1), true));
    }
    return marks;
  }

  private static String legend(RunData run) {
    List<String> parts = new ArrayList<>(List.of(new MethodNotes(run).legend()));
    if (!run.events().isEmpty()) {
      parts.add("⚠ with a number: that alarm of the health section.");
    }
    parts.removeIf(String::isEmpty);
    return String.join(" ", parts);
  }

  private static Html figuresTable(RunData run) {
    List<String> head =
        run.rows().get(0).keySet().stream().filter(c -> c.equals("epoch") || run.has(c)).toList();
    List<List<String>> lines = new ArrayList<>();
    for (Map<String, String> row : run.rows()) {
      lines.add(head.stream().map(c -> row.getOrDefault(c, "")).toList());
    }
    return Section.table(
        "metrics.csv, without empty columns",
        head.stream().map(c -> c.replace('_', ' ')).toList(),
        lines);
  }
}
