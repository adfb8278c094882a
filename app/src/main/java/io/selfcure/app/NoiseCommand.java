package io.selfcure.app;

import io.selfcure.core.data.TextReader;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.noise.NoiseKind;
import io.selfcure.core.noise.NoiseParameters;
import io.selfcure.datasets.lists.LabelList;
import io.selfcure.workflow.InjectNoise;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Locale;
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
    modelTransformer = NoiseKinds.class,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  selfcure noise --data ferplus --kind symmetric --rate 0.2 --seed 1 --to ferplus-sym20",
      "  selfcure noise --data ferplus --kind pair --rate 0.2 --to ferplus-pair20",
      "  selfcure noise --data faces --kind pair --pairs sad=neutral --rate 0.3 --to faces-pair",
      "  selfcure noise --data ferplus --kind annotator --to ferplus-annotator",
      "  selfcure noise --data raf --kind from-file --list noise02.txt --to raf-noise02",
    })
final class NoiseCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--data", required = true, paramLabel = "DIR", description = "The data set.")
  private Path data;

  @Option(
      names = "--kind",
      defaultValue = "symmetric",
      paramLabel = "KIND",
      completionCandidates = NoiseKinds.class,
      converter = NoiseKinds.class,
      description = "${COMPLETION-CANDIDATES}. Default: symmetric.")
  private NoiseKind kind;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "Share of wrong labels, 0 to 1, for the kinds that name it.")
  private @Nullable Double rate;

  @Option(
      names = "--pairs",
      paramLabel = "A=B,...",
      description =
          "For pair: which class becomes which; others stay clean. Default: what FERPlus's annotators confuse.")
  private @Nullable String pairs;

  @Option(names = "--list", paramLabel = "FILE", description = "For from-file: the list of labels.")
  private @Nullable Path list;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description =
          "What the list is encoded in, such as windows-1252. Default: utf-8, or what its byte order"
              + " mark tells.")
  private @Nullable String encoding;

  @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "Seed. Default: 1.")
  private long seed;

  @Option(names = "--to", required = true, paramLabel = "DIR", description = "The new data set.")
  private Path to;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    Path file = list;
    if (file == null && encoding != null) {
      throw new UsageException("{encoding}", "is that of a list, and none is given", "see {list}");
    }
    Charset in = encoding == null ? null : TextReader.encoding(encoding, "{encoding}");
    NoiseParameters with =
        new NoiseParameters(
            rate,
            pairs,
            file == null
                ? null
                : data -> LabelList.read(file, in, data, Contexts.of(spec).progress()),
            seed);
    InjectNoise.Result made =
        InjectNoise.run(new InjectNoise.Request(data, kind, with, to), Contexts.of(spec));
    json.show(
        spec,
        made.document(),
        out ->
            out.printf(
                Locale.ROOT,
                "%,d of %,d training labels are now wrong: %s%n",
                made.wrong(),
                made.training(),
                to));
    return 0;
  }
}
