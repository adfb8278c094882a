package io.selfcure.curation.report;

import io.selfcure.core.error.Wording;
import io.selfcure.core.metrics.Evaluation;
import io.selfcure.core.metrics.Interval;
import io.selfcure.core.metrics.PairedComparison;
import io.selfcure.curation.audit.Reliability;
import io.selfcure.curation.audit.Scoring;
import io.selfcure.curation.report.Section.Tile;
import io.selfcure.curation.report.Series.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A heal as one HTML page: how many labels are wrong, which, how sure that is, what was changed and
 * what it did to the network.
 *
 * @param audit the audit of the labels
 * @param reliability what the planted errors tell of it
 * @param splits labels and those held mislabelled, by split
 * @param cured what the cure did
 * @param heldOut the split that the networks are compared on
 * @param networks the student first, then those that it is compared with
 * @param settings of the judge, by name
 */
public record HealReport(
    AuditReport audit,
    Reliability reliability,
    Map<String, Share> splits,
    Cured cured,
    String heldOut,
    List<Network> networks,
    Map<String, String> settings) {

  /** Labels of a split, and those of them that are held mislabelled. */
  public record Share(long labels, long mislabelled) {}

  /** What the cure did: labels changed, samples with shares instead, samples left out. */
  public record Cured(long changed, long softened, long leftOut) {}

  /**
   * A network on the held-out pictures.
   *
   * @param name student, judge or plain
   * @param figures its figures
   * @param seconds it was trained for
   * @param student the student compared with it; null for the student itself
   */
  public record Network(
      String name, Evaluation figures, double seconds, @Nullable PairedComparison student) {

    private String explained() {
      return switch (name) {
        case "student" -> "student, on the cured labels";
        case "judge" -> "judge, on the labels as they were";
        default -> "plain, on the labels as they were, for as long as judge and student";
      };
    }
  }

  /** Copies the lists. */
  public HealReport {
    splits = new LinkedHashMap<>(splits);
    networks = List.copyOf(networks);
  }

  /**
   * The page.
   *
   * @param wording how it names settings and actions
   */
  public String html(Wording wording) {
    Map<String, String> contents = new LinkedHashMap<>();
    Html body = new Html();
    audit.doubts().forEach(d -> body.add(Section.warning("What speaks against it: ", d, wording)));
    body.add(head(wording));
    contents.put("network", "The network");
    body.add(table());
    contents.put("trust", "How sure");
    body.add(trust());
    contents.put("classes", "Classes");
    body.add(new ClassSection(audit, wording).html("classes"));
    body.add(QueueSection.all(audit, wording, contents));
    contents.put("origin", "Provenance");
    body.add(origin());
    return Page.of(
        "selfcure heal",
        "Healing of " + audit.provenance().getOrDefault("data-name", "a data set"),
        contents,
        body,
        "An expression is not a feeling: the classes are how raters label such pictures. This page"
            + " shows pictures of the data set; the data set's terms and people's privacy hold for"
            + " the page too.");
  }

  private Html head(Wording wording) {
    return new Html()
        .open("div", "class", "summary")
        .element("p", subtitle(), "class", "subtitle")
        .element("p", verdict(wording), "class", "verdict")
        .add(Section.tiles(tiles()))
        .close();
  }

  private String subtitle() {
    List<String> parts = new ArrayList<>();
    splits.forEach((name, share) -> parts.add(Num.count(share.labels()) + " " + name));
    return "labels: " + String.join(", ", parts);
  }

  /** What came of it, in sentences; the same for a terminal. */
  public String verdict(Wording wording) {
    List<String> sentences = new ArrayList<>();
    sentences.add(wrong());
    Reliability.Point chosen = reliability.chosen();
    if (chosen == null) {
      sentences.add(
          "No confidence promises that "
              + Num.percent(reliability.asked())
              + " of the changes are right, so no label was changed automatically");
    } else {
      sentences.add(
          Num.count(cured.changed(), "label was", "labels were")
              + " changed; of such changes an estimated "
              + Num.percent(chosen.precision())
              + " ("
              + Num.percents(chosen.range())
              + ") are right");
    }
    sentences.add(
        Num.count(cured.softened(), "sample has", "samples have")
            + " shares of several classes instead of one label");
    Scoring scoring = audit.scoring();
    if (scoring != null && scoring.truth().wrong() > 0) {
      sentences.add(
          "By the known truth "
              + Num.percent((double) scoring.truth().wrong() / scoring.truth().known())
              + " of the labels are wrong"
              + (scoring.cure().changed() == 0
                  ? ""
                  : ", and "
                      + Num.percent(scoring.cure().precision())
                      + " of the changes are right: "
                      + Num.count(scoring.cure().repaired())
                      + " labels repaired ("
                      + Num.percent(scoring.cure().repairedShare())
                      + "), "
                      + Num.count(scoring.cure().broken())
                      + " broken"));
    }
    for (Network n : networks) {
      if (n.student() != null) {
        sentences.add(comparison(n));
      }
    }
    sentences.add(
        wording.render(
            "What a person should look at next: {command review export} writes the list, the worst"
                + " first"));
    return String.join(". ", sentences) + ".";
  }

  private String wrong() {
    Reliability.Share wrong = reliability.wrong();
    return wrong == null
        ? "How many labels are wrong cannot be told: the judge finds too few of the errors that were"
            + " planted to see it"
        : "Of the training labels at least "
            + Num.percent(wrong.value())
            + " ("
            + Num.percents(wrong.range())
            + ") are wrong";
  }

  /** "better by 1.9 points (0.8 to 3.0)", or that nothing can be seen. */
  private static String comparison(Network n) {
    PairedComparison c = java.util.Objects.requireNonNull(n.student());
    String points =
        String.format(
            Locale.ROOT,
            "%.1f points, 95 %% interval %.1f to %.1f, by chance in %.0f %% of cases",
            100 * c.accuracyGain(),
            100 * c.accuracy().low(),
            100 * c.accuracy().high(),
            100 * c.chance());
    String other = "the " + n.name() + " network";
    return switch (c.verdict()) {
      case BETTER -> "The student is better than " + other + " by " + points;
      case WORSE -> "The student is worse than " + other + ": " + points;
      case NO_DIFFERENCE_SEEN ->
          "Between the student and " + other + " no difference can be seen (" + points + ")";
    };
  }

  private List<Tile> tiles() {
    Network student = networks.get(0);
    List<Tile> tiles = new ArrayList<>();
    Reliability.Share wrong = reliability.wrong();
    tiles.add(
        new Tile(
            "labels wrong, at least",
            wrong == null ? Num.NONE : Num.percent(wrong.value()),
            (wrong == null ? "not to be told" : Num.percents(wrong.range()))
                + ", by "
                + reliability.planted()
                + " errors planted to see how many are found"));
    Reliability.Point chosen = reliability.chosen();
    tiles.add(
        new Tile(
            "changed automatically",
            Num.count(cured.changed()),
            chosen == null
                ? "no change is sure enough"
                : "an estimated " + Num.percent(chosen.precision()) + " of them right"));
    tiles.add(new Tile("softened", Num.count(cured.softened()), "shares of several classes"));
    tiles.add(
        new Tile(
            "accuracy of the student",
            Num.percent(student.figures().accuracy()),
            "on " + Num.count(student.figures().samples()) + " pictures of split " + heldOut));
    return tiles;
  }

  private Html table() {
    List<List<String>> lines = new ArrayList<>();
    for (Network n : networks) {
      PairedComparison c = n.student();
      lines.add(
          List.of(
              n.explained(),
              Num.percent(n.figures().accuracy()),
              Num.percent(n.figures().balancedAccuracy()),
              Num.percent(n.figures().macroF1()),
              Num.percent(n.figures().ece()),
              Num.duration(n.seconds()),
              c == null ? Num.NONE : signed(c.accuracyGain(), c.accuracy()),
              c == null ? Num.NONE : signed(c.macroF1Gain(), c.macroF1())));
    }
    return Section.open("network", "What it did to the network")
        .add(
            Section.note(
                "On the same pictures, which none of them was trained on. A gain is the student's"
                    + " over that network, in points, with its 95 % interval: how far other pictures"
                    + " would move it. The labels it is measured by may be wrong themselves, which"
                    + " makes every gain look smaller than it is."))
        .add(
            Section.table(
                "Networks on split " + heldOut,
                List.of(
                    "network",
                    "accuracy",
                    "balanced accuracy",
                    "macro F1",
                    "calibration error",
                    "trained for",
                    "student's gain in accuracy",
                    "in macro F1"),
                lines))
        .close();
  }

  private static String signed(double gain, Interval range) {
    return String.format(
        Locale.ROOT, "%+.1f (%+.1f to %+.1f)", 100 * gain, 100 * range.low(), 100 * range.high());
  }

  private Html trust() {
    Html out =
        Section.open("trust", "How sure that is")
            .add(
                Section.note(
                    Num.count(reliability.planted())
                        + " training labels were made wrong before the judge saw them. How many of"
                        + " these it finds, and how many it puts right, tells how many it finds and"
                        + " puts right of the errors that nobody knows. Errors that people really"
                        + " make are harder to find than drawn ones: the share of wrong labels is a"
                        + " lower bound."));
    if (!reliability.points().isEmpty()) {
      out.add(Section.grid(List.of(chart())));
    }
    return out.add(bySplit()).close();
  }

  private Html chart() {
    List<Point> precision = new ArrayList<>();
    List<Point> repaired = new ArrayList<>();
    for (Reliability.Point p : reliability.points()) {
      double share = (double) p.changes() / reliability.size();
      precision.add(new Point(share, p.precision(), p.range().low(), p.range().high()));
      repaired.add(new Point(share, p.repaired()));
    }
    precision.sort(java.util.Comparator.comparingDouble(Point::x));
    repaired.sort(java.util.Comparator.comparingDouble(Point::x));
    double most = precision.get(precision.size() - 1).x();
    return new LineChart("What changing more labels would cost", "share", Num.Format.PERCENT)
        .add(new Series("changes that are right", 0, precision))
        .add(new Series("wrong labels repaired", 1, repaired))
        .level(reliability.asked(), "asked for")
        .overShares("share of labels changed", Math.max(0.01, most))
        .fromZero()
        .html();
  }

  private Html bySplit() {
    List<List<String>> lines = new ArrayList<>();
    splits.forEach(
        (name, s) ->
            lines.add(
                List.of(
                    name,
                    Num.count(s.labels()),
                    Num.count(s.mislabelled()),
                    Num.percent((double) s.mislabelled() / Math.max(1, s.labels())))));
    return Section.table(
        "Labels that look wrong, by split; those beside train are changed by people only",
        List.of("split", "labels", "look wrong", "share"),
        lines);
  }

  private Html origin() {
    List<List<String>> lines = new ArrayList<>();
    audit.provenance().forEach((name, value) -> lines.add(List.of(name, value)));
    settings.forEach((name, value) -> lines.add(List.of("judge: " + name, value)));
    return Section.open("origin", "Provenance")
        .open("div", "class", "origin")
        .add(Section.table("What this rests on", List.of("what", "value"), lines))
        .close()
        .close();
  }

  /** The figures for programs. */
  public Map<String, Object> document() {
    Map<String, Object> d = new LinkedHashMap<>();
    d.put("reliability", reliability.toMap());
    Map<String, Object> labels = new LinkedHashMap<>();
    splits.forEach(
        (name, s) -> {
          Map<String, Object> one = new LinkedHashMap<>(); // in the same order each time
          one.put("labels", s.labels());
          one.put("look-wrong", s.mislabelled());
          labels.put(name, one);
        });
    d.put("labels", labels);
    d.put("changed", cured.changed());
    d.put("softened", cured.softened());
    d.put("left-out", cured.leftOut());
    d.put("held-out", heldOut);
    Scoring scoring = audit.scoring();
    if (scoring != null) {
      d.put("truth", scoring.toMap());
    }
    Map<String, Object> all = new LinkedHashMap<>();
    for (Network n : networks) {
      Map<String, Object> one = new LinkedHashMap<>(n.figures().toMap());
      one.put("seconds", n.seconds());
      PairedComparison c = n.student();
      if (c != null) {
        Map<String, Object> gain = new LinkedHashMap<>();
        gain.put("verdict", c.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        gain.put("accuracy", c.accuracyGain());
        gain.put("accuracy-95", List.of(c.accuracy().low(), c.accuracy().high()));
        gain.put("macro-f1", c.macroF1Gain());
        gain.put("macro-f1-95", List.of(c.macroF1().low(), c.macroF1().high()));
        gain.put("chance", c.chance());
        one.put("student-gains", gain);
      }
      all.put(n.name(), one);
    }
    d.put("networks", all);
    return d;
  }
}
