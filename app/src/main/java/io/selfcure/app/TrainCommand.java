package io.selfcure.app;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.error.DivergedException;
import io.selfcure.core.error.InterruptedRunException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.progress.Progress;
import io.selfcure.core.run.RunFolder;
import io.selfcure.training.loop.Trainer;
import io.selfcure.training.settings.TrainSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "train",
    description = "Train a network and keep a ledger of every label it doubts.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {
      "",
      "Examples:",
      "  selfcure train --data ferplus --mode paper --epochs 40 --out runs/paper",
      "  selfcure train --data ferplus --out runs/paper --resume",
      "  selfcure train --data ferplus --config runs/paper/config.yaml --seed 2 --out runs/paper-2",
      "  selfcure train --data faces --mode baseline --input-size 224 --init resnet18.pth --out runs/b",
    })
final class TrainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--data", required = true, paramLabel = "DIR", description = "The data set.")
  private Path data;

  @Option(names = "--out", required = true, paramLabel = "RUN", description = "The run folder.")
  private Path out;

  @Option(names = "--resume", description = "Go on with the run in --out where it was interrupted.")
  private boolean resume;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings from a YAML file, such as a run's config.yaml; options win over it.")
  private @Nullable Path config;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = "Where decoded pixels are kept. Default: $SELFCURE_CACHE or ~/.cache/selfcure.")
  private @Nullable Path cache;

  @Override
  public Integer call() {
    Progress progress = Terminal.progress(spec);
    Dataset dataset = Dataset.read(data);
    Map<String, String> options = SettingOptions.given(spec.commandLine().getParseResult());
    TrainSettings settings;
    if (resume) {
      if (!options.isEmpty() || config != null) {
        throw new UsageException(
            "--resume",
            "goes on with the settings of the run, but these were given: "
                + (config != null ? "--config " : "")
                + String.join(" ", options.keySet()),
            "leave them out, or start a new run with another --out");
      }
      new RunFolder(out).settings(); // names the folder where it is none
      settings = TrainSettings.read(new RunFolder(out).config(), Map.of());
    } else {
      TrainSettings given =
          config == null
              ? TrainSettings.of(Map.of(), options)
              : TrainSettings.read(config, options);
      settings = Pipeline.resolve(given, dataset);
      Trainer.check(settings, dataset, out);
    }
    PixelPack pixels = Pipeline.pixels(dataset, settings.network().inputSize(), cache, progress);
    try (Trainer trainer =
        resume
            ? Trainer.resume(dataset, pixels, out, progress)
            : Trainer.start(settings, dataset, pixels, out, progress)) {
      Thread hook = Stop.onSignal(trainer::stop);
      List<Map<String, String>> rows;
      try {
        rows = trainer.train();
      } catch (InterruptedRunException | DivergedException e) {
        writeReport();
        throw e;
      } finally {
        Stop.forget(hook);
      }
      report(rows, trainer);
      if (writeReport()) {
        spec.commandLine().getOut().println("report: " + new RunFolder(out).report());
        spec.commandLine().getOut().flush();
      }
    }
    return 0;
  }

  /** After a stop too: what there is can be read at once. */
  private boolean writeReport() {
    return Reports.tryWrite(List.of(out), new RunFolder(out).report(), spec.commandLine().getErr());
  }

  private void report(List<Map<String, String>> rows, Trainer trainer) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("run written to " + this.out);
    for (Map<String, String> row : rows) {
      boolean best = Integer.toString(trainer.bestEpoch()).equals(row.get("epoch"));
      boolean last = row == rows.get(rows.size() - 1);
      if (best || last) {
        out.printf(
            "  epoch %3s  valid accuracy %s%s%s%n",
            row.get("epoch"),
            row.getOrDefault("valid_accuracy", "").isEmpty() ? "none" : row.get("valid_accuracy"),
            best ? "  best" : "",
            last ? "  last" : "");
      }
    }
    out.flush();
  }
}
