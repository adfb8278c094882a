package io.selfcure.curation.report;

import io.selfcure.core.metrics.Bootstrap;
import io.selfcure.core.metrics.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One evaluation on the validation samples, as read from {@code validation.jsonl}. Rates are in [0,
 * 1], NaN where they are not defined.
 *
 * @param intervals 95 % intervals by the figure's name in the file; only of some epochs
 * @param counts the confusion matrix: rows true, columns predicted, in the order of the labels
 * @param bins the calibration's bins, lowest first
 */
record Validation(
    int epoch,
    long samples,
    double accuracy,
    double ece,
    Map<String, Interval> intervals,
    List<String> labels,
    List<List<Long>> counts,
    List<Bin> bins) {

  static final String ACCURACY = "accuracy";
  static final String BALANCED_ACCURACY = "balanced-accuracy";
  static final String MACRO_F1 = "macro-f1";
  static final String ECE = "ece";

  /** A bin of confidences; see {@link io.selfcure.core.metrics.Calibration.Bin}. */
  record Bin(double above, double upTo, long samples, double confidence, double accuracy) {}

  static Validation of(JsonNode node) {
    List<String> labels = new ArrayList<>();
    node.path("labels").forEach(l -> labels.add(l.asString()));
    List<List<Long>> counts = new ArrayList<>();
    for (JsonNode row : node.path("confusion-rows-true-columns-predicted")) {
      List<Long> cells = new ArrayList<>();
      row.forEach(c -> cells.add(c.asLong(0)));
      counts.add(cells);
    }
    if (counts.size() != labels.size()
        || counts.stream().anyMatch(r -> r.size() != labels.size())) {
      throw new IllegalArgumentException(
          "the confusion matrix has not " + labels.size() + " rows and columns");
    }
    List<Bin> bins = new ArrayList<>();
    for (JsonNode b : node.path("calibration-bins")) {
      bins.add(
          new Bin(
              number(b.path("above")),
              number(b.path("up-to")),
              b.path("samples").asLong(0),
              number(b.path("confidence")),
              number(b.path("accuracy"))));
    }
    Map<String, Interval> intervals = new LinkedHashMap<>();
    for (String figure : List.of(ACCURACY, BALANCED_ACCURACY, MACRO_F1, ECE)) {
      JsonNode ends = node.path(figure + "-interval-95");
      if (number(ends.path(0)) <= number(ends.path(1))) {
        intervals.put(figure, new Interval(number(ends.path(0)), number(ends.path(1))));
      }
    }
    return new Validation(
        node.path("epoch").asInt(0),
        node.path("samples").asLong(0),
        number(node.path("accuracy")),
        number(node.path("ece")),
        intervals,
        labels,
        counts,
        bins);
  }

  private static double number(JsonNode node) {
    return node.isNumber() ? node.asDouble() : Double.NaN;
  }

  /**
   * The accuracy's interval over samples, of every epoch; null without samples. Where people are
   * known the interval in the file is over them.
   */
  @Nullable Interval overSamples() {
    long right = 0;
    long all = 0;
    for (int c = 0; c < counts.size(); c++) {
      right += counts.get(c).get(c);
      all += support(c);
    }
    return all == 0 ? null : Bootstrap.ofShare(right, all);
  }

  /** A figure's interval in words; empty where there is none. */
  String interval(String figure) {
    Interval known = intervals.get(figure);
    return known == null ? "" : Num.percents(known);
  }

  /** How many samples are of class {@code c}. */
  long support(int c) {
    return counts.get(c).stream().mapToLong(Long::longValue).sum();
  }

  /** The share of class {@code c}'s samples that were predicted as such; NaN if it has none. */
  double recall(int c) {
    return (double) counts.get(c).get(c) / support(c);
  }

  /** The share of predictions of class {@code c} that were right; NaN if there are none. */
  double precision(int c) {
    return (double) counts.get(c).get(c) / counts.stream().mapToLong(r -> r.get(c)).sum();
  }
}
