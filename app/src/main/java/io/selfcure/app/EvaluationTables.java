package io.selfcure.app;

import io.selfcure.core.metrics.Evaluation;
import io.selfcure.core.metrics.Interval;
import io.selfcure.core.metrics.Intervals;
import io.selfcure.curation.report.MatrixPage.Cell;
import io.selfcure.workflow.EvaluateModel;
import io.selfcure.workflow.EvaluationMatrix;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Evaluations as a terminal shows them. */
final class EvaluationTables {

  private EvaluationTables() {}

  /** One model's figures and its confusion matrix. */
  static void print(EvaluateModel.Result result, PrintWriter out) {
    Evaluation e = result.figures();
    out.printf(
        Locale.ROOT,
        "%s, checkpoint after %s, on %s/%s: %d samples%n",
        result.request().model(),
        result.after(),
        result.request().data(),
        result.request().part().id(),
        e.samples());
    figure(out, e, "accuracy", e.accuracy(), Intervals::accuracy);
    figure(out, e, "balanced accuracy", e.balancedAccuracy(), Intervals::balancedAccuracy);
    figure(out, e, "macro F1", e.macroF1(), Intervals::macroF1);
    figure(out, e, "ECE", e.ece(), Intervals::ece);
    out.println(
        e.intervals() == null
            ? "  one picture, or one person, says nothing of others: no intervals"
            : "  in brackets 95 % bootstrap intervals over "
                + (e.intervals().unit() == Intervals.Unit.SUBJECTS
                    ? e.intervals().units() + " people"
                    : "pictures")
                + "; ECE is the expected calibration error");
    out.println();
    out.print(Tables.confusion(e.confusion()));
    degraded(result, out);
  }

  private static void degraded(EvaluateModel.Result result, PrintWriter out) {
    if (result.degraded().isEmpty()) {
      return;
    }
    out.printf("%npictures made worse:%n");
    result
        .degraded()
        .forEach(
            (d, e) ->
                figure(
                    out,
                    e,
                    d.kind().text() + " " + d.id().substring(d.id().indexOf(' ') + 1),
                    e.accuracy(),
                    Intervals::accuracy));
  }

  private static void figure(
      PrintWriter out,
      Evaluation e,
      String name,
      double value,
      Function<Intervals, Interval> which) {
    Interval interval = e.intervals() == null ? null : which.apply(e.intervals());
    out.printf(Locale.ROOT, "  %-27s  %6.2f %%", name, 100 * value);
    if (interval != null) {
      out.printf(Locale.ROOT, "   [%.2f, %.2f]", 100 * interval.low(), 100 * interval.high());
    }
    out.println();
  }

  /** Accuracy of every model on every data set, and balanced accuracy in brackets. */
  static String text(EvaluationMatrix matrix) {
    List<List<String>> lines = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("model \\ data"));
    head.addAll(matrix.names());
    lines.add(head);
    for (int m = 0; m < matrix.models().size(); m++) {
      List<String> line = new ArrayList<>(List.of(matrix.models().get(m).toString()));
      for (Cell c : matrix.cells().get(m)) {
        line.add(
            String.format(
                Locale.ROOT,
                "%.2f %% (%.2f %%)%s",
                100 * c.figures().accuracy(),
                100 * c.figures().balancedAccuracy(),
                c.own() ? " *" : "  "));
      }
      lines.add(line);
    }
    return matrix.caption()
        + String.format("%naccuracy (balanced accuracy); * the model's own data set%n")
        + Tables.plain(lines);
  }
}
