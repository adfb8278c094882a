package io.selfcure.workflow;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.datasets.catalog.Importers;
import io.selfcure.datasets.intake.Choices;
import io.selfcure.datasets.intake.ImportOutcome;
import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.Intake;
import io.selfcure.vision.face.FaceCutter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns a data set in its makers' layout into a manifest. */
public final class ImportDataset {

  private ImportDataset() {}

  /**
   * What is to be imported.
   *
   * @param importer knows the layout; null to recognise it
   * @param from the set's directory or file
   * @param options values of the importer's own options, by name
   * @param choices classes, splits and the seed of the division
   * @param faces how faces are found and cut out; null to take pictures as they are
   * @param to the new data set
   */
  public record Request(
      @Nullable Importer importer,
      Path from,
      Map<String, String> options,
      Choices choices,
      FaceCutter.@Nullable Settings faces,
      Path to) {

    /** Checks that one face of each picture is meant: a label is of one. */
    public Request {
      options = Map.copyOf(options);
      if (faces != null && faces.which() == FaceCutter.Which.ALL) {
        throw new UsageException("{faces}", "all: a label is of one face", "give largest or one");
      }
    }
  }

  /**
   * What came of it.
   *
   * @param importer whose layout it was
   * @param evidence what the layout was recognised by; empty where it was named
   * @param outcome the data set, its classes, and warnings of what differs from what is published
   */
  public record Result(Importer importer, String evidence, ImportOutcome outcome) {

    /** The new data set. */
    public Dataset data() {
      return outcome.data();
    }

    /** The figures for programs (docs/formats/json.md). */
    public Map<String, Object> document() {
      Map<String, Object> d = new LinkedHashMap<>(Documents.dataset(data()));
      d.put("importer", importer.info().id());
      if (!evidence.isEmpty()) {
        d.put("recognised-by", evidence);
      }
      d.put("split", outcome.rule().id());
      Map<String, Object> mapping = new LinkedHashMap<>();
      for (int c = 0; c < outcome.map().from().size(); c++) {
        Map<String, Object> target = new LinkedHashMap<>();
        int index = outcome.map().target(c);
        target.put("class", index < 0 ? "" : outcome.map().to().name(index));
        target.put("pictures", outcome.mapped().get(c));
        mapping.put(outcome.map().from().name(c), target);
      }
      d.put("mapping", mapping);
      d.put("warnings", outcome.warnings());
      d.put(
          "notes",
          Stream.of(outcome.told(), outcome.notes())
              .flatMap(List::stream)
              .map(Wording.NEUTRAL::render)
              .toList());
      return d;
    }
  }

  /**
   * Imports.
   *
   * @throws io.selfcure.core.error.DataException when the place does not hold the set, fits no set
   *     or several, or no picture of it can be read
   */
  public static Result run(Request request, Context context) {
    Importer importer = request.importer();
    String evidence = "";
    if (importer == null) {
      Importers.Recognised found = Importers.recognise(request.from());
      importer = found.importer();
      evidence = found.evidence();
      context.progress().say("recognised as " + importer.info().id() + ": " + evidence);
    }
    try (FaceCutter cutter = request.faces() == null ? null : new FaceCutter(request.faces())) {
      ImportOutcome outcome =
          Intake.run(
              importer,
              new io.selfcure.datasets.intake.Request(request.from(), request.options()),
              request.choices(),
              cutter,
              request.to(),
              context.progress());
      return new Result(importer, evidence, outcome);
    }
  }
}
