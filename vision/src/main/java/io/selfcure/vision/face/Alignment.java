package io.selfcure.vision.face;

import io.selfcure.core.data.Box;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How a face is brought into a square. The template, called {@code selfcure-1}, says where
 * landmarks lie in a square without margin, as fractions of its side from the left and the upper
 * edge: right eye (0.30, 0.36), left eye (0.70, 0.36), nose (0.50, 0.588), corners of the mouth
 * (0.334, 0.822) and (0.666, 0.822), middle of the mouth (0.50, 0.822). The proportions are those
 * of grown people's faces seen from the front. A margin of r widens the square by r of its side in
 * each direction.
 */
public enum Alignment {
  /**
   * Both eyes lie exactly where the template has them: always level, but a head that is turned
   * away, whose eyes are close together, becomes larger.
   */
  EYES,
  /**
   * All landmarks (four of BlazeFace, whose mouth is one point; five in older tables) lie as near
   * as they can to the template: the eyes are nearly level, and turned heads keep their size.
   */
  FIVE,
  /** The box becomes the square, not turned. */
  NONE;

  /** The template's name: another template has another name, since crops of two do not mix. */
  public static final String TEMPLATE = "selfcure-1";

  private static final Point RIGHT_EYE = new Point(0.30, 0.36);
  private static final Point LEFT_EYE = new Point(0.70, 0.36);
  private static final Point NOSE = new Point(0.50, 0.588);
  private static final List<Point> CORNERS =
      List.of(new Point(0.334, 0.822), new Point(0.666, 0.822));
  private static final Point MOUTH = new Point(0.50, 0.822);

  /** Its name as users write it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The alignment of a name.
   *
   * @throws UsageException when there is none
   */
  public static Alignment of(String id) {
    return Arrays.stream(values())
        .filter(a -> a.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "align", "'" + Wording.value(id) + "'", "name eyes, five or none"));
  }

  /**
   * From the picture's pixels to the crop's.
   *
   * @param margin added in each direction, as a part of the square's side
   * @param shift how far below the box's middle the square's lies, as a part of the box's longer
   *     side; for {@link #NONE} alone
   * @param size the crop's side, pixels
   * @throws IllegalArgumentException when the face has no landmarks and they are needed
   */
  Similarity of(Face face, double margin, double shift, int size) {
    Landmarks marks = face.landmarks();
    if (this == NONE) {
      return around(face.box(), margin, shift, size);
    }
    if (marks == null) {
      throw new IllegalArgumentException("aligning needs landmarks");
    }
    if (this == EYES) {
      return Similarity.fit(
          List.of(marks.rightEye(), marks.leftEye()),
          List.of(place(RIGHT_EYE, margin, size), place(LEFT_EYE, margin, size)));
    }
    List<Point> to = new ArrayList<>(List.of(RIGHT_EYE, LEFT_EYE, NOSE));
    to.addAll(marks.mouth().size() == 1 ? List.of(MOUTH) : CORNERS);
    to.replaceAll(p -> place(p, margin, size));
    return Similarity.fit(marks.points(), to);
  }

  private static Similarity around(Box box, double margin, double shift, int size) {
    double longer = Math.max(box.width(), box.height());
    double side = longer * (1 + 2 * margin);
    double scale = size / side;
    double left = box.x() + box.width() / 2 - side / 2;
    double top = box.y() + box.height() / 2 + shift * longer - side / 2;
    return new Similarity(scale, 0, -left * scale, -top * scale);
  }

  private static Point place(Point fraction, double margin, int size) {
    double inner = size / (1 + 2 * margin);
    return new Point((fraction.x() + margin) * inner, (fraction.y() + margin) * inner);
  }
}
