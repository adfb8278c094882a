package io.selfcure.curation.report;

import io.selfcure.curation.ledger.LedgerSnapshot;
import io.selfcure.curation.ledger.Relabelling;
import io.selfcure.curation.report.LineChart.Mark;
import io.selfcure.curation.run.Facts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a report says of a run's method. It goes by the run's facts; where these are not recorded it
 * says so and concludes nothing from settings.
 */
final class MethodNotes {

  /** So many epochs are named, more are counted. */
  private static final int FEW = 4;

  private final RunData run;
  private final @Nullable Facts facts;

  MethodNotes(RunData run) {
    this.run = run;
    this.facts = run.facts();
  }

  /** The first epoch that may change labels, where the run has come to it. */
  List<Mark> marks() {
    Facts known = facts;
    if (known == null || !known.labels().mayChange()) {
      return List.of();
    }
    int first = known.labels().firstEpoch();
    return first <= run.epochs() ? List.of(new Mark(first, "R", false)) : List.of();
  }

  /** What the mark means. */
  String legend() {
    Facts known = facts;
    if (known == null) {
      return "In which epochs labels may be changed is not recorded in this run.";
    }
    Facts.Labels labels = known.labels();
    if (marks().isEmpty()) {
      return "";
    }
    return labels.changer() == Facts.Changer.EVIDENCE
        ? "R: from epoch "
            + labels.firstEpoch()
            + " to "
            + labels.lastEpoch()
            + " labels may be changed, by the evidence and between epochs."
        : "R: from epoch " + labels.firstEpoch() + " on labels may be changed.";
  }

  /** Why there is no change of a label. */
  String noChanges() {
    Facts known = facts;
    if (known == null) {
      return "No label has been changed; whether any may be is not recorded in this run.";
    }
    Facts.Labels labels = known.labels();
    if (labels.changer() == Facts.Changer.NOBODY) {
      return "This run changes no labels.";
    }
    if (!labels.mayChange()) {
      return "No label has been changed: changes would begin with epoch "
          + labels.firstEpoch()
          + ", after the last.";
    }
    return labels.firstEpoch() > run.epochs()
        ? "No label has been changed so far; changes begin with epoch " + labels.firstEpoch() + "."
        : "No label has been changed.";
  }

  /** Whether labels may be changed, as far as that is recorded. */
  boolean mayChange() {
    Facts known = facts;
    return known != null && known.labels().mayChange();
  }

  /** The epochs in which labels did change. */
  static String changes(LedgerSnapshot ledger) {
    List<Integer> epochs =
        ledger.changes().stream().map(Relabelling::epoch).distinct().sorted().toList();
    int n = epochs.size();
    if (n == 0) {
      return "";
    }
    if (n == 1) {
      return "Labels changed in epoch " + epochs.get(0) + ".";
    }
    String last = " and " + epochs.get(n - 1) + ".";
    return n <= FEW
        ? "Labels changed in epochs "
            + String.join(", ", epochs.subList(0, n - 1).stream().map(String::valueOf).toList())
            + last
        : "Labels changed in " + n + " epochs, between " + epochs.get(0) + last;
  }

  /** Draws the rank loss's margin where the gap is that of the rank loss, and says what it is. */
  void explainGap(LineChart chart) {
    Facts known = facts;
    if (known == null) {
      chart.note("How the rank loss divides a batch is not recorded in this run.");
    } else if (known.ranks().groups() == Facts.Groups.NONE) {
      chart.note("This run is trained without a rank loss.");
    } else if (known.ranks().groups() == known.weights().gapGroups()) {
      boolean learned = known.ranks().learned();
      chart.level(known.ranks().margin(), learned ? "margin δ1 at the start" : "margin δ1");
      chart.note(
          "A step whose gap is above the margin has no rank loss."
              + (learned ? " The margin is learned, and its loss only ever lowers it." : ""));
    } else {
      chart.note(
          "Between the greatest "
              + Num.percent(known.weights().highShare())
              + " of the weights in a batch and the rest. The rank loss compares other groups:"
              + " samples whose label the evidence calls rather right, and the others. So this"
              + " curve does not say when it is zero.");
    }
  }

  /** What an importance weight is of. */
  String weight() {
    Facts known = facts;
    if (known == null) {
      return "Whether α is of a picture alone or of its label too is not recorded in this run.";
    }
    return switch (known.weights().of()) {
      case NOTHING -> "";
      case PICTURE -> "α is the weight of a picture, whatever its label.";
      case PICTURE_AND_LABEL -> "α is the weight of a picture and its given label.";
    };
  }
}
