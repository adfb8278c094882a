package io.selfcure.datasets.synthetic;

import io.selfcure.datasets.synthetic.Landmarks.Spot;

/**
 * Turns the flat face around an ellipsoid's surface: what bulges towards the viewer moves further
 * when the head turns, so nose, eyes and mouth shift against the outline.
 */
record Projection(double yaw, double pitch) {

  private static final double DEPTH = 0.55;

  /** Where a point on the skin appears. */
  Spot skin(double x, double y) {
    return raised(x, y, 0);
  }

  /** Where a point appears that stands {@code off} the skin. */
  Spot raised(double x, double y, double off) {
    double radius = (x / 0.95) * (x / 0.95) + (y / 1.3) * (y / 1.3);
    double z = DEPTH * Math.sqrt(Math.max(0, 1 - radius)) + off;
    return new Spot(
        x * Math.cos(yaw) + z * Math.sin(yaw), y * Math.cos(pitch) + z * Math.sin(pitch));
  }
}
