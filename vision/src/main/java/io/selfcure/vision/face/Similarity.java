package io.selfcure.vision.face;

import java.util.List;

/**
 * Turns, scales and moves a plane without mirroring it: (x, y) becomes (a x - b y + dx, b x + a y +
 * dy).
 *
 * @param a scale times the cosine of the angle
 * @param b scale times the sine of the angle; positive turns clockwise on the screen, as y goes
 *     down
 * @param dx moves right, in units of the target
 * @param dy moves down, in units of the target
 */
public record Similarity(double a, double b, double dx, double dy) {

  /** Checks that it can be undone. */
  public Similarity {
    if (!(Double.isFinite(a * a + b * b) && a * a + b * b > 0)
        || !Double.isFinite(dx)
        || !Double.isFinite(dy)) {
      throw new IllegalArgumentException("no similarity: " + a + " " + b + " " + dx + " " + dy);
    }
  }

  /**
   * The one that brings points nearest to others: the least sum of squared distances (Umeyama,
   * Least-squares estimation of transformation parameters between two point patterns, 1991; in the
   * plane it has this closed form). Two points are met exactly.
   *
   * @param from at least two points that do not all coincide
   * @param to as many, in the same order
   */
  static Similarity fit(List<Point> from, List<Point> to) {
    if (from.size() != to.size() || from.size() < 2) {
      throw new IllegalArgumentException(from.size() + " points to " + to.size());
    }
    Point f = mean(from);
    Point t = mean(to);
    double dot = 0;
    double cross = 0;
    double spread = 0;
    for (int i = 0; i < from.size(); i++) {
      double x = from.get(i).x() - f.x();
      double y = from.get(i).y() - f.y();
      double u = to.get(i).x() - t.x();
      double v = to.get(i).y() - t.y();
      dot += x * u + y * v;
      cross += x * v - y * u;
      spread += x * x + y * y;
    }
    double a = dot / spread;
    double b = cross / spread;
    return new Similarity(a, b, t.x() - a * f.x() + b * f.y(), t.y() - b * f.x() - a * f.y());
  }

  private static Point mean(List<Point> points) {
    double x = 0;
    double y = 0;
    for (Point p : points) {
      x += p.x() / points.size();
      y += p.y() / points.size();
    }
    return new Point(x, y);
  }

  /** How many times as long things become. */
  public double scale() {
    return Math.hypot(a, b);
  }

  /** Where a point goes. */
  public Point apply(Point p) {
    return new Point(a * p.x() - b * p.y() + dx, b * p.x() + a * p.y() + dy);
  }

  /** The one that undoes it. */
  public Similarity inverse() {
    double n = a * a + b * b;
    return new Similarity(a / n, -b / n, -(a * dx + b * dy) / n, (b * dx - a * dy) / n);
  }
}
