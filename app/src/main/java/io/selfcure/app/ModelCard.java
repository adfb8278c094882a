package io.selfcure.app;

import io.selfcure.core.model.ModelDescription;
import io.selfcure.recognition.Recognizer;
import java.io.PrintWriter;
import java.util.Map;

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
        .filter(e -> !e.getKey().equals("settings")) // long, and in the file for who needs them
        .sorted(Map.Entry.comparingByKey())
        .forEach(e -> out.printf("  %-9s %s%n", e.getKey(), e.getValue()));
    out.println();
    out.println(d.card().strip());
    out.flush();
  }
}
