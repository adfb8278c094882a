package io.selfcure.app;

import io.selfcure.curation.run.RunDifferences;
import io.selfcure.workflow.Documents;
import io.selfcure.workflow.ReproduceRun;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
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
    RunDifferences found =
        ReproduceRun.run(
            new ReproduceRun.Request(first, second, data, init, resume), Contexts.of(spec, cache));
    json.show(
        spec,
        Documents.differences(first.toString(), second.toString(), found),
        out -> print(out, found));
    return found.none() ? 0 : NOT_REPRODUCED;
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
