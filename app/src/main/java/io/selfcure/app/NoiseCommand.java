package io.selfcure.app;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.noise.Noise;
import io.selfcure.core.noise.NoiseKind;
import io.selfcure.core.noise.PairNoise;
import io.selfcure.datasets.lists.LabelList;
import io.selfcure.workflow.Documents;
import java.nio.file.Path;
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
    name = "noise",
    description =
        "Write a copy of a data set with wrong labels in its training split; the true ones are kept beside.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Kinds:",
      "  symmetric            in every class exactly the share --rate, each to any other class",
      "  symmetric-bernoulli  every label by itself with probability --rate, to any other class",
      "  pair                 in every class exactly the share --rate, each to the class it is most",
      "                       easily taken for, or as --pairs says",
      "  annotator            labels drawn from the annotators' votes; --rate, where it is given, is",
      "                       the highest share that may change",
      "  from-file            labels from a published list, --list: lines 'train_00001.jpg 5' with",
      "                       RAF-DB's numbers, a CSV id,label, or a table like fer2013new.csv",
      "",
      "Examples:",
      "  selfcure noise --data ferplus --kind symmetric --rate 0.2 --seed 1 --to ferplus-sym20",
      "  selfcure noise --data ferplus --kind pair --rate 0.2 --to ferplus-pair20",
      "  selfcure noise --data faces --kind pair --pairs sad=neutral --rate 0.3 --to faces-pair",
      "  selfcure noise --data ferplus --kind annotator --to ferplus-annotator",
      "  selfcure noise --data raf --kind from-file --list noise02.txt --to raf-noise02",
    })
final class NoiseCommand implements Callable<Integer> {

  /** {@link NoiseKind}'s, and the one that needs a file. */
  enum Kind {
    NONE,
    SYMMETRIC,
    SYMMETRIC_BERNOULLI,
    PAIR,
    ANNOTATOR,
    FROM_FILE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Spec private CommandSpec spec;

  @Option(names = "--data", required = true, paramLabel = "DIR", description = "The data set.")
  private Path data;

  @Option(
      names = "--kind",
      defaultValue = "symmetric",
      paramLabel = "KIND",
      description = "${COMPLETION-CANDIDATES}. Default: symmetric.")
  private Kind kind;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "Share of wrong labels, 0 to 1; needed by the symmetric kinds and pair.")
  private @Nullable Double rate;

  @Option(
      names = "--pairs",
      paramLabel = "A=B,...",
      description =
          "For pair: which class becomes which; others stay clean. Default: what FERPlus's annotators confuse.")
  private @Nullable String pairs;

  @Option(names = "--list", paramLabel = "FILE", description = "For from-file: the list of labels.")
  private @Nullable Path list;

  @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "Seed. Default: 1.")
  private long seed;

  @Option(names = "--to", required = true, paramLabel = "DIR", description = "The new data set.")
  private Path to;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    refuseIdle("--pairs", pairs != null && kind != Kind.PAIR);
    refuseIdle("--list", list != null && kind != Kind.FROM_FILE);
    refuseIdle("--rate", rate != null && (kind == Kind.FROM_FILE || kind == Kind.NONE));
    if (kind == Kind.SYMMETRIC || kind == Kind.SYMMETRIC_BERNOULLI || kind == Kind.PAIR) {
      Noise.requireShare(requiredRate());
    }
    Dataset dataset = Dataset.read(data);
    Dataset made = Noise.inject(dataset, noise(dataset), to, Terminal.progress(spec));
    long wrong = made.samples().stream().filter(s -> s.knownWrong()).count();
    int training = made.split(Split.TRAIN).size();
    Map<String, Object> document = Documents.dataset(made);
    document.put("kind", kind.toString());
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

  private Noise noise(Dataset dataset) {
    LabelSet classes = dataset.labels();
    return switch (kind) {
      case FROM_FILE -> {
        if (list == null) {
          throw new UsageException("--kind from-file", "needs a list", "give it with --list FILE");
        }
        yield LabelList.read(list, dataset);
      }
      case PAIR ->
          pairs == null
              ? NoiseKind.PAIR.rule(requiredRate(), seed, classes)
              : new PairNoise(requiredRate(), PairNoise.parsePairs(pairs, classes), seed);
      case ANNOTATOR -> NoiseKind.ANNOTATOR.rule(rate == null ? 1 : rate, seed, classes);
      case NONE -> NoiseKind.NONE.rule(0, seed, classes);
      case SYMMETRIC, SYMMETRIC_BERNOULLI ->
          NoiseKind.of(kind.toString()).rule(requiredRate(), seed, classes);
    };
  }

  private double requiredRate() {
    if (rate == null) {
      throw new UsageException(
          "--kind " + kind, "needs the share of wrong labels", "give --rate, such as --rate 0.2");
    }
    return rate;
  }

  private void refuseIdle(String option, boolean idle) {
    if (idle) {
      throw new UsageException(option, "has no effect with --kind " + kind, "leave it out");
    }
  }
}
