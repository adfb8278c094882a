package io.selfcure.app;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.noise.NoiseKind;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "noise",
    description =
        "Write a copy of a data set with wrong labels in its training split; the true ones are kept beside.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  selfcure noise --data ferplus --kind symmetric --rate 0.2 --seed 1 --to ferplus-sym20",
    })
final class NoiseCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--data", required = true, paramLabel = "DIR", description = "The data set.")
  private Path data;

  @Option(
      names = "--kind",
      defaultValue = "symmetric",
      paramLabel = "none|symmetric",
      description = {
        "symmetric: in every class exactly the share --rate, each to any other class.",
        "none: no wrong labels; the given ones are noted as the true ones.",
      })
  private String kindId;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "Share of wrong labels, 0 to 1; needed but for none.")
  private @Nullable Double rate;

  @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "Seed. Default: 1.")
  private long seed;

  @Option(names = "--to", required = true, paramLabel = "DIR", description = "The new data set.")
  private Path to;

  @Override
  public Integer call() {
    NoiseKind kind = NoiseKind.of(kindId);
    Double share = rate;
    if (kind.takesRate() == (share == null)) {
      throw new UsageException(
          "--rate",
          share == null ? "is missing" : kind.id() + " takes none",
          share == null ? "give a share such as 0.2" : "leave it out");
    }
    Outputs.requireFresh(to, "--to");
    Dataset made =
        kind.inject(
            Dataset.read(data), share == null ? 0 : share, seed, to, Terminal.progress(spec));
    if (made.dir().equals(data)) {
      throw new UsageException(
          "--kind none", data + " has its true labels already", "use it as it is");
    }
    long wrong = made.samples().stream().filter(s -> s.knownWrong()).count();
    int training = made.split(Split.TRAIN).size();
    spec.commandLine()
        .getOut()
        .printf(Locale.ROOT, "%,d of %,d training labels are now wrong: %s%n", wrong, training, to);
    return 0;
  }
}
