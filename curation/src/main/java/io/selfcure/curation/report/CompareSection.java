package io.selfcure.curation.report;

import io.selfcure.core.metrics.SeedStatistics;
import io.selfcure.core.metrics.Skill;
import io.selfcure.curation.ledger.LedgerSnapshot;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.curation.run.SeedGroups;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** Several runs beside each other: figures, curves, and what their settings differ in. */
final class CompareSection {

  /** Whether more is better, less is better, or neither. */
  private enum Better {
    HIGH,
    LOW,
    NEITHER
  }

  /** A figure; the last is its interval's name in the file of evaluations, or empty. */
  private record Line(
      String name,
      Num.Format format,
      Better better,
      ToDoubleFunction<RunData> value,
      String interval) {

    Line(String name, Num.Format format, Better better, ToDoubleFunction<RunData> value) {
      this(name, format, better, value, "");
    }
  }

  private record Curve(String title, String axis, Num.Format format, String column) {}

  private static final List<Curve> CURVES =
      List.of(
          new Curve("Validation accuracy", "share", Num.Format.PERCENT, "valid_accuracy"),
          new Curve(
              "Balanced validation accuracy",
              "share",
              Num.Format.PERCENT,
              "valid_balanced_accuracy"),
          new Curve(
              "Training accuracy, given labels",
              "share",
              Num.Format.PERCENT,
              "train_accuracy_given"),
          new Curve("Validation loss", "nats", Num.Format.PLAIN, "valid_loss"),
          new Curve("Training loss, total", "nats", Num.Format.PLAIN, "loss"),
          new Curve("Importance weight α, mean", "α", Num.Format.PLAIN, "alpha_mean"),
          new Curve(
              "Importance weight α, spread", "standard deviation", Num.Format.PLAIN, "alpha_std"),
          new Curve("Rank gap", "α high − α low", Num.Format.PLAIN, "rank_gap"),
          new Curve("Finding wrong labels by weight", "AUROC", Num.Format.PLAIN, "auroc_alpha"),
          new Curve("Finding wrong labels by p(given)", "AUROC", Num.Format.PLAIN, "auroc_p_given"),
          new Curve("Changes of labels", "changes in the epoch", Num.Format.COUNT, "relabelled"),
          new Curve("Learning rate", "at the epoch's end", Num.Format.PLAIN, "learning_rate"));

  private static final List<Line> LINES =
      List.of(
          new Line(
              "best validation accuracy",
              Num.Format.PERCENT,
              Better.HIGH,
              r -> r.best("valid_accuracy"),
              Validation.ACCURACY),
          new Line("in epoch", Num.Format.COUNT, Better.NEITHER, r -> r.best("epoch")),
          new Line(
              "last validation accuracy",
              Num.Format.PERCENT,
              Better.HIGH,
              r -> r.last("valid_accuracy")),
          new Line(
              "guessing: always the most frequent class",
              Num.Format.PERCENT,
              Better.NEITHER,
              CompareSection::guessing),
          new Line(
              "balanced accuracy at the best",
              Num.Format.PERCENT,
              Better.HIGH,
              r -> r.best("valid_balanced_accuracy"),
              Validation.BALANCED_ACCURACY),
          new Line(
              "macro F1 at the best",
              Num.Format.PERCENT,
              Better.HIGH,
              r -> r.best("valid_macro_f1"),
              Validation.MACRO_F1),
          new Line(
              "calibration error at the best",
              Num.Format.PERCENT,
              Better.LOW,
              r -> r.best("valid_ece"),
              Validation.ECE),
          new Line(
              "validation loss at the best",
              Num.Format.PLAIN,
              Better.LOW,
              r -> r.best("valid_loss")),
          new Line(
              "AUROC of the weight", Num.Format.PLAIN, Better.HIGH, r -> r.last("auroc_alpha")),
          new Line(
              "AUROC of p(given)", Num.Format.PLAIN, Better.HIGH, r -> r.last("auroc_p_given")),
          new Line(
              "wrong labels as given",
              Num.Format.COUNT,
              Better.NEITHER,
              r -> truth(r, "wrong_labels")),
          new Line(
              "wrong labels repaired", Num.Format.COUNT, Better.NEITHER, r -> truth(r, "repaired")),
          new Line(
              "right labels broken", Num.Format.COUNT, Better.NEITHER, r -> truth(r, "broken")),
          new Line(
              "right labels at the end", Num.Format.PERCENT, Better.HIGH, CompareSection::rightNow),
          new Line("alarms", Num.Format.COUNT, Better.LOW, r -> r.events().size()),
          new Line("epochs", Num.Format.COUNT, Better.NEITHER, RunData::epochs),
          new Line(
              "images/s in the last epoch",
              Num.Format.COUNT,
              Better.NEITHER,
              r -> r.last("images_per_s")));

  /** So many characters of a hash tell data sets apart. */
  private static final int HASH = 12;

  private CompareSection() {}

  static Html of(List<RunData> runs) {
    Html out = Section.open("compare", "Side by side");
    out.add(Section.grid(List.of(card(figures(runs)), card(differences(runs)))));
    out.add(Section.grid(seeds(runs)));
    return out.add(Section.grid(curves(runs))).close();
  }

  private static Html card(Html table) {
    return new Html().open("div", "class", "chart").add(table).close();
  }

  /** A count that says nothing, and not 0, where the truth is not known. */
  private static double truth(RunData run, String column) {
    return run.truthKnown() ? run.last(column) : Double.NaN;
  }

  private static double guessing(RunData run) {
    Skill skill = run.skill();
    return skill == null ? Double.NaN : skill.mostFrequent();
  }

