package io.selfcure.curation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The evaluations of the best and the last epoch on the validation samples. */
final class ValidationSection {

  private ValidationSection() {}

  static Html of(RunData run, String id) {
    Html out = Section.open(id, "Validation");
    Validation best = run.validation(run.bestEpoch());
    Validation last =
        run.validations().isEmpty() ? null : run.validations().get(run.validations().size() - 1);
    if (best == null && last == null) {
      return out.add(
              Section.paragraph(
                  run.has("valid_accuracy")
                      ? "The run holds no whole evaluations, only their figures."
                      : "This run has no evaluation on validation samples."))
          .close();
    }
    boolean same = best != null && last != null && best.epoch() == last.epoch();
    List<Html> figures = new ArrayList<>();
    addMatrix(figures, best, same ? "best and last epoch" : "best epoch");
    if (!same) {
      addMatrix(figures, last, "last epoch");
    }
    out.add(Section.grid(figures));
    Validation shown = best == null ? last : best;
    if (shown != null) {
      out.add(Section.grid(List.of(classes(shown), ReliabilityChart.of(shown))));
    }
    return out.close();
  }

  private static void addMatrix(List<Html> to, @Nullable Validation v, String which) {
    if (v != null) {
      to.add(
          HeatTable.of(
              "Confusion matrix, epoch "
                  + v.epoch()
                  + " ("
                  + which
                  + "): "
                  + Num.percent(v.accuracy())
                  + " right",
              v));
    }
  }

  private static Html classes(Validation v) {
    int n = v.labels().size();
    return new RowBars("Classes, epoch " + v.epoch(), v.labels(), Num.Format.PERCENT)
        .add("recall", IntStream.range(0, n).mapToDouble(v::recall).toArray())
        .add("precision", IntStream.range(0, n).mapToDouble(v::precision).toArray())
        .counts("samples", IntStream.range(0, n).mapToDouble(v::support).toArray())
        .note(
            "Recall: share of the class's samples that were recognised. Precision: share of the"
                + " predictions of the class that were right.")
        .html();
  }
}
