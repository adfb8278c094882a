package io.selfcure.app;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.error.ModelException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.progress.Progress;
import io.selfcure.curation.run.RunDifferences;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.curation.run.RunSummary;
import io.selfcure.training.loop.Outlook;
import io.selfcure.training.loop.Trainer;
import io.selfcure.training.settings.TrainSettings;
import io.selfcure.workflow.Documents;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "reproduce",
    description =
        "Run a finished run again from its record, and say what differs: the platform, figures of"
            + " any epoch, any sample's observations, changes of labels, final labels.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit code 0: equal but for the clock's figures; 8: not reproduced.",
      "",
      "Examples:",
      "  selfcure reproduce runs/paper --to runs/paper-again",
      "  selfcure reproduce runs/paper --to runs/paper-again --resume --json",
      "  selfcure reproduce downloaded/run --data data/ferplus --to runs/check",
    })
final class ReproduceCommand implements Callable<Integer> {

  private static final int NOT_REPRODUCED = 8; // docs/exit-codes.md

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "The run to run again.")
  private Path first;

  @Option(names = "--to", required = true, paramLabel = "NEWRUN", description = "The new run.")
  private Path second;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data set, where it is not where it was; its hash must be the same.")
  private @Nullable Path data;

  @Option(
      names = "--init",
      paramLabel = "FILE",
      description = "The initial weights, where they are not where they were; likewise.")
  private @Nullable Path init;

  @Option(names = "--resume", description = "Go on with a reproduction that was interrupted.")
  private boolean resume;

  @Mixin private CacheOption cache;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    json.requireWritable();
    Progress progress = Terminal.progress(spec);
    RunFolder from = new RunFolder(first);
    RunFolder to = new RunFolder(second);
    RunSummary record = RunSummary.of(from);
    requireFinished(record);
    Path place = data == null ? Path.of(record.origin().getOrDefault("data", "")) : data;
    Dataset dataset = Dataset.read(place);
    from.requireData(dataset);
    TrainSettings settings = settings(record);
    if (resume) {
      requireSame(settings, to);
    } else {
      Outlook.check(settings, dataset, second);
    }
    PixelPack pixels = cache.pixels(dataset, settings.network().inputSize(), progress);
    try (Trainer trainer =
        resume
            ? Trainer.resume(dataset, pixels, second, progress)
            : Trainer.start(settings, dataset, pixels, second, progress)) {
      Pipeline.train(trainer, second, spec.commandLine().getErr());
    }
    RunDifferences found = RunDifferences.between(from, to);
    json.show(
        spec,
        Documents.differences(first.toString(), second.toString(), found),
        out -> print(out, found));
    return found.none() ? 0 : NOT_REPRODUCED;
  }

  /** The rest of an unfinished run would be compared with nothing. */
  private void requireFinished(RunSummary record) {
    if (record.state() != RunSummary.State.FINISHED) {
      throw new UsageException(
          first.toString(),
          "is "
              + record.state().name().toLowerCase(Locale.ROOT)
              + " after "
              + record.done()
              + " of "
              + record.epochs()
              + " epochs",
          "name a finished run; an interrupted one can be finished with 'selfcure train --data "
              + record.origin().getOrDefault("data", "DIR")
              + " --out "
              + first
              + " --resume'");
    }
  }

  private TrainSettings settings(RunSummary record) {
    Map<String, String> values = new LinkedHashMap<>(record.settings());
    if (init != null) {
      values.put("init", init.toString());
    }
    TrainSettings settings = TrainSettings.of(values, Map.of(), record.run().config().toString());
    String weights = settings.network().init();
    if (!weights.isEmpty()) {
      Path file = Path.of(weights);
      if (!Files.isRegularFile(file)) {
        throw new ModelException(
            weights, "the run's initial weights are not there", "name the file with --init");
      }
      String hash = Outputs.sha256(file);
      String recorded = record.origin().getOrDefault("init-sha256", "");
      if (!hash.equals(recorded)) {
        throw new ModelException(
            weights,
            "has hash " + hash + ", the run began with " + recorded,
            "name the run's own initial weights with --init");
      }
    }
    return settings;
  }

  private void requireSame(TrainSettings settings, RunFolder to) {
    Map<String, String> other =
        new LinkedHashMap<>(
            TrainSettings.of(to.settings(), Map.of(), to.config().toString()).toMap());
    other.entrySet().removeAll(settings.toMap().entrySet());
    if (!other.isEmpty()) {
      throw new UsageException(
          second.toString(),
          "is no reproduction of " + first + ": it has " + other,
          "name another folder with --to, without --resume");
    }
  }

  private void print(PrintWriter out, RunDifferences found) {
    out.println(
        (found.none() ? "reproduced exactly: " : "NOT reproduced: ")
            + first
            + " and "
            + second
            + ", "
            + found.epochs()
            + " epochs");
    found
        .origin()
        .forEach(
            (name, pair) ->
                out.println("  " + name + ": " + pair.first() + ", now " + pair.second()));
    for (RunDifferences.Column c : found.metrics()) {
      out.printf(
          Locale.ROOT,
          "  %s: from epoch %d, %s%n",
          c.name(),
          c.firstEpoch(),
          c.greatest() == null
              ? "missing in one of them"
              : String.format(Locale.ROOT, "greatest difference %.3g", c.greatest()));
    }
    if (!found.ledger().none()) {
      out.printf(
          Locale.ROOT,
          "  ledger: %d samples, %d observations%s, %d changes of labels, %d final labels differ%n",
          found.ledger().samples(),
          found.ledger().observations(),
          found.ledger().firstEpoch() > 0 ? " from epoch " + found.ledger().firstEpoch() : "",
          found.ledger().relabellings(),
          found.ledger().labels());
    }
  }
}
