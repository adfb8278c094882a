package io.selfcure.workflow;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.core.metrics.Evaluation;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.training.input.Cohort;
import io.selfcure.training.loop.Model;
import io.selfcure.training.method.Evaluator;
import io.selfcure.training.runtime.Torch;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
   * What is to be scored.
   *
   * @param model a run folder or a checkpoint
   * @param checkpoint which of a run folder
   * @param data the data set
   * @param part which part of it
   * @param otherFaces whether the model may be shown faces that were cut out otherwise than its own
   * @param readRegistered why a registered split is read, for its record; null where it must not be
   */
  public record Request(
      Path model,
      Model.Choice checkpoint,
      Path data,
      Part part,
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
   */
  public record Result(Request request, int epoch, int step, String dataHash, Evaluation figures) {

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
      all.putAll(figures.toMap());
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
    Evaluation figures =
        new Evaluator(
                model.network(),
                context.pixels(dataset, model.settings().network().inputSize()),
                dataset.labels(),
                false)
            .evaluate(cohort, model.settings().seed(), context.progress());
    return new Result(request, model.epoch(), model.step(), dataset.sha256(), figures);
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
