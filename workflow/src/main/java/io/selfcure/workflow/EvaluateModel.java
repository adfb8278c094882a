package io.selfcure.workflow;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.Reasons;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.core.metrics.Evaluation;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.training.input.Cohort;
import io.selfcure.training.loop.Model;
import io.selfcure.training.method.Evaluator;
import io.selfcure.training.runtime.Torch;
import io.selfcure.vision.Degradation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Scores one model on one part of a data set, in fp32 whatever it was trained in, so that its
 * figure is the same on every machine and that of the model when it is exported.
 */
public final class EvaluateModel {

  private EvaluateModel() {}

  /** The part of a data set that is read. */
  public enum Part {
    /** The training split. */
    TRAIN,
    /** The validation split. */
    VALID,
    /** The test split. */
    TEST,
    /** What the model's own run held out of training. */
    HOLDOUT;

    /** The name in lower case. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What is shown of each picture.
   *
   * @param mirrored whether its mirror image too: the mean of both counts, at twice the time
   * @param degraded whether the pictures are shown in every {@link Degradation} as well
   */
  public record Look(boolean mirrored, boolean degraded) {
    /** Each picture once, as it is. */
    public static final Look PLAIN = new Look(false, false);
  }

  /**
   * What is to be scored.
   *
   * @param model a run folder or a checkpoint
   * @param checkpoint which of a run folder
   * @param data the data set
   * @param part which part of it
   * @param look what is shown of each picture
   * @param otherFaces whether the model may be shown faces that were cut out otherwise than its own
   * @param readRegistered why a registered split is read, for its record; null where it must not be
   */
  public record Request(
      Path model,
      Model.Choice checkpoint,
      Path data,
      Part part,
      Look look,
      boolean otherFaces,
      @Nullable String readRegistered) {

    /** Held-out pictures are of the training split, which is never registered. */
    private OnRecord onRecord() {
      return new OnRecord(
          part == Part.HOLDOUT ? Split.TRAIN : Split.valueOf(part.name()), readRegistered);
    }
  }

  /**
   * What came of it.
   *
   * @param request what was asked for
   * @param epoch the last epoch that was complete when the checkpoint was written
   * @param step the steps done of the epoch after it, 0 at an epoch's end
   * @param dataHash SHA-256 of the data set
   * @param figures accuracy and the rest
   * @param degraded the figures of pictures made worse; empty where they were not asked for
   */
  public record Result(
      Request request,
      int epoch,
      int step,
      String dataHash,
      Evaluation figures,
      Map<Degradation, Evaluation> degraded) {

    /** Copies the map, in its order. */
    public Result {
      degraded = Collections.unmodifiableMap(new LinkedHashMap<>(degraded));
    }

    /** After what the checkpoint was written: "epoch 3", or "step 2 of epoch 4". */
    public String after() {
      return Model.after(epoch, step);
    }

    /** All of it for programs (docs/formats/json.md). */
    public Map<String, Object> document() {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("model", request.model().toString());
      all.put("checkpoint-epoch", epoch);
      all.put("checkpoint-step", step);
      all.put("data", request.data().toString());
      all.put("data-sha256", dataHash);
      all.put("precision", "fp32");
      all.put("split", request.part().id());
      all.put("mirrored", request.look().mirrored());
      all.putAll(figures.toMap());
      if (!degraded.isEmpty()) {
        Map<String, Object> worse = new LinkedHashMap<>();
        degraded.forEach((d, e) -> worse.put(d.id(), e.accuracy()));
        all.put("degraded-accuracy", worse);
      }
      return all;
    }
  }

  /** Scores. */
  public static Result run(Request request, Context context) {
    Torch.threads(Torch.defaultThreads());
    Dataset dataset = Dataset.read(request.data());
    request.onRecord().require(List.of(dataset));
    try (Model model = Model.open(request.model(), request.checkpoint())) {
      return run(request, dataset, model, context);
    }
  }

  private static Result run(Request request, Dataset dataset, Model model, Context context) {
    model.requireLabels(dataset.labels(), request.data().toString());
    if (!request.otherFaces()) {
      new RunFolder(request.model()).requireSameFaces(dataset);
    }
    Cohort cohort = cohort(request, dataset, model);
    request.onRecord().note(dataset, request.model(), request.checkpoint());
    PixelPack pixels = context.pixels(dataset, model.settings().network().inputSize());
    Evaluation figures = score(request, model, pixels, cohort, context);
    Map<Degradation, Evaluation> degraded = new LinkedHashMap<>();
    if (request.look().degraded()) {
      for (Degradation d : Degradation.ALL) {
        degraded.put(d, worse(request, model, pixels, cohort, d, context));
      }
    }
    return new Result(request, model.epoch(), model.step(), dataset.sha256(), figures, degraded);
  }

  private static Evaluation score(
      Request request, Model model, PixelPack pixels, Cohort cohort, Context context) {
    Evaluator network = new Evaluator(model.network(), pixels, model.labels(), false);
    float[] p =
        request.look().mirrored()
            ? network.ofBothSides(cohort, context.progress())
            : network.probabilities(cohort, context.progress());
    return Evaluation.withIntervals(
        p, cohort.labels(), model.labels(), cohort.subjects(), model.settings().seed());
  }

  /** Scores copies of the pictures that are worse in one way. */
  private static Evaluation worse(
      Request request,
      Model model,
      PixelPack pixels,
      Cohort cohort,
      Degradation degradation,
      Context context) {
    Path file = Outputs.temporary("selfcure-degraded", ".pack");
    try {
      Files.delete(file);
      try (PixelPack.Writer pack =
          new PixelPack.Writer(file, pixels.height(), pixels.width(), pixels.channels())) {
        byte[] one = new byte[pixels.pictureBytes()];
        for (int i = 0; i < cohort.size(); i++) {
          pixels.read(cohort.rows()[i], one, 0);
          pack.add(degradation.apply(one, pixels.width(), pixels.channels(), i));
        }
      }
      Cohort copies = new Cohort(cohort.samples(), IntStream.range(0, cohort.size()).toArray());
      return score(request, model, PixelPack.open(file), copies, context);
    } catch (IOException e) {
      throw new EnvironmentException(
          file.toString(), "cannot be replaced: " + Reasons.of(e), "check free space", e);
    } finally {
      Outputs.deleteTree(file);
    }
  }

  private static Cohort cohort(Request request, Dataset dataset, Model model) {
    return switch (request.part()) {
      case TRAIN, VALID, TEST -> Cohort.onRecord(dataset, Split.valueOf(request.part().name()));
      case HOLDOUT -> {
        if (model.settings().holdout() == 0) {
          throw new UsageException(
              "{split=holdout}",
              Wording.value(request.model()) + " was trained without {holdout}",
              "choose another split");
        }
        new RunFolder(request.model()).requireData(dataset);
        yield Cohort.divide(dataset, model.settings()).validation();
      }
    };
  }
}
