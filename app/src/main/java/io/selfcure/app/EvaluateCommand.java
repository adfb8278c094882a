package io.selfcure.app;

import io.selfcure.core.data.Split;
import io.selfcure.core.error.UsageException;
import io.selfcure.training.loop.Model;
import io.selfcure.workflow.Context;
import io.selfcure.workflow.EvaluateMatrix;
import io.selfcure.workflow.EvaluateModel;
import io.selfcure.workflow.EvaluationMatrix;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "evaluate",
    description =
        "Score a trained model on one split of a data set; with --matrix several on several.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  selfcure evaluate --model runs/paper --data ferplus --split valid",
      "  selfcure evaluate --model runs/paper --checkpoint last --data ferplus --split test --json test.json",
      "  selfcure evaluate --model runs/paper --data ferplus --degraded",
      "  selfcure evaluate --matrix --model runs/ferplus --model runs/rafdb --data ferplus --data rafdb \\",
      "      --split test --html matrix.html",
    })
final class EvaluateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "RUN",
      description =
          "A run folder, or a checkpoint file; with --matrix as often as there are models.")
  private List<Path> models;

  @Option(
      names = "--checkpoint",
      defaultValue = "best",
      paramLabel = "best|last",
      description = "Which checkpoint of a run: best on validation where there is one, or last.")
  private Model.Choice checkpoint;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "The data set; with --matrix as often as there are sets.")
  private List<Path> sets;

  @Option(
      names = "--split",
      defaultValue = "valid",
      paramLabel = "train|valid|test|holdout",
      description =
          "The split; holdout is what the run's --holdout kept out of training. Default: valid.")
  private EvaluateModel.Part part;

  @Mixin private LookOptions look;

  @Mixin private MatrixOptions matrix;

  @Option(
      names = "--other-faces",
      description =
          "Score a model though the data set's faces were cut out otherwise than those it was"
              + " trained on, which costs accuracy.")
  private boolean otherFaces;

  @Option(
      names = "--read-registered",
      paramLabel = "WHY",
      description =
          "Score on a registered split, which is kept for the final table; the reason and the model"
              + " go on its record.")
  private @Nullable String readRegistered;

  @Mixin private JsonOption json;

  @Mixin private CacheOption cache;

  @Override
  public Integer call() {
    json.requireWritable();
    Context context = Contexts.of(spec, cache);
    if (matrix.wanted()) {
      matrix(context);
      return 0;
    }
    requireOne();
    EvaluateModel.Result result =
        EvaluateModel.run(
            new EvaluateModel.Request(
                models.get(0),
                checkpoint,
                sets.get(0),
                part,
                look.look(),
                otherFaces,
                readRegistered),
            context);
    json.show(spec, result.document(), out -> EvaluationTables.print(result, out));
    return 0;
  }

  private void requireOne() {
    if (models.size() > 1 || sets.size() > 1) {
      throw new UsageException(
          models.size() > 1 ? "--model" : "--data",
          "is given more than once",
          "give --matrix, or one model and one data set");
    }
    matrix.requireIdle();
  }

  private void matrix(Context context) {
    look.requireIdle();
    if (part == EvaluateModel.Part.HOLDOUT) {
      throw new UsageException(
          "--split", "holdout is part of one run's own data", "choose train, valid or test");
    }
    matrix.requireWritable();
    EvaluationMatrix all =
        EvaluateMatrix.run(
            new EvaluateMatrix.Request(
                models,
                checkpoint,
                sets,
                Split.valueOf(part.name()),
                matrix.labels(),
                otherFaces,
                readRegistered),
            context);
    matrix.write(all);
    json.show(spec, all.document(), out -> out.print(EvaluationTables.text(all)));
  }
}
