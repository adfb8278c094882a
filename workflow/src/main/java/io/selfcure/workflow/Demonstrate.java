package io.selfcure.workflow;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Split;
import io.selfcure.core.noise.SymmetricNoise;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.curation.run.RunSummary;
import io.selfcure.datasets.show.ContactSheet;
import io.selfcure.datasets.synthetic.SyntheticFaces;
import io.selfcure.datasets.synthetic.SyntheticOptions;
import io.selfcure.training.loop.Trainer;
import io.selfcure.training.settings.TrainSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The demonstration: labelled synthetic faces, a fifth of the labels flipped, a plain network and a
 * Self-Cure Network side by side.
 */
public final class Demonstrate {

  /** The modes that are trained. */
  public static final List<String> MODES = List.of("baseline", "improved");

  /** The share of the training labels that are flipped. */
  public static final double NOISE = 0.2;

  private Demonstrate() {}

  /**
   * What is to be shown.
   *
   * @param to the new folder of data and runs
   * @param seed of faces, noise and trainings
   * @param epochs of each training
   */
  public record Request(Path to, long seed, int epochs) {

    /** One recipe for both: only the mode differs. */
    TrainSettings recipe(String mode) {
      Map<String, String> options = new LinkedHashMap<>();
      options.put("mode", mode);
      options.put("seed", Long.toString(seed));
      options.put("epochs", Integer.toString(epochs));
      options.put("input-size", "48");
      options.put("width", "0.25");
      options.put("batch", "32");
      // Few epochs: small steps and little augmentation.
      options.put("augment", "none");
      options.put("flip", "0.5");
      return TrainSettings.of(Map.of(), options);
    }
  }

  /**
   * What came of it.
   *
   * @param request what was asked for
   * @param noisy the data set that was trained on
   * @param last the figures of the last epoch, by mode
   */
  public record Result(Request request, Dataset noisy, Map<String, Map<String, String>> last) {

    /** The drawing of the faces. */
    public Path faces() {
      return request.to().resolve("faces.png");
    }

    /** The data set with the true labels. */
    public Path clean() {
      return request.to().resolve("faces");
    }

    /** The report of both runs. */
    public Path report() {
      return request.to().resolve("report.html");
    }

    /** The run of a mode. */
    public RunFolder run(String mode) {
      return new RunFolder(request.to().resolve(mode));
    }

    /** The figures for programs (docs/formats/json.md). */
    public Map<String, Object> document() {
      Map<String, Object> d = new LinkedHashMap<>();
      d.put("folder", request.to().toString());
      d.put("seed", request.seed());
      d.put("epochs", request.epochs());
      d.put("noise-rate", NOISE);
      d.put("training-samples", noisy.split(Split.TRAIN).size());
      Map<String, Object> runs = new LinkedHashMap<>();
      for (String mode : MODES) {
        runs.put(mode, Documents.run(RunSummary.of(run(mode))));
      }
      d.put("runs", runs);
      return d;
    }
  }

  /** Draws, spoils, trains and compares. */
  public static Result run(Request request, Context context) {
    Outputs.requireFresh(request.to(), "{to}");
    request.recipe("improved"); // refuses wrong settings before the faces are drawn
    Path to = request.to();
    Dataset clean =
        SyntheticFaces.generate(
            to.resolve("faces"), SyntheticOptions.demo(request.seed()), context.progress());
    ContactSheet.write(to.resolve("faces.png"), clean);
    Dataset noisy =
        SymmetricNoise.inject(
            clean, NOISE, request.seed(), to.resolve("faces-sym20"), context.progress());
    Map<String, Map<String, String>> last = new LinkedHashMap<>();
    for (String mode : MODES) {
      context.progress().say("training " + mode);
      last.put(mode, train(noisy, request.recipe(mode), to.resolve(mode), context));
    }
    Result result = new Result(request, noisy, last);
    ReportRuns.attempt(
        new ReportRuns.Request(MODES.stream().map(to::resolve).toList(), result.report(), null),
        context);
    return result;
  }

  private static Map<String, String> train(
      Dataset data, TrainSettings recipe, Path run, Context context) {
    TrainSettings settings = TrainNetwork.resolve(recipe, data);
    PixelPack pixels = context.pixels(data, settings.network().inputSize());
    try (Trainer trainer = Trainer.start(settings, data, pixels, run, context.progress())) {
      List<Map<String, String>> rows = TrainNetwork.train(trainer, run, context);
      return rows.get(rows.size() - 1);
    }
  }
}
