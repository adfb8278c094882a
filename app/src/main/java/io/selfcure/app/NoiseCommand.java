package io.selfcure.app;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Split;
import io.selfcure.core.noise.SymmetricNoise;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  enum Kind {
    SYMMETRIC
  }

  @Spec private CommandSpec spec;

  @Option(names = "--data", required = true, paramLabel = "DIR", description = "The data set.")
  private Path data;

  @Option(
      names = "--kind",
      defaultValue = "symmetric",
      paramLabel = "symmetric",
      description = "symmetric: in every class exactly the share --rate, each to any other class.")
  private Kind kind;

  @Option(
      names = "--rate",
      required = true,
      paramLabel = "R",
      description = "Share of wrong labels, 0 to 1.")
  private double rate;

  @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "Seed. Default: 1.")
  private long seed;

  @Option(names = "--to", required = true, paramLabel = "DIR", description = "The new data set.")
  private Path to;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    Dataset made =
        switch (kind) {
          case SYMMETRIC ->
              SymmetricNoise.inject(Dataset.read(data), rate, seed, to, Terminal.progress(spec));
        };
    long wrong = made.samples().stream().filter(s -> s.knownWrong()).count();
    int training = made.split(Split.TRAIN).size();
    Map<String, Object> document = Documents.dataset(made);
    document.put("kind", kind.name().toLowerCase(Locale.ROOT));
    document.put("rate", rate);
    document.put("seed", seed);
    document.put("wrong-labels", wrong);
    document.put("training-labels", training);
    json.show(
        spec,
        document,
        out ->
            out.printf(
                Locale.ROOT,
                "%,d of %,d training labels are now wrong: %s%n",
                wrong,
                training,
                to));
    return 0;
  }
}
