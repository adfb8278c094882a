package io.selfcure.vision.face;

/**
 * A place in a picture, in pixels; the origin is the upper left corner of the upper left pixel, x
 * goes right and y down. It may lie outside the picture.
 *
 * @param x columns from the left edge
 * @param y rows from the upper edge
 */
public record Point(double x, double y) {

  /** Checks that it is a place. */
  public Point {
    if (!Double.isFinite(x) || !Double.isFinite(y)) {
      throw new IllegalArgumentException("(" + x + ", " + y + ") is no place");
    }
  }
}
