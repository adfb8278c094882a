package io.selfcure.curation.report;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One evaluation on the validation samples, as read from {@code validation.jsonl}. Rates are in [0,
 * 1], NaN where they are not defined.
 *
 * @param low lower end of the accuracy's 95 % interval
 * @param high upper end
 * @param counts the confusion matrix: rows true, columns predicted, in the order of the labels
 * @param bins the calibration's bins, lowest first
 */
record Validation(
    int epoch,
    long samples,
    double accuracy,
    double low,
    double high,
    double ece,
    List<String> labels,
    List<List<Long>> counts,
    List<Bin> bins) {

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
    JsonNode interval = node.path("accuracy-interval-95");
    return new Validation(
        node.path("epoch").asInt(0),
        node.path("samples").asLong(0),
        number(node.path("accuracy")),
        number(interval.path(0)),
        number(interval.path(1)),
        number(node.path("ece")),
        labels,
        counts,
        bins);
  }

  private static double number(JsonNode node) {
    return node.isNumber() ? node.asDouble() : Double.NaN;
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
