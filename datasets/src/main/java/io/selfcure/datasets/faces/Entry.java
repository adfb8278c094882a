package io.selfcure.datasets.faces;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.selfcure.vision.face.Face;
import io.selfcure.vision.face.FaceCrop;
import io.selfcure.vision.face.Landmarks;
import io.selfcure.vision.face.Quality;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one source picture: a line of the journal.
 *
 * @param path the picture, relative to the root with '/'
 * @param bytes its size when it was looked at, and
 * @param modified its time in milliseconds: whether it has changed since; -1 where it is no file
 * @param faces the faces that were cut out
 * @param reason why there are none, empty where there are
 */
record Entry(String path, long bytes, long modified, List<Cut> faces, String reason) {

  /**
   * A face that was cut out.
   *
   * @param crop the crop, relative to the output with '/'
   * @param box x, y, width, height in pixels of the source picture
   * @param landmarks x and y in turn: right eye, left eye, nose, mouth or its corners
   * @param score the detector's
   * @param outside part of the crop beyond the picture
   * @param quality what it is worth
   */
  record Cut(
      String crop,
      List<Double> box,
      List<Double> landmarks,
      double score,
      double outside,
      @JsonInclude(JsonInclude.Include.ALWAYS) Worth quality) {

    static Cut of(FaceCrop made, String crop) {
      Face face = made.face();
      return new Cut(
          crop,
          List.of(
              tenth(face.box().x()),
              tenth(face.box().y()),
              tenth(face.box().width()),
              tenth(face.box().height())),
          coordinates(face.landmarks()),
          rounded(face.score(), 1e4),
          rounded(made.outside(), 1e4),
          Worth.of(made.quality()));
    }
  }

  /**
   * The figures of {@link Quality}, rounded.
   *
   * @param blur variance of the Laplacian
   * @param yaw degrees, null where not known
   * @param roll degrees, null where not known
   * @param brightness 0 to 1
   * @param contrast 0 to 0.5
   * @param score 0 to 1
   */
  record Worth(
      double blur,
      @Nullable Double yaw,
      @Nullable Double roll,
      double brightness,
      double contrast,
      double score) {

    static Worth of(Quality q) {
      Double yaw = q.yaw();
      Double roll = q.roll();
      return new Worth(
          tenth(q.blur()),
          yaw == null ? null : tenth(yaw),
          roll == null ? null : tenth(roll),
          rounded(q.brightness(), 1e4),
          rounded(q.contrast(), 1e4),
          rounded(q.score(), 1e4));
    }
  }

  /** Landmarks as x and y in turn, to a tenth of a pixel; empty where there are none. */
  static List<Double> coordinates(@Nullable Landmarks marks) {
    List<Double> all = new ArrayList<>();
    if (marks != null) {
      marks
          .points()
          .forEach(
              p -> {
                all.add(tenth(p.x()));
                all.add(tenth(p.y()));
              });
    }
    return all;
  }

  private static double tenth(double v) {
    return rounded(v, 10);
  }

  private static double rounded(double v, double parts) {
    return Math.rint(v * parts) / parts;
  }
}
