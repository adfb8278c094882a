package io.selfcure.app;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Yaml;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.progress.Progress;
import io.selfcure.training.crossval.OutOfSample;
import io.selfcure.training.crossval.OutOfSampleTable;
import io.selfcure.training.settings.TrainSettings;
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
import picocli.CommandLine.Spec;

@Command(
    name = "cross-validate",
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

  @Option(
      names = "--folds",
      paramLabel = "K",
      description = "Number of folds: alike in classes; a subject is in one only. Default: 4.")
  private @Nullable Integer folds;

  @Option(names = "--resume", description = "Go on with what was interrupted in --to.")
  private boolean resume;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Settings from a YAML file, such as a run's config.yaml, but for its validation; options"
              + " win over it.")
  private @Nullable Path config;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = "Where decoded pixels are kept. Default: $SELFCURE_CACHE or ~/.cache/selfcure.")
  private @Nullable Path cache;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    json.requireWritable();
    Progress progress = Terminal.progress(spec);
    Dataset dataset = Dataset.read(data);
    OutOfSample work = resume ? resumed(dataset) : begun(dataset);
    PixelPack pixels =
        Pipeline.pixels(dataset, work.settings().network().inputSize(), cache, progress);
    Stop.onSignal(work::stop);
    OutOfSampleTable table;
    try {
      table = work.run(pixels, progress);
    } finally {
      Stop.forget();
    }
    Path written = to.resolve("probabilities.safetensors");
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("probabilities", written.toString());
    document.put("samples", table.size());
    document.put("agreement", table.agreement());
    json.show(
        spec,
        document,
        out ->
            out.printf(
                Locale.ROOT,
                "%,d samples scored by networks that have not seen them; %.2f %% agree with the"
                    + " given label: %s%n",
                table.size(),
                100 * table.agreement(),
                written));
    return 0;
  }

  private OutOfSample begun(Dataset dataset) {
    Map<String, String> file = new LinkedHashMap<>();
    if (config != null) {
      file.putAll(Yaml.readFlat(config));
      file.keySet().removeAll(java.util.Set.of("validation", "holdout"));
    }
    Map<String, String> options = SettingOptions.given(spec.commandLine().getParseResult());
    options.putIfAbsent("validation", "none");
    TrainSettings settings = Pipeline.resolve(TrainSettings.of(file, options), dataset);
    return OutOfSample.of(dataset, settings, folds == null ? 4 : folds, to);
  }

  private OutOfSample resumed(Dataset dataset) {
    Map<String, String> options = SettingOptions.given(spec.commandLine().getParseResult());
    if (!options.isEmpty() || config != null || folds != null) {
      throw new UsageException(
          "--resume",
          "goes on with the settings it was begun with; no others can be given",
          "leave them out, or begin anew with another --to");
    }
    return OutOfSample.resume(dataset, to);
  }
}
