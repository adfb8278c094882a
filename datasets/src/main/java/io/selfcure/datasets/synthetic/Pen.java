package io.selfcure.datasets.synthetic;

import io.selfcure.datasets.synthetic.Landmarks.Spot;
import java.awt.geom.Path2D;

/** Draws a path whose points lie on the head and are shown as the pose makes them appear. */
final class Pen {

  private final Path2D.Double path = new Path2D.Double();
  private final Surface surface;

  /** Where a point of the face appears in the picture. */
  @FunctionalInterface
  interface Surface {
    Spot at(double x, double y);
  }

  Pen(Surface surface) {
    this.surface = surface;
  }

  Pen move(double x, double y) {
    Spot s = surface.at(x, y);
    path.moveTo(s.x(), s.y());
    return this;
  }

  Pen line(double x, double y) {
    Spot s = surface.at(x, y);
    path.lineTo(s.x(), s.y());
    return this;
  }

  Pen quad(double cx, double cy, double x, double y) {
    Spot c = surface.at(cx, cy);
    Spot s = surface.at(x, y);
    path.quadTo(c.x(), c.y(), s.x(), s.y());
    return this;
  }

  Pen curve(double ax, double ay, double bx, double by, double x, double y) {
    Spot a = surface.at(ax, ay);
    Spot b = surface.at(bx, by);
    Spot s = surface.at(x, y);
    path.curveTo(a.x(), a.y(), b.x(), b.y(), s.x(), s.y());
    return this;
  }

  Path2D.Double open() {
    return path;
  }

  Path2D.Double close() {
    path.closePath();
    return path;
  }
}
