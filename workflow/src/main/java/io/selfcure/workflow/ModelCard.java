package io.selfcure.workflow;

import io.selfcure.core.metrics.Abstention;
import io.selfcure.core.metrics.Evaluation;
import io.selfcure.core.metrics.Interval;
import io.selfcure.core.metrics.Intervals;
import io.selfcure.core.model.ModelDescription;
import io.selfcure.training.loop.Model;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model's card, Markdown: what it is, what it was made of, how right it is on the validation
 * samples, what it takes.
 */
final class ModelCard {

  private static final int PERCENT = 100;

  private final StringBuilder text = new StringBuilder();

  private ModelCard() {}

  static String of(ExportModel.Calibrated from, ModelDescription description, FaceFraming framing) {
    ModelCard card = new ModelCard();
    card.head(from, description);
    card.figures(from);
    card.classes(from.figures());
    card.abstain(description.abstain());
    card.input(description, framing);
    if (!from.request().notes().isBlank()) {
      card.line("").line(from.request().notes().strip());
    }
    return card.text.toString();
  }

  private ModelCard line(String format, Object... values) {
    text.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values))
        .append('\n');
    return this;
  }

  private void head(ExportModel.Calibrated from, ModelDescription d) {
    Map<String, String> p = d.provenance();
    line("# %s", d.name()).line("");
    line("Classes: %s.", String.join(", ", d.labels().names()));
    line("Terms of use: %s.", d.license()).line("");
    line(
        "Trained with %s on \"%s\" (data hash %s), checkpoint after %s, mode %s.",
        p.getOrDefault("made-by", ""),
        p.getOrDefault("data-name", ""),
        p.getOrDefault("data-sha256", ""),
        p.getOrDefault("after", ""),
        from.model().settings().mode().name().toLowerCase(Locale.ROOT));
    line("Source of the data: %s. Its terms: %s.", source(from), terms(from)).line("");
  }

  private static String source(ExportModel.Calibrated from) {
    return from.data().card().source();
  }

  private static String terms(ExportModel.Calibrated from) {
    return from.data().card().terms();
  }

  private void figures(ExportModel.Calibrated from) {
    Evaluation e = from.figures();
    Intervals i = e.intervals();
    line("## On the %,d validation samples", e.samples()).line("");
    line("The temperature was fitted to them%s.", chosen(from)).line("");
    line("| figure | % | 95 % interval |").line("|---|---|---|");
    row("accuracy", e.accuracy(), i == null ? null : i.accuracy());
    row("balanced accuracy", e.balancedAccuracy(), i == null ? null : i.balancedAccuracy());
    row("macro F1", e.macroF1(), i == null ? null : i.macroF1());
    row("expected calibration error", e.ece(), i == null ? null : i.ece());
    line("")
        .line(
            "Temperature %.3f; without it the expected calibration error is %.2f %%.",
            from.temperature(), PERCENT * from.before().ece());
    line("");
  }

  private static String chosen(ExportModel.Calibrated from) {
    return from.request().checkpoint() == Model.Choice.BEST
        ? ", and the epoch was chosen on them: figures on other pictures will be a little lower"
        : "";
  }

  private void row(String figure, double value, @Nullable Interval interval) {
    line(
        "| %s | %.2f | %s |",
        figure,
        PERCENT * value,
        interval == null
            ? ""
            : String.format(
                Locale.ROOT, "%.2f to %.2f", PERCENT * interval.low(), PERCENT * interval.high()));
  }

  private void classes(Evaluation e) {
    line("| class | samples | found, % | 95 % interval |").line("|---|---|---|---|");
    List<String> names = e.confusion().labels().names();
    for (int c = 0; c < names.size(); c++) {
      long samples = e.confusion().support(c);
      long right = e.confusion().count(c, c);
      if (samples > 0) {
        Interval interval = Interval.ofShare(right, samples);
        line(
            "| %s | %d | %.1f | %.1f to %.1f |",
            names.get(c),
            samples,
            PERCENT * right / (double) samples,
            PERCENT * interval.low(),
            PERCENT * interval.high());
      }
    }
    line("");
  }

  private void abstain(List<Abstention> rows) {
    line("## Saying nothing when unsure").line("");
    line("| answers from a confidence of | answered, % | wrong among answers, % | 95 % interval |");
    line("|---|---|---|---|");
    for (Abstention a : rows) {
      line(
          "| %.2f | %.1f | %.1f | %.1f to %.1f |",
          a.confidence(),
          PERCENT * a.answered(),
          PERCENT * a.error(),
          PERCENT * a.low(),
          PERCENT * a.high());
    }
    line("");
  }

  private void input(ModelDescription d, FaceFraming framing) {
    line("## What it takes").line("");
    line(
        "One face a picture, %d x %d pixels, %s.",
        d.inputSize(),
        d.inputSize(),
        d.grey() ? "grey: a colour picture is made grey first" : "in colour");
    if (d.faces() != null) {
      line("Faces cut out as %s.", d.faces().text());
    } else {
      line(
          "It was trained on pictures as their makers cut them out, not aligned. A detector's box is"
              + " widened by %.3f of its longer side in each direction and moved %s by %.3f of it,"
              + " as measured on training pictures (a face was found in %d of %d).",
          d.margin(),
          d.shift() < 0 ? "up" : "down",
          Math.abs(d.shift()),
          framing.found(),
          framing.looked());
    }
  }
}
