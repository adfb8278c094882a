package io.selfcure.curation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A line of a chart.
 *
 * @param name what it shows
 * @param style its look, from 0
 * @param points in the order of x; y may be NaN where there is no value
 */
record Series(String name, int style, List<Point> points) {

  /**
   * A point.
   *
   * @param low lower end of the band around it, NaN without a band
   * @param high upper end
   */
  record Point(double x, double y, double low, double high) {

    Point(double x, double y) {
      this(x, y, Double.NaN, Double.NaN);
    }

    boolean banded() {
      return Double.isFinite(low) && Double.isFinite(high);
    }
  }

  Series {
    points = List.copyOf(points);
  }

  boolean drawable() {
    return points.stream().anyMatch(p -> Double.isFinite(p.y()));
  }

  boolean banded() {
    return points.stream().anyMatch(Point::banded);
  }

  /** The stretches of consecutive points that {@code wanted} holds for. */
  List<List<Point>> runs(Predicate<Point> wanted) {
    List<List<Point>> runs = new ArrayList<>();
    List<Point> run = new ArrayList<>();
    for (Point p : points) {
      if (wanted.test(p)) {
        run.add(p);
      } else if (!run.isEmpty()) {
        runs.add(run);
        run = new ArrayList<>();
      }
    }
    if (!run.isEmpty()) {
      runs.add(run);
    }
    return runs;
  }
}
