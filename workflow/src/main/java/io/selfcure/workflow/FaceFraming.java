package io.selfcure.workflow;

import io.selfcure.core.data.Box;
import io.selfcure.core.data.PixelPack;
import io.selfcure.vision.Picture;
import io.selfcure.vision.face.Detector;
import io.selfcure.vision.face.Face;
import io.selfcure.vision.face.FaceFinder;
import java.util.Arrays;
import java.util.List;

/**
 * How pictures that somebody else cut out lie about the faces in them, as our detector sees them:
 * what a photo's faces must be cut out like for a network that was trained on such pictures.
 *
 * @param margin room around the detector's box, as a part of its longer side in each direction
 * @param shift how far the picture's middle lies below the box's, as a part of its longer side
 * @param found in how many pictures a face was found
 * @param looked how many were looked at
 */
record FaceFraming(double margin, double shift, int found, int looked) {

  private static final int ENOUGH = 400;

  /** Of fewer faces nothing is said. */
  private static final int LEAST = 20;

  /**
   * Looks at some of the pictures, evenly spread; medians of the faces that are found.
   *
   * @param rows the pictures to choose from
   */
  static FaceFraming of(PixelPack pixels, int[] rows) {
    int looked = Math.min(ENOUGH, rows.length);
    double[] margins = new double[looked];
    double[] shifts = new double[looked];
    int found = 0;
    try (FaceFinder finder =
        FaceFinder.open(new FaceFinder.Settings(Detector.BLAZEFACE, null, FaceFinder.LEAST_FACE))) {
      for (int i = 0; i < looked; i++) {
        List<Face> faces =
            finder.find(picture(pixels, rows[(int) ((long) i * rows.length / looked)]));
        if (!faces.isEmpty()) {
          Box box = faces.get(0).box();
          double longer = Math.max(box.width(), box.height());
          margins[found] = (pixels.width() / longer - 1) / 2;
          shifts[found] = (pixels.height() / 2.0 - box.y() - box.height() / 2) / longer;
          found++;
        }
      }
    }
    return found < LEAST
        ? new FaceFraming(0, 0, found, looked)
        : new FaceFraming(
            Math.max(0, Math.min(1, median(margins, found))),
            Math.max(-0.5, Math.min(0.5, median(shifts, found))),
            found,
            looked);
  }

  private static Picture picture(PixelPack pixels, int row) {
    byte[] bytes = new byte[pixels.pictureBytes()];
    pixels.read(row, bytes, 0);
    return pixels.channels() == 1
        ? Picture.ofGrey(pixels.height(), pixels.width(), bytes)
        : new Picture(pixels.height(), pixels.width(), bytes);
  }

  private static double median(double[] values, int count) {
    double[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    return Math.round((sorted[(count - 1) / 2] + sorted[count / 2]) / 2 * 1000) / 1000.0;
  }
}
