package io.selfcure.vision.face;

import org.jspecify.annotations.Nullable;

/**
 * What a crop is worth. Each part of the score is 0 to 1, and the score is their product, so one
 * bad part makes a bad face:
 *
 * <ul>
 *   <li>the detector's own score;
 *   <li>sharpness, b / (b + 20) of the blur figure b;
 *   <li>pose, the cosine of the yaw, 0 from 90 degrees on; 1 where the yaw is not known;
 *   <li>light, 1 up to 0.2 from the middle brightness of 0.5, then falling to 0 at 0.5 from it;
 *   <li>contrast, c / 0.15, at most 1, of the contrast c.
 * </ul>
 *
 * @param blur variance of the Laplacian of the grey crop at 112 x 112 pixels, grey values 0 to 255:
 *     the less, the less sharp; a small face that was enlarged has little
 * @param yaw degrees that the head is turned, positive where the nose points to the picture's right
 *     edge; estimated from nose and eyes, to about 10 degrees and less exactly beyond 45; null
 *     without landmarks
 * @param roll degrees that the eyes' line is turned from level in the source picture, positive
 *     clockwise; null without landmarks
 * @param brightness mean grey value, 0 to 1
 * @param contrast standard deviation of the grey values, 0 to 0.5
 * @param score the product, 0 to 1
 */
public record Quality(
    double blur,
    @Nullable Double yaw,
    @Nullable Double roll,
    double brightness,
    double contrast,
    double score) {

  private static final double SHARP = 20;
  private static final double MIDDLE = 0.5;
  private static final double GOOD_LIGHT = 0.2;
  private static final double GOOD_CONTRAST = 0.15;

  /** How far a nose's tip stands before the eyes, in distances between the eyes. */
  private static final double NOSE = 0.6;

  /** Judges a face of which the crop's figures are known. */
  static Quality of(Face face, double blur, double brightness, double contrast) {
    Landmarks marks = face.landmarks();
    Double yaw = marks == null ? null : yaw(marks);
    double pose = yaw == null ? 1 : Math.max(0, Math.cos(Math.toRadians(yaw)));
    double dark = Math.max(0, Math.abs(brightness - MIDDLE) - GOOD_LIGHT);
    double light = Math.max(0, 1 - dark / (MIDDLE - GOOD_LIGHT));
    double score =
        face.score()
            * (blur / (blur + SHARP))
            * pose
            * light
            * Math.min(1, contrast / GOOD_CONTRAST);
    return new Quality(blur, yaw, marks == null ? null : roll(marks), brightness, contrast, score);
  }

  /** The angle of the eyes' line. */
  static double roll(Landmarks marks) {
    return Math.toDegrees(
        Math.atan2(
            marks.leftEye().y() - marks.rightEye().y(),
            marks.leftEye().x() - marks.rightEye().x()));
  }

  /**
   * A head turned by t shows its eyes' distance d as d cos t, and its nose's tip, which stands p
   * before the eyes, p sin t from their middle: of the two follows tan t.
   */
  static double yaw(Landmarks marks) {
    double ex = marks.leftEye().x() - marks.rightEye().x();
    double ey = marks.leftEye().y() - marks.rightEye().y();
    double nx = marks.nose().x() - (marks.leftEye().x() + marks.rightEye().x()) / 2;
    double ny = marks.nose().y() - (marks.leftEye().y() + marks.rightEye().y()) / 2;
    double along = nx * ex + ny * ey; // times the eyes' distance
    return Math.toDegrees(Math.atan2(along, NOSE * (ex * ex + ey * ey)));
  }
}
