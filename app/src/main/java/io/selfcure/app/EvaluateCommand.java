package io.selfcure.app;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.metrics.Evaluation;
import io.selfcure.core.progress.Progress;
import io.selfcure.core.run.RunFolder;
import io.selfcure.training.loop.Cohort;
import io.selfcure.training.loop.Evaluator;
import io.selfcure.training.loop.Model;
import io.selfcure.training.runtime.Torch;
import io.selfcure.training.settings.TrainSettings.Precision;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "evaluate",
    description = "Score a trained model on one split of a data set.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  selfcure evaluate --model runs/paper --data ferplus --split valid",
      "  selfcure evaluate --model runs/paper --checkpoint last --data ferplus --split test --json test.json",
    })
final class EvaluateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "RUN",
      description = "A run folder, or a checkpoint file.")
  private Path model;

  @Option(
      names = "--checkpoint",
      defaultValue = "best",
      paramLabel = "best|last",
      description = "Which checkpoint of a run: best on validation where there is one, or last.")
  private Model.Choice checkpoint;

  @Option(names = "--data", required = true, paramLabel = "DIR", description = "The data set.")
  private Path data;

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

  @Mixin private JsonOption json;

  @Mixin private CacheOption cache;

  @Override
  public Integer call() {
    Progress progress = Terminal.progress(spec);
    json.requireWritable();
    Dataset dataset = Dataset.read(data);
    Torch.threads(Torch.defaultThreads());
    Model loaded = Model.open(model, checkpoint);
    loaded.requireLabels(dataset.labels(), data.toString());
    Cohort cohort = cohort(dataset, loaded);
    if (cohort.size() == 0) {
      throw new DataException(
          data.toString(), "has no labelled samples in split " + split(), "choose another --split");
    }
    boolean bf16 = loaded.settings().precision() == Precision.BF16 && Torch.cpuHasBf16();
    PixelPack pixels = cache.pixels(dataset, loaded.settings().network().inputSize(), progress);
    Evaluation e =
        new Evaluator(loaded.network(), pixels, dataset.labels(), bf16)
            .evaluate(cohort, loaded.settings().seed(), progress);
    write(e, loaded, dataset, bf16);
    return 0;
  }

  private Cohort cohort(Dataset dataset, Model loaded) {
    return switch (part) {
      case TRAIN -> Cohort.of(dataset, Split.TRAIN);
      case VALID -> Cohort.of(dataset, Split.VALID);
      case TEST -> Cohort.of(dataset, Split.TEST);
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

  private void write(Evaluation e, Model loaded, Dataset dataset, boolean bf16) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("model", model.toString());
    all.put("checkpoint-epoch", loaded.epoch());
    all.put("data", data.toString());
    all.put("data-sha256", dataset.sha256());
    all.put("precision", bf16 ? "bf16" : "fp32");
    all.put("split", split());
    all.putAll(e.toMap());
    json.show(spec, all, out -> print(e, loaded, out));
  }

  private void print(Evaluation e, Model loaded, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%s, checkpoint of epoch %d, on %s/%s: %d samples%n",
        model,
        loaded.epoch(),
        data,
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