  private static double rightNow(RunData run) {
    LedgerSnapshot ledger = run.ledger();
    return ledger == null || !run.truthKnown() ? Double.NaN : LabelStory.of(ledger).rightNow();
  }

  private static Html figures(List<RunData> runs) {
    List<String> head = new ArrayList<>(List.of("figure"));
    runs.forEach(r -> head.add(r.name()));
    List<List<String>> lines = new ArrayList<>();
    for (Line line : LINES) {
      double[] values = runs.stream().mapToDouble(line.value()).toArray();
      if (java.util.Arrays.stream(values).anyMatch(Double::isFinite)) {
        lines.add(line(line, values, runs));
      }
    }
    return Section.table(
        "Figures of the runs, in brackets their 95 % interval; ★ marks the best", head, lines);
  }

  /** The figures over seeds, and what each kind of run gains on the first. */
  private static List<Html> seeds(List<RunData> runs) {
    List<SeedGroups.Member> members = new ArrayList<>();
    for (RunData run : runs) {
      Map<String, Double> figures = new LinkedHashMap<>();
      for (Line line : LINES) {
        if (line.better() != Better.NEITHER) {
          figures.put(line.name(), line.value().applyAsDouble(run));
        }
      }
      members.add(new SeedGroups.Member(run.name(), run.settings(), run.dataName(), figures));
    }
    SeedGroups groups = SeedGroups.of(members);
    List<Html> cards = new ArrayList<>();
    if (!groups.groups().isEmpty()) {
      cards.add(card(seeds("Over seeds. " + SeedGroups.LEGEND, groups.groups())));
    }
    if (!groups.gains().isEmpty()) {
      String first = groups.groups().get(0).name();
      cards.add(card(seeds("Differences to " + first + ", seed by seed", groups.gains())));
    }
    return cards;
  }

  private static Html seeds(String title, List<SeedGroups.Group> groups) {
    List<String> head = new ArrayList<>(List.of("figure"));
    groups.forEach(g -> head.add(g.name() + ", " + Num.count(g.runs().size(), "seed", "seeds")));
    List<List<String>> lines = new ArrayList<>();
    for (Line line : LINES) {
      if (groups.stream().anyMatch(g -> g.figures().containsKey(line.name()))) {
        List<String> cells = new ArrayList<>(List.of(line.name()));
        for (SeedGroups.Group g : groups) {
          SeedStatistics s = g.figures().get(line.name());
          cells.add(s == null ? Num.NONE : s.text(line.format()::of));
        }
        lines.add(cells);
      }
    }
    return Section.table(title, head, lines);
  }

  private static List<String> line(Line line, double[] values, List<RunData> runs) {
    double[] finite = java.util.Arrays.stream(values).filter(Double::isFinite).toArray();
    double best =
        line.better() == Better.LOW
            ? java.util.Arrays.stream(finite).min().orElse(Double.NaN)
            : java.util.Arrays.stream(finite).max().orElse(Double.NaN);
    boolean differ = java.util.Arrays.stream(finite).distinct().count() > 1;
    List<String> cells = new ArrayList<>(List.of(line.name()));
    for (int i = 0; i < values.length; i++) {
      boolean star = differ && line.better() != Better.NEITHER && values[i] == best;
      String interval = line.interval().isEmpty() ? "" : runs.get(i).bestInterval(line.interval());
      cells.add(
          (star ? "★" + Num.NBSP : "")
              + line.format().of(values[i])
              + (interval.isEmpty() ? "" : " (" + interval + ")"));
    }
    return cells;
  }

  private static List<Html> curves(List<RunData> runs) {
    List<Html> figures = new ArrayList<>();
    for (Curve curve : CURVES) {
      // a line of zeros tells nothing, and a single line is no comparison
      boolean anything =
          runs.stream()
              .flatMap(r -> r.rows().stream())
              .anyMatch(r -> RunData.number(r, curve.column()) != 0);
      if (anything && runs.stream().filter(r -> r.has(curve.column())).count() > 1) {
        LineChart chart = new LineChart(curve.title(), curve.axis(), curve.format());
        for (int i = 0; i < runs.size(); i++) {
          chart.add(runs.get(i).series(runs.get(i).name(), i, curve.column()));
        }
        figures.add(chart.html());
      }
    }
    return figures;
  }

  private static Html differences(List<RunData> runs) {
    Set<String> keys = new LinkedHashSet<>();
    runs.forEach(r -> keys.addAll(r.settings().keySet()));
    List<String> head = new ArrayList<>(List.of("setting or data"));
    runs.forEach(r -> head.add(r.name()));
    List<List<String>> lines = new ArrayList<>();
    for (String key : keys) {
      addIfDifferent(lines, key, runs.stream().map(RunData::settings).toList());
    }
    for (String key : List.of("data-name", RunFolder.DATA_HASH, "selfcure", "cpu")) {
      addIfDifferent(lines, key, runs.stream().map(RunData::origin).toList());
    }
    return lines.isEmpty()
        ? Section.paragraph("The settings of the runs are the same.")
        : Section.table("Settings and data that differ; all others are the same", head, lines);
  }

  private static void addIfDifferent(
      List<List<String>> lines, String key, List<Map<String, String>> values) {
    List<String> all = values.stream().map(v -> v.getOrDefault(key, Num.NONE)).toList();
    if (all.stream().anyMatch(v -> !SettingsSection.same(v, all.get(0)))) {
      int most = key.equals(RunFolder.DATA_HASH) ? HASH : 40;
      List<String> cells = new ArrayList<>(List.of(key));
      all.forEach(v -> cells.add(Num.shorten(v, most)));
      lines.add(cells);
    }
  }
}
