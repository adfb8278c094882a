package io.selfcure.app;

import io.selfcure.workflow.CrossValidate;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "cross-validate",
    modelTransformer = SettingOptions.OfFolds.class,
    description =
        "Score every training sample by a network that has not seen it: train one network a fold on"
            + " all other folds.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {
      "",
      "Examples:",
      "  selfcure cross-validate --data ferplus --to scores --mode baseline --width 0.25 --epochs 12",
      "  selfcure cross-validate --data ferplus --to scores --resume",
    })
final class CrossValidateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--data", required = true, paramLabel = "DIR", description = "The data set.")
  private Path data;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "Where the probabilities and the folds' runs go.")
  private Path to;

  @Mixin private FoldOptions folds;

  @Mixin private CacheOption cache;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    json.requireWritable();
    CrossValidate.Result result =
        CrossValidate.run(
            folds.request(spec.commandLine().getParseResult(), data, to), Contexts.of(spec, cache));
    json.show(
        spec,
        result.document(),
        out ->
            out.printf(
                Locale.ROOT,
                "%,d samples scored by networks that have not seen them; %.2f %% agree with the"
                    + " given label: %s%n",
                result.table().size(),
                100 * result.table().agreement(),
                result.probabilities()));
    return 0;
  }
}
