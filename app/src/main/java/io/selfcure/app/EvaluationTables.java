package io.selfcure.app;

import io.selfcure.core.metrics.Evaluation;
import io.selfcure.curation.report.MatrixPage.Cell;
import io.selfcure.workflow.EvaluateModel;
import io.selfcure.workflow.EvaluationMatrix;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Evaluations as a terminal shows them. */
final class EvaluationTables {

  private EvaluationTables() {}

  /** One model's figures and its confusion matrix. */
  static void print(EvaluateModel.Result result, PrintWriter out) {
    Evaluation e = result.figures();
    out.printf(
        Locale.ROOT,
        "%s, checkpoint of epoch %d, on %s/%s: %d samples%n",
        result.request().model(),
        result.epoch(),
        result.request().data(),
        result.request().part().id(),
        e.samples());
    out.printf(
        Locale.ROOT,
        "  accuracy           %6.2f %%   95 %% interval %.2f to %.2f (bootstrap)%n",
        100 * e.accuracy(),
        100 * e.accuracyInterval().low(),
        100 * e.accuracyInterval().high());
    out.printf(Locale.ROOT, "  balanced accuracy  %6.2f %%%n", 100 * e.balancedAccuracy());
    out.printf(Locale.ROOT, "  macro F1           %6.2f %%%n", 100 * e.macroF1());
    out.printf(
        Locale.ROOT, "  ECE                %6.2f %%   expected calibration error%n", 100 * e.ece());
    out.println();
    out.print(Tables.confusion(e.confusion()));
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
