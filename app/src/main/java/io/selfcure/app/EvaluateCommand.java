package io.selfcure.app;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.metrics.Evaluation;
import io.selfcure.core.progress.Progress;
import io.selfcure.training.loop.Cohort;
import io.selfcure.training.loop.Evaluator;
import io.selfcure.training.loop.Model;
import io.selfcure.training.runtime.Torch;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

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

  @Option(
      names = "--split",
      defaultValue = "valid",
      paramLabel = "train|valid|test",
      description = "The split.")
  private String split;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write all figures there ('-': print).")
  private @Nullable String json;

  @Option(names = "--cache", paramLabel = "DIR", description = "Where decoded pixels are kept.")
  private @Nullable Path cache;

  @Override
  public Integer call() {
    Progress progress = Terminal.progress(spec);
    Split wanted = Split.of(split);
    Dataset dataset = Dataset.read(data);
    Torch.threads(Runtime.getRuntime().availableProcessors());
    Model loaded = Model.open(model, checkpoint);
    loaded.requireLabels(dataset.labels(), data.toString());
    Cohort cohort = Cohort.of(dataset, wanted);
    if (cohort.size() == 0) {
      throw new DataException(
          data.toString(), "has no labelled samples in split " + split, "choose another --split");
    }
    PixelPack pixels =
        Pipeline.pixels(dataset, loaded.settings().network().inputSize(), cache, progress);
    Evaluation e =
        new Evaluator(loaded.network(), pixels, dataset.labels(), false)
            .evaluate(cohort, loaded.settings().seed(), progress);
    write(e, loaded);
    return 0;
  }

  private void write(Evaluation e, Model loaded) {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("model", model.toString());
    all.put("checkpoint-epoch", loaded.epoch());
    all.put("data", data.toString());
    all.put("split", split);
    all.putAll(e.toMap());
    String text =
        JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(all);
    if ("-".equals(json)) {
      out.println(text);
      return;
    }
    if (json != null) {
      Outputs.writeAtomically(Path.of(json), text);
    }
    print(e, loaded, out);
  }

  private void print(Evaluation e, Model loaded, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%s, checkpoint of epoch %d, on %s/%s: %d samples%n",
        model,
        loaded.epoch(),
        data,
        split,
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
    out.flush();
  }
}
