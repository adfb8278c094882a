package io.selfcure.curation.report;

import io.selfcure.core.error.Wording;
import io.selfcure.core.metrics.Skill;
import io.selfcure.curation.ledger.LedgerSnapshot;
import io.selfcure.curation.report.Section.Tile;
import io.selfcure.curation.run.AlarmKind;
import io.selfcure.curation.run.Doubt;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The head of a run: what it is, its verdict in words, its key figures. */
final class Summary {

  private final RunData run;
  private final Wording wording;
  private final @Nullable LabelStory story;

  Summary(RunData run, Wording wording) {
    this.wording = wording;
    this.run = run;
    LedgerSnapshot ledger = run.ledger();
    this.story = ledger == null ? null : LabelStory.of(ledger);
  }

  Html html() {
    Html out = new Html().open("div", "class", "summary");
    out.element("p", subtitle(), "class", "subtitle");
    Skill skill = run.skill();
    if (skill != null) {
      Doubt.of(skill, "validation samples after the last epoch")
          .forEach(
              d ->
                  out.add(
                      Section.warning(
                          "Do not believe what this run says of labels: ", d, wording)));
    }
    out.element("p", verdict(), "class", "verdict");
    run.problems().forEach(p -> out.element("p", "Not read: " + p, "class", "warning"));
    return out.add(Section.tiles(tiles())).close();
  }

  private String subtitle() {
    List<String> parts = new ArrayList<>();
    parts.add("mode " + run.settings().getOrDefault("mode", "unknown"));
    parts.add("data set " + run.dataName());
    parts.add(
        run.epochs() == run.planned()
            ? Num.count(run.epochs(), "epoch", "epochs")
            : run.epochs() + " of " + run.planned() + " epochs");
    if (run.origin().containsKey("started")) {
      parts.add("started " + run.origin().get("started").replace("T", " ").replace("Z", " UTC"));
    }
    return String.join(" · ", parts);
  }

  /** The run in a few sentences. */
  String verdict() {
    if (run.rows().isEmpty()) {
      return "No epoch has ended yet, so there are no figures.";
    }
    List<String> sentences = new ArrayList<>();
    if (run.epochs() < run.planned()) {
      sentences.add(
          "The training is unfinished: " + run.epochs() + " of " + run.planned() + " epochs.");
    }
    sentences.add(accuracy());
    sentences.add(labels());
    int alarms = run.events().size();
    sentences.add(
        alarms == 0
            ? "No alarms."
            : Num.count(alarms, "alarm", "alarms, causes first")
                + ": "
                + String.join(", ", AlarmKind.names(run.events(), run.skill()))
                + ".");
    sentences.removeIf(String::isEmpty);
    return String.join(" ", sentences);
  }

  private String accuracy() {
    double best = run.best("valid_accuracy");
    if (Double.isNaN(best)) {
      return "Trained without validation samples; "
          + Num.percent(run.last("train_accuracy_given"))
          + " of the last epoch's predictions agreed with the given training labels.";
    }
    String interval = run.bestInterval(Validation.ACCURACY);
    return "Best validation accuracy "
        + Num.percent(best)
        + (interval.isEmpty() ? "" : " (95 % interval " + interval + ")")
        + " in epoch "
        + run.bestEpoch()
        + (run.bestEpoch() == run.epochs()
            ? ", the last."
            : "; " + Num.percent(run.last("valid_accuracy")) + " in the last.")
        + guessing();
  }

  private String guessing() {
    Skill skill = run.skill();
    return skill == null
        ? ""
        : " Always naming the most frequent class gives " + Num.percent(skill.mostFrequent()) + ".";
  }

  private String labels() {
    LabelStory s = story;
    if (s == null) {
      return "";
    }
    if (s.changed() == 0) {
      return new MethodNotes(run).noChanges();
    }
    if (s.known() == 0) {
      return Num.count(s.changed())
          + " of "
          + Num.count(s.samples())
          + " labels were changed; the truth is not known.";
    }
    long gain = s.repaired() - s.broken();
    return Num.count(s.repaired())
        + " of "
        + Num.count(s.wrong())
        + " wrong labels repaired, "
        + Num.count(s.broken())
        + " right ones broken: "
        + (gain == 0
            ? "as many right labels as before."
            : Num.count(Math.abs(gain))
                + (gain > 0 ? " more" : " fewer")
                + " right labels than before.");
  }

  /** The key figures that this run has. */
  List<Tile> tiles() {
    List<Tile> tiles = new ArrayList<>();
    if (run.rows().isEmpty()) {
      return tiles;
    }
    if (run.has("valid_accuracy")) {
      tiles.add(
          new Tile(
              "validation accuracy",
              Num.percent(run.best("valid_accuracy")),
              detail("epoch " + run.bestEpoch(), Validation.ACCURACY)));
      tiles.add(
          new Tile(
              "balanced accuracy",
              Num.percent(run.best("valid_balanced_accuracy")),
              detail("mean recall of the classes", Validation.BALANCED_ACCURACY)));
      tiles.add(
          new Tile(
              "calibration error",
              Num.percent(run.best("valid_ece")),
              detail("expected, at the best", Validation.ECE)));
    } else {
      tiles.add(
          new Tile(
              "agreement with given labels",
              Num.percent(run.last("train_accuracy_given")),
              "last epoch, while training"));
    }
    labelTiles(tiles);
    tiles.add(
        new Tile(
            "alarms",
            Num.count(run.events().size()),
            run.events().isEmpty() ? "nothing found" : "see health below"));
    double seconds =
        run.rows().stream()
            .mapToDouble(r -> RunData.number(r, "seconds"))
            .filter(Double::isFinite)
            .sum();
    tiles.add(
        new Tile(
            "training time",
            Num.duration(seconds),
            Num.count(run.last("images_per_s")) + " images/s at the end"));
    return tiles;
  }

  private String detail(String what, String figure) {
    String known = run.bestInterval(figure);
    return known.isEmpty() ? what : what + ", " + known;
  }

  private void labelTiles(List<Tile> tiles) {
    for (String by : List.of("alpha", "p_given")) {
      double auroc = run.last("auroc_" + by);
      if (Double.isFinite(auroc)) {
        tiles.add(
            new Tile(
                by.equals("alpha") ? "AUROC of the weight" : "AUROC of p(given)",
                Num.plain(auroc),
                "as detector of wrong labels; 0.5 is chance"));
      }
    }
    LabelStory s = story;
    if (s != null && s.wrong() > 0) {
      boolean changes = s.changed() > 0;
      tiles.add(
          new Tile(
              changes ? "right labels now" : "right labels",
              Num.percent(changes ? s.rightNow() : s.rightBefore()),
              changes ? Num.percent(s.rightBefore()) + " as given" : "as given, none changed"));
    } else if (s != null && (s.changed() > 0 || new MethodNotes(run).mayChange())) {
      tiles.add(new Tile("labels changed", Num.count(s.changed()), "of " + Num.count(s.samples())));
    }
  }
}
