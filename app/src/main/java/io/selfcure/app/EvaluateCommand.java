package io.selfcure.app;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.metrics.Evaluation;
import io.selfcure.core.progress.Progress;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.training.input.Cohort;
import io.selfcure.training.loop.Model;
import io.selfcure.training.network.Evaluator;
import io.selfcure.training.runtime.Torch;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  enum Part {
    TRAIN,
    VALID,
    TEST,
    HOLDOUT
  }

  @Option(
      names = "--split",
      defaultValue = "valid",
      paramLabel = "train|valid|test|holdout",
      description =
          "The split; holdout is what the run's --holdout kept out of training. Default: valid.")
  private Part part;

  @Option(
      names = "--matrix",
      description =
          "Score each model on each data set, in the classes that all share: one table. It and the"
              + " next three go together.")
  private boolean matrix;

  @Option(
      names = "--labels",
      paramLabel = "CLASSES",
      description =
          "The classes of a matrix: basic7, ferplus8, affectnet8, compound11, smile. Default: those"
              + " that all models and data sets have. What becomes what goes by name.")
  private @Nullable String labels;

  @Option(names = "--html", paramLabel = "FILE", description = "Write the matrix as a page.")
  private @Nullable Path html;

  @Option(names = "--csv", paramLabel = "FILE", description = "Write the matrix as a table.")
  private @Nullable Path csv;

  @Option(
      names = "--other-faces",
      description =
          "Score a model though the data set's faces were cut out otherwise than those it was"
              + " trained on, which costs accuracy.")
  private boolean otherFaces;

  @Mixin private JsonOption json;

  @Mixin private CacheOption cache;

  @Override
  public Integer call() {
    Progress progress = Terminal.progress(spec);
    json.requireWritable();
    Torch.threads(Torch.defaultThreads());
    if (matrix) {
      matrix(progress);
      return 0;
    }
    requireOne();
    Path model = models.get(0);
    Path data = sets.get(0);
    Dataset dataset = Dataset.read(data);
    Model loaded = Model.open(model, checkpoint);
    loaded.requireLabels(dataset.labels(), data.toString());
    if (!otherFaces) {
      new RunFolder(model).requireSameFaces(dataset);
    }
    Cohort cohort = cohort(dataset, loaded, model);
    PixelPack pixels = cache.pixels(dataset, loaded.settings().network().inputSize(), progress);
    Evaluation e =
        new Evaluator(loaded.network(), pixels, dataset.labels(), loaded.bf16())
            .evaluate(cohort, loaded.settings().seed(), progress);
    write(e, loaded, dataset);
    return 0;
  }

  private void requireOne() {
    if (models.size() > 1 || sets.size() > 1) {
      throw new UsageException(
          models.size() > 1 ? "--model" : "--data",
          "is given more than once",
          "give --matrix, or one model and one data set");
    }
    if (labels != null || html != null || csv != null) {
      throw new UsageException(
          labels != null ? "--labels" : html != null ? "--html" : "--csv",
          "is of a matrix",
          "give --matrix, or leave it out");
    }
  }

  private void matrix(Progress progress) {
    if (part == Part.HOLDOUT) {
      throw new UsageException(
          "--split", "holdout is part of one run's own data", "choose train, valid or test");
    }
    if (html != null) {
      Outputs.requireWritable(html, "--html");
    }
    if (csv != null) {
      Outputs.requireWritable(csv, "--csv");
    }
    CrossEvaluation all =
        CrossEvaluation.of(
            new CrossEvaluation.Request(
                models, checkpoint, sets, Split.valueOf(part.name()), labels, otherFaces),
            cache,
            progress);
    if (html != null) {
      Outputs.writeAtomically(html, all.html());
    }
    if (csv != null) {
      Outputs.writeAtomically(csv, all.csv());
    }
    json.show(spec, all.document(), out -> out.print(all.text()));
  }

  private Cohort cohort(Dataset dataset, Model loaded, Path model) {
    return switch (part) {
      case TRAIN, VALID, TEST -> Cohort.required(dataset, Split.valueOf(part.name()));
      case HOLDOUT -> {
        if (loaded.settings().holdout() == 0) {
          throw new UsageException(
              "--split holdout", model + " was trained without --holdout", "choose another split");
        }
        new RunFolder(model).requireData(dataset);
        yield Cohort.divide(dataset, loaded.settings()).validation();
      }
    };
  }

  private String split() {
    return part.name().toLowerCase(Locale.ROOT);
  }

  private void write(Evaluation e, Model loaded, Dataset dataset) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("model", models.get(0).toString());
    all.put("checkpoint-epoch", loaded.epoch());
    all.put("data", sets.get(0).toString());
    all.put("data-sha256", dataset.sha256());
    all.put("precision", loaded.bf16() ? "bf16" : "fp32");
    all.put("split", split());
    all.putAll(e.toMap());
    json.show(spec, all, out -> print(e, loaded, out));
  }

  private void print(Evaluation e, Model loaded, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%s, checkpoint of epoch %d, on %s/%s: %d samples%n",
        models.get(0),
        loaded.epoch(),
        sets.get(0),
        split(),
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
}
