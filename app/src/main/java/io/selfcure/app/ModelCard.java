package io.selfcure.app;

import io.selfcure.core.metrics.Abstention;
import io.selfcure.core.model.ModelDescription;
import io.selfcure.recognition.Recognizer;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a model says of itself, for people. */
final class ModelCard {

  private ModelCard() {}

  static void print(PrintWriter out, Recognizer recognizer) {
    ModelDescription d = recognizer.description();
    out.println(d.name());
    out.println("  file      " + recognizer.name());
    out.println("  sha256    " + recognizer.sha256());
    out.println("  classes   " + String.join(", ", d.labels().names()));
    out.println(
        "  input     "
            + d.inputSize()
            + "x"
            + d.inputSize()
            + " pixels, "
            + (d.grey() ? "grey" : "colour")
            + ", "
            + d.precision());
    out.println(
        "  faces     "
            + (d.faces() == null
                ? "as its data set had them; photos: the detector's box with a margin of "
                    + d.margin()
                : d.faces().text()));
    out.println("  weight    " + (d.weight() == null ? "none" : d.weight()));
    out.println("  licence   " + d.license());
    d.provenance().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .forEach(e -> out.println("  " + e.getKey() + "  " + e.getValue()));
    if (!d.abstain().isEmpty()) {
      out.println();
      out.print(Tables.plain(thresholds(d.abstain())));
    }
    out.println();
    out.println(d.card().strip());
    out.flush();
  }

  private static List<List<String>> thresholds(List<Abstention> table) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("confidence at least", "answered", "wrong among answers", "95 % interval"));
    for (Abstention a : table) {
      lines.add(
          List.of(
              String.format(Locale.ROOT, "%.2f", a.confidence()),
              String.format(Locale.ROOT, "%.1f %%", 100 * a.answered()),
              String.format(Locale.ROOT, "%.1f %%", 100 * a.error()),
              String.format(Locale.ROOT, "%.1f to %.1f %%", 100 * a.low(), 100 * a.high())));
    }
    return lines;
  }
}
