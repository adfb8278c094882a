package io.selfcure.curation.report;

import io.selfcure.core.error.Wording;
import io.selfcure.curation.ledger.LedgerSnapshot;
import io.selfcure.curation.ledger.LedgerSnapshot.Entry;
import io.selfcure.curation.ledger.Observations;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;

/** How the weights and the given labels' probabilities are distributed in the last epoch. */
final class DoubtSection {

  private DoubtSection() {}

  static Html of(RunData run, Wording wording, String id) {
    Html out = Section.open(id, "Doubts");
    LedgerSnapshot ledger = run.ledger();
    if (ledger == null || ledger.epoch() == 0) {
      return out.add(Section.paragraph("The ledger holds no epoch yet.")).close();
    }
    out.open("p", "class", "note")
        .text(
            "Of epoch "
                + ledger.epoch()
                + " alone, as the pictures were seen in training. To judge labels, let an audit"
                + " weigh several epochs; it also finds twins and unusable pictures: ")
        .element(
            "code",
            wording.command(
                "audit", List.of(new Wording.Setting("run", run.folder().dir().toString()))))
        .close();
    Observations seen = ledger.observations();
    List<Html> figures = new ArrayList<>();
    if (hasAlpha(ledger)) {
      figures.add(
          histogram(
              run,
              ledger,
              seen::alpha,
              "Importance weight α, epoch " + ledger.epoch(),
              "auroc_alpha"));
    }
    figures.add(
        histogram(
            run,
            ledger,
            seen::pGiven,
            "Probability of the given label, epoch " + ledger.epoch(),
            "auroc_p_given"));
    return out.add(Section.grid(figures)).close();
  }

  /** Whether the network gives weights. */
  static boolean hasAlpha(LedgerSnapshot ledger) {
    Observations seen = ledger.observations();
    for (int i = 0; i < seen.size(); i++) {
      if (seen.seen(i)) {
        return !Float.isNaN(seen.alpha(i));
      }
    }
    return false;
  }

  private static Html histogram(
      RunData run, LedgerSnapshot ledger, IntToDoubleFunction value, String title, String auroc) {
    Histogram histogram = new Histogram(title, title.substring(0, title.indexOf(',')));
    if (run.truthKnown()) {
      histogram
          .add("right given labels", values(ledger, value, e -> e.known() && !e.wrong()))
          .add("wrong given labels", values(ledger, value, Entry::wrong))
          .add("truth not known", values(ledger, value, e -> !e.known()));
    } else {
      histogram.add("all samples", values(ledger, value, e -> true));
    }
    double area = run.last(auroc);
    return histogram
        .note(
            Double.isFinite(area)
                ? "AUROC "
                    + Num.plain(area)
                    + ": how often, of a wrong and a right label, the wrong one has the lower"
                    + " value. 0.5 is chance."
                : "")
        .html();
  }

  private static double[] values(
      LedgerSnapshot ledger, IntToDoubleFunction value, Predicate<Entry> wanted) {
    double[] values = new double[ledger.samples().size()];
    int n = 0;
    for (int i = 0; i < values.length; i++) {
      if (ledger.observations().seen(i) && wanted.test(ledger.samples().get(i))) {
        double v = value.applyAsDouble(i);
        if (Double.isFinite(v)) {
          values[n++] = v;
        }
      }
    }
    return java.util.Arrays.copyOf(values, n);
  }
}
