package io.selfcure.vision.face;

import io.selfcure.core.data.Box;
import org.jspecify.annotations.Nullable;

/**
 * A face that was found.
 *
 * @param box where, in pixels of the picture; it may reach over the picture's border
 * @param score how sure the detector is, 0 to 1; scores of different detectors do not compare
 * @param landmarks places in the face, null where the detector gives none
 */
public record Face(Box box, double score, @Nullable Landmarks landmarks) {

  /** Checks box and score. */
  public Face {
    if (!(box.width() > 0 && box.height() > 0)) {
      throw new IllegalArgumentException(box + " is no face's box");
    }
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException(score + " is not in 0..1");
    }
  }

  /** The box's shorter side, pixels: what a least face size is compared with. */
  public double size() {
    return Math.min(box.width(), box.height());
  }

  /** The part of the box that lies outside a picture of this size, 0 to 1. */
  public double outside(int height, int width) {
    double w = Math.min(box.x() + box.width(), width) - Math.max(box.x(), 0);
    double h = Math.min(box.y() + box.height(), height) - Math.max(box.y(), 0);
    return 1 - Math.max(0, w) * Math.max(0, h) / ((double) box.width() * box.height());
  }

  /** The area that two boxes share over the area that they cover together, 0 to 1. */
  public static double overlap(Box a, Box b) {
    double w = Math.min(a.x() + a.width(), b.x() + b.width()) - Math.max(a.x(), b.x());
    double h = Math.min(a.y() + a.height(), b.y() + b.height()) - Math.max(a.y(), b.y());
    double both = Math.max(0, w) * Math.max(0, h);
    return both / ((double) a.width() * a.height() + (double) b.width() * b.height() - both);
  }
}
