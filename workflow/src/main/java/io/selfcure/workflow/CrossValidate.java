package io.selfcure.workflow;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.PixelPack;
import io.selfcure.training.crossval.OutOfSample;
import io.selfcure.training.crossval.OutOfSampleTable;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Scores every training sample by a network that has not seen it. */
public final class CrossValidate {

  /** Networks that are trained where nothing else is asked for. */
  public static final int FOLDS = 4;

  /** On the fold that is scored nothing may be chosen. */
  private static final Map<String, String> NOTHING_IS_CHOSEN =
      Map.of("validation", "none", "holdout", "0");

  private CrossValidate() {}

  /**
   * What is to be scored.
   *
   * @param data the data set
   * @param work the folder of the folds: new, or the one to go on with
   * @param asked settings of every fold's training; null to go on with what was begun
   * @param folds networks to train, each on all folds but one; of no meaning when going on
   */
  public record Request(Path data, Path work, @Nullable AskedSettings asked, int folds) {}

  /**
   * What came of it.
   *
   * @param probabilities the file of the probabilities
   * @param table what it holds
   */
  public record Result(Path probabilities, OutOfSampleTable table) {

    /** The figures for programs (docs/formats/json.md). */
    public Map<String, Object> document() {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("probabilities", probabilities.toString());
      document.put("samples", table.size());
      document.put("agreement", table.agreement());
      return document;
    }
  }

  /**
   * Trains what is not trained yet and scores what is not scored yet.
   *
   * @throws io.selfcure.core.error.InterruptedRunException after a request to end early; what was
   *     done is kept
   */
  public static Result run(Request request, Context context) {
    return run(request, Dataset.read(request.data()), Map.of(), context);
  }

  /**
   * Likewise.
   *
   * @param defaults settings where none are asked for
   */
  static Result run(
      Request request, Dataset dataset, Map<String, String> defaults, Context context) {
    OutOfSample folds =
        request.asked() == null
            ? OutOfSample.resume(dataset, request.work())
            : OutOfSample.of(
                dataset,
                SuitedSettings.of(
                    request.asked(), dataset, defaults, NOTHING_IS_CHOSEN, context.progress()),
                request.folds(),
                request.work());
    PixelPack pixels = context.pixels(dataset, folds.settings().network().inputSize());
    try (Interruption.Registration asked = context.interruption().onRequest(folds::stop)) {
      OutOfSampleTable table = folds.run(pixels, context.progress());
      return new Result(OutOfSampleTable.file(request.work()), table);
    }
  }
}
