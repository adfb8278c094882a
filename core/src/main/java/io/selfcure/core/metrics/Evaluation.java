package io.selfcure.core.metrics;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.DivergedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All figures of one evaluation of one model on one set of labelled samples. Rates are in [0, 1].
 *
 * @param accuracy the share of right predictions
 * @param accuracyInterval its 95 % bootstrap interval
 * @param balancedAccuracy mean recall over the classes that have samples
 * @param macroF1 mean F1 over the classes that have samples
 * @param logLoss mean of -ln p(true class), in nats; probabilities below 1e-7 count as that
 * @param calibration expected calibration error and its bins
 * @param confusion counts, rows true, columns predicted; carries the label set
 */
public record Evaluation(
    double accuracy,
    Bootstrap.Interval accuracyInterval,
    double balancedAccuracy,
    double macroF1,
    double logLoss,
    Calibration calibration,
    ConfusionMatrix confusion) {

  /** One wrong certainty must not make the mean infinite. */
  private static final double LEAST = 1e-7;

  /**
   * Evaluates probabilities; the predicted class is the most probable one, of equals the first.
   *
   * @param probabilities N x C, rows first: softmax's values in the label set's order
   * @param truth the true class of each of the N samples, 0..C-1
   * @param labels the C classes
   * @param seed of the bootstrap
   * @throws DataException when there are no samples or a label is outside the label set
   * @throws DivergedException when a probability is not finite
   */
  public static Evaluation of(float[] probabilities, int[] truth, LabelSet labels, long seed) {
    Probabilities p = new Probabilities(probabilities, labels.size());
    int[] predicted = p.argMax();
    ConfusionMatrix confusion = ConfusionMatrix.of(labels, truth, predicted);
    boolean[] right = new boolean[truth.length];
    float[] confidence = new float[truth.length];
    double logLoss = 0;
    for (int i = 0; i < truth.length; i++) {
      right[i] = predicted[i] == truth[i];
      confidence[i] = p.at(i, predicted[i]);
      logLoss -= Math.log(Math.max(LEAST, p.at(i, truth[i])));
    }
    return new Evaluation(
        confusion.accuracy(),
        Bootstrap.accuracy(right, seed),
        confusion.balancedAccuracy(),
        confusion.macroF1(),
        logLoss / truth.length,
        Calibration.of(confidence, right),
        confusion);
  }

  /** As {@link #of(float[], int[], LabelSet, long)} with seed 0. */
  public static Evaluation of(float[] probabilities, int[] truth, LabelSet labels) {
    return of(probabilities, truth, labels, 0);
  }

  /** The number of samples, at least 1. */
  public long samples() {
    return confusion.total();
  }

  /** Expected calibration error. */
  public double ece() {
    return calibration.ece();
  }

  /** Recall by class name in the label set's order; null for a class without samples. */
  public Map<String, @Nullable Double> perClassRecall() {
    Map<String, @Nullable Double> recalls = new LinkedHashMap<>();
    LabelSet labels = confusion.labels();
    for (int c = 0; c < labels.size(); c++) {
      recalls.put(labels.name(c), orNull(confusion.recall(c)));
    }
    return recalls;
  }

  /** Precision by class name in the label set's order; null for a class never predicted. */
  public Map<String, @Nullable Double> perClassPrecision() {
    Map<String, @Nullable Double> precisions = new LinkedHashMap<>();
    LabelSet labels = confusion.labels();
    for (int c = 0; c < labels.size(); c++) {
      precisions.put(labels.name(c), orNull(confusion.precision(c)));
    }
    return precisions;
  }

  /**
   * The evaluation in plain maps, lists and numbers, ready for any JSON or YAML writer: kebab-case
   * keys in a fixed order, no NaN (null where a figure is not defined).
   */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("samples", samples());
    map.put("accuracy", accuracy);
    map.put("accuracy-interval-95", List.of(accuracyInterval.low(), accuracyInterval.high()));
    map.put("balanced-accuracy", balancedAccuracy);
    map.put("macro-f1", macroF1);
    map.put("log-loss", logLoss);
    map.put("ece", ece());
    map.put("labels", confusion.labels().names());
    map.put("per-class-recall", perClassRecall());
    map.put("per-class-precision", perClassPrecision());
    map.put("confusion-rows-true-columns-predicted", confusion.rows());
    List<Map<String, Object>> bins = new ArrayList<>();
    for (Calibration.Bin bin : calibration.bins()) {
      Map<String, Object> b = new LinkedHashMap<>();
      b.put("above", bin.above());
      b.put("up-to", bin.upTo());
      b.put("samples", bin.samples());
      b.put("confidence", bin.confidence());
      b.put("accuracy", bin.accuracy());
      bins.add(b);
    }
    map.put("calibration-bins", bins);
    return map;
  }

  private static @Nullable Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
