package io.selfcure.core.metrics;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.DivergedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All figures of one evaluation of one model on one set of labelled samples. Rates are in [0, 1].
 *
 * @param accuracy the share of right predictions
 * @param balancedAccuracy mean recall over the classes that have samples
 * @param macroF1 mean F1 over the classes that have samples
 * @param logLoss mean of -ln p(true class), in nats; probabilities below 1e-7 count as that
 * @param calibration expected calibration error and its bins
 * @param confusion counts, rows true, columns predicted; carries the label set
 * @param intervals 95 % intervals of the figures; null where they were not asked for, or cannot be
 *     told
 */
public record Evaluation(
    double accuracy,
    double balancedAccuracy,
    double macroF1,
    double logLoss,
    Calibration calibration,
    ConfusionMatrix confusion,
    @Nullable Intervals intervals) {

  /** One wrong certainty must not make the mean infinite. */
  private static final double LEAST = 1e-7;

  /**
   * Evaluates probabilities, without intervals; the predicted class is the most probable one, of
   * equals the first.
   *
   * @param probabilities N x C, rows first: softmax's values in the label set's order
   * @param truth the true class of each of the N samples, 0..C-1
   * @param labels the C classes
   * @throws DataException when there are no samples or a label is outside the label set
   * @throws DivergedException when a probability is not finite
   */
  public static Evaluation of(float[] probabilities, int[] truth, LabelSet labels) {
    return of(outcomes(probabilities, truth, labels), probabilities, labels);
  }

  /**
   * As {@link #of(float[], int[], LabelSet)}, with intervals: {@value Bootstrap#RESAMPLES} draws of
   * all samples.
   *
   * @param subjects the person on each of the N pictures, empty where unknown; people are drawn
   *     with all their pictures, which are more alike than those of two people
   * @param seed of the draws
   */
  public static Evaluation withIntervals(
      float[] probabilities, int[] truth, LabelSet labels, List<String> subjects, long seed) {
    Bootstrap.Outcomes outcomes = outcomes(probabilities, truth, labels);
    if (subjects.size() != truth.length) {
      throw new IllegalArgumentException(
          subjects.size() + " subjects for " + truth.length + " samples");
    }
    Evaluation plain = of(outcomes, probabilities, labels);
    return new Evaluation(
        plain.accuracy,
        plain.balancedAccuracy,
        plain.macroF1,
        plain.logLoss,
        plain.calibration,
        plain.confusion,
        Bootstrap.of(labels, outcomes, subjects, seed));
  }

  private static Bootstrap.Outcomes outcomes(float[] probabilities, int[] truth, LabelSet labels) {
    Probabilities p = new Probabilities(probabilities, labels.size());
    int[] predicted = p.argMax();
    float[] confidence = new float[predicted.length];
    for (int i = 0; i < confidence.length; i++) {
      confidence[i] = p.at(i, predicted[i]);
    }
    return new Bootstrap.Outcomes(truth, predicted, confidence);
  }

  private static Evaluation of(
      Bootstrap.Outcomes outcomes, float[] probabilities, LabelSet labels) {
    int[] truth = outcomes.truth();
    ConfusionMatrix confusion = ConfusionMatrix.of(labels, truth, outcomes.predicted());
    boolean[] right = new boolean[truth.length];
    double logLoss = 0;
    for (int i = 0; i < truth.length; i++) {
      right[i] = outcomes.predicted()[i] == truth[i];
      logLoss -= Math.log(Math.max(LEAST, probabilities[i * labels.size() + truth[i]]));
    }
    return new Evaluation(
        confusion.accuracy(),
        confusion.balancedAccuracy(),
        confusion.macroF1(),
        logLoss / truth.length,
        Calibration.of(outcomes.confidence(), right),
        confusion,
        null);
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
  public Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("samples", samples());
    figure(map, "accuracy", accuracy, Intervals::accuracy);
    figure(map, "balanced-accuracy", balancedAccuracy, Intervals::balancedAccuracy);
    figure(map, "macro-f1", macroF1, Intervals::macroF1);
    map.put("log-loss", logLoss);
    figure(map, "ece", ece(), Intervals::ece);
    Intervals known = intervals;
    map.put("intervals-over", known == null ? null : known.unit().id());
    map.put("interval-units", known == null ? null : known.units());
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

  private void figure(
      Map<String, @Nullable Object> map,
      String name,
      double value,
      Function<Intervals, Interval> which) {
    map.put(name, value);
    Interval interval = intervals == null ? null : which.apply(intervals);
    map.put(
        name + "-interval-95", interval == null ? null : List.of(interval.low(), interval.high()));
  }

  private static @Nullable Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
