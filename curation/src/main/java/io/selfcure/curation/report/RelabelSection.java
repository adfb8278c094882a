package io.selfcure.curation.report;

import io.selfcure.curation.ledger.LedgerSnapshot;
import io.selfcure.curation.report.LabelStory.Change;
import io.selfcure.curation.report.LabelStory.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What was relabelled, when, and whether rightly; and what it did to the classes. */
final class RelabelSection {

  private static final int MOST = 12;

  private RelabelSection() {}

  static Html of(RunData run, String id) {
    Html out = Section.open(id, "Labels");
    LedgerSnapshot ledger = run.ledger();
    if (ledger == null) {
      return out.add(Section.paragraph("There is no ledger of the labels.")).close();
    }
    List<Html> figures = new ArrayList<>();
    if (ledger.changes().isEmpty() || run.epochs() == 0) {
      out.add(Section.paragraph(new MethodNotes(run).noChanges()));
    } else {
      figures.add(perEpoch(run, ledger));
      LineChart sums = sums(run);
      if (!sums.isEmpty()) {
        figures.add(sums.marks(CurveSection.marks(run)).html());
      }
    }
    figures.add(balance(run, ledger));
    if (!ledger.changes().isEmpty()) {
      figures.add(new Html().open("div", "class", "chart").add(changes(ledger)).close());
    }
    return out.add(Section.grid(figures)).close();
  }

  private static Html perEpoch(RunData run, LedgerSnapshot ledger) {
    Columns columns = new Columns("Changes of labels", "changes in the epoch", run.epochs());
    double[] right = LabelStory.perEpoch(ledger, run.epochs(), Kind.RIGHT);
    double[] wrong = LabelStory.perEpoch(ledger, run.epochs(), Kind.WRONG);
    double[] unknown = LabelStory.perEpoch(ledger, run.epochs(), Kind.UNKNOWN);
    if (Arrays.stream(right).sum() + Arrays.stream(wrong).sum() > 0) {
      columns.add("to the true label", right).add("to a wrong label", wrong);
      if (Arrays.stream(unknown).sum() > 0) {
        columns.add("truth not known", unknown);
      }
    } else {
      columns.add("changes", unknown);
    }
    double again =
        run.rows().stream()
            .mapToDouble(r -> RunData.number(r, "relabelled_again"))
            .filter(Double::isFinite)
            .sum();
    long all = ledger.changes().size();
    return columns
        .note(
            MethodNotes.changes(ledger)
                + " "
                + Num.count(all, "change", "changes")
                + " in all; "
                + Num.count(again)
                + " of them on samples that had been changed before.")
        .html();
  }

  private static LineChart sums(RunData run) {
    LineChart chart = new LineChart("State of the labels", "samples", Num.Format.COUNT).fromZero();
    if (run.truthKnown()) {
      chart
          .add(run.series("repaired: wrong as given, right now", 0, "repaired"))
          .add(run.series("broken: right as given, wrong now", 1, "broken"));
      chart.note("Of " + Num.count(run.last("wrong_labels")) + " labels that were wrong as given.");
    }
    return chart;
  }

  private static Html balance(RunData run, LedgerSnapshot ledger) {
    double[][] counts = LabelStory.balance(ledger);
    RowBars bars =
        new RowBars("Class balance", ledger.labels().names(), Num.Format.COUNT)
            .add("given labels", counts[0]);
    if (!ledger.changes().isEmpty()) {
      bars.add("current labels", counts[1]);
    }
    if (run.truthKnown()) {
      bars.add("true labels", counts[2]);
    }
    return bars.note("Training samples by class.").html();
  }

  private static Html changes(LedgerSnapshot ledger) {
    List<Change> all = LabelStory.byClass(ledger);
    List<List<String>> lines = new ArrayList<>();
    for (Change c : all.subList(0, Math.min(MOST, all.size()))) {
      lines.add(
          List.of(
              ledger.labels().name(c.from()) + " → " + ledger.labels().name(c.to()),
              Num.count(c.count()),
              Num.percent((double) c.count() / ledger.changes().size()),
              c.right() < 0 ? Num.NONE : Num.count(c.right()),
              c.right() < 0 ? Num.NONE : Num.percent((double) c.right() / c.count())));
    }
    return Section.table(
        all.size() > MOST
            ? "The " + MOST + " most frequent of " + all.size() + " kinds of change"
            : "Kinds of change",
        List.of("from → to", "changes", "share", "right", "share right"),
        lines);
  }
}
