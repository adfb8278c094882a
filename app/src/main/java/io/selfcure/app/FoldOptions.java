package io.selfcure.app;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.progress.Progress;
import io.selfcure.training.crossval.OutOfSample;
import io.selfcure.training.crossval.OutOfSampleTable;
import io.selfcure.training.settings.TrainSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** A cross-validation: its options and its work, the same in every command that makes one. */
final class FoldOptions {

  private static final int FOLDS = 4;

  /** On the fold that is scored nothing may be chosen. */
  private static final Map<String, String> NOTHING_IS_CHOSEN =
      Map.of("validation", "none", "holdout", "0");

  @Option(
      names = "--folds",
      paramLabel = "K",
      description =
          "Networks to train, each on all folds but one: folds are alike in classes, and a subject"
              + " is in one only. Default: "
              + FOLDS
              + ".")
  private @Nullable Integer folds;

  @Mixin private TrainingOptions training;

  /** The options that were given: those of the training and --folds. */
  Set<String> given(ParseResult parsed) {
    Set<String> given = training.given(parsed);
    if (folds != null) {
      given.add("--folds");
    }
    return given;
  }

  /**
   * Scores every training sample by a network that has not seen it, or goes on with it. A signal
   * makes it end soon; what was done is kept.
   *
   * @param work the folder of the folds
   * @param defaults settings where none are given
   */
  OutOfSampleTable run(
      ParseResult parsed,
      Dataset dataset,
      Path work,
      Map<String, String> defaults,
      CacheOption cache,
      Progress progress) {
    OutOfSample folds =
        training.resumes(parsed, "--to")
            ? resumed(dataset, work)
            : begun(parsed, dataset, work, defaults);
    var pixels = cache.pixels(dataset, folds.settings().network().inputSize(), progress);
    Stop.onSignal(folds::stop);
    try {
      return folds.run(pixels, progress);
    } finally {
      Stop.forget();
    }
  }

  private OutOfSample begun(
      ParseResult parsed, Dataset dataset, Path work, Map<String, String> defaults) {
    TrainSettings settings = training.settings(parsed, defaults, NOTHING_IS_CHOSEN);
    return OutOfSample.of(
        dataset, Pipeline.resolve(settings, dataset), folds == null ? FOLDS : folds, work);
  }

  private OutOfSample resumed(Dataset dataset, Path work) {
    if (folds != null) {
      throw new UsageException(
          "--resume",
          "goes on with the folds that it was begun with, but --folds was given",
          "leave it out, or begin anew with another --to");
    }
    return OutOfSample.resume(dataset, work);
  }
}
