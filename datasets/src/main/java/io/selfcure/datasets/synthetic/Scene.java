package io.selfcure.datasets.synthetic;

import java.awt.Color;
import java.util.random.RandomGenerator;

/** What changes from picture to picture of one person, apart from the expression. */
record Scene(Pose pose, Frame frame, Light light, Backdrop backdrop, Camera camera, Cover cover) {

  /**
   * How the head is held.
   *
   * @param roll in the picture's plane, radians
   * @param yaw to the side, radians
   * @param pitch up and down, radians
   * @param gaze where the eyes look, -1 to 1 from left to right
   * @param lopsided how much stronger the right half of the face moves
   */
  record Pose(double roll, double yaw, double pitch, double gaze, double lopsided) {}

  /**
   * Where the head is in the picture.
   *
   * @param zoom 1 shows the whole head
   * @param shiftX in picture widths
   * @param shiftY in picture heights
   */
  record Frame(double zoom, double shiftX, double shiftY) {}

  /**
   * @param angle where it comes from, radians
   * @param contrast opacity of the shade on the far side
   * @param warmth above 0 is red, below is blue
   */
  record Light(double angle, double contrast, double gain, double warmth) {}

  record Backdrop(Color top, Color bottom, Color clothes, int blobs, long seed) {}

  /**
   * @param blur standard deviation in picture widths
   * @param noise standard deviation in grey values
   */
  record Camera(double blur, double noise, long seed) {}

  /** What hides a part of the face; none of them hides the brows and the mouth both. */
  enum Cover {
    NONE,
    HAND_ON_CHEEK,
    SCARF,
    LOCK_OVER_EYE,
    PASSER_BY
  }

  static Scene random(RandomGenerator random) {
    Pose pose =
        new Pose(
            Math.toRadians(12) * random.nextDouble(-1, 1),
            Math.toRadians(20) * random.nextDouble(-1, 1),
            Math.toRadians(10) * random.nextDouble(-1, 1),
            0.7 * random.nextDouble(-1, 1),
            0.12 * random.nextDouble(-1, 1));
    Frame frame =
        new Frame(
            random.nextDouble(0.94, 1.12),
            random.nextDouble(-0.07, 0.07),
            random.nextDouble(-0.05, 0.05));
    Light light =
        new Light(
            random.nextDouble(-Math.PI, 0),
            random.nextDouble(0.15, 0.5),
            random.nextDouble(0.85, 1.15),
            random.nextDouble(-0.06, 0.06));
    Backdrop backdrop =
        new Backdrop(
            Tones.any(random, 0.2, 0.95),
            Tones.any(random, 0.15, 0.9),
            Tones.any(random, 0.1, 0.85),
            random.nextInt(5),
            random.nextLong());
    Camera camera =
        new Camera(
            random.nextDouble() < 0.75 ? 0 : random.nextDouble(0.003, 0.008),
            random.nextDouble(1, 6),
            random.nextLong());
    Cover[] covers = Cover.values();
    Cover cover =
        random.nextDouble() < 0.05 ? covers[1 + random.nextInt(covers.length - 1)] : Cover.NONE;
    return new Scene(pose, frame, light, backdrop, camera, cover);
  }
}
