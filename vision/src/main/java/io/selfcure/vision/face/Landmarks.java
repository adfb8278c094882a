package io.selfcure.vision.face;

import java.util.List;

/**
 * Places in a face, in pixels of the picture. Right and left are the person's: in a picture taken
 * from the front the right eye has the smaller x.
 *
 * @param rightEye the middle of the right eye
 * @param leftEye the middle of the left eye
 * @param nose the tip of the nose
 * @param mouth its middle; or its right and its left corner
 */
public record Landmarks(Point rightEye, Point leftEye, Point nose, List<Point> mouth) {

  /** Checks how many places the mouth has. */
  public Landmarks {
    mouth = List.copyOf(mouth);
    if (mouth.isEmpty() || mouth.size() > 2) {
      throw new IllegalArgumentException("a mouth has one or two places, not " + mouth.size());
    }
  }

  /** All of them: right eye, left eye, nose, then the mouth's one or two. */
  public List<Point> points() {
    return mouth.size() == 1
        ? List.of(rightEye, leftEye, nose, mouth.get(0))
        : List.of(rightEye, leftEye, nose, mouth.get(0), mouth.get(1));
  }

  /** The middle of the mouth. */
  public Point mouthCentre() {
    Point first = mouth.get(0);
    Point last = mouth.get(mouth.size() - 1);
    return new Point((first.x() + last.x()) / 2, (first.y() + last.y()) / 2);
  }

  /** Pixels between the eyes. */
  public double eyeDistance() {
    return Math.hypot(leftEye.x() - rightEye.x(), leftEye.y() - rightEye.y());
  }
}
