package io.selfcure.vision;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point2f;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A way in which a picture of a face is worse than those that a network was trained on, and how
 * much.
 *
 * @param kind the way
 * @param amount how much, in the kind's unit
 */
public record Degradation(Kind kind, double amount) {

  /** The ways. */
  public enum Kind {
    /** Gaussian blur; standard deviation in percent of the side. */
    BLUR("blur, % of the side"),
    /** Shrunk and enlarged again; pixels that the face had, a side. */
    SIZE("face of so many pixels"),
    /** Turned about the middle; degrees, half the pictures each way. */
    TURN("turned, degrees"),
    /** All values multiplied. */
    LIGHT("light, times"),
    /** Gaussian noise; standard deviation of 255. */
    NOISE("noise, of 255"),
    /** The lower part is grey, as behind a mask or a scarf; percent of the height. */
    COVER("lower part covered, %");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** What the amount means, for people. */
    public String text() {
      return text;
    }
  }

  /** What is measured, kind by kind, mild first. */
  public static final List<Degradation> ALL =
      List.of(
          new Degradation(Kind.BLUR, 2),
          new Degradation(Kind.BLUR, 4),
          new Degradation(Kind.BLUR, 6),
          new Degradation(Kind.SIZE, 32),
          new Degradation(Kind.SIZE, 24),
          new Degradation(Kind.SIZE, 16),
          new Degradation(Kind.SIZE, 12),
          new Degradation(Kind.TURN, 15),
          new Degradation(Kind.TURN, 30),
          new Degradation(Kind.TURN, 45),
          new Degradation(Kind.LIGHT, 0.5),
          new Degradation(Kind.LIGHT, 0.25),
          new Degradation(Kind.LIGHT, 0.1),
          new Degradation(Kind.LIGHT, 2),
          new Degradation(Kind.NOISE, 10),
          new Degradation(Kind.NOISE, 25),
          new Degradation(Kind.COVER, 33),
          new Degradation(Kind.COVER, 50));

  private static final int MIDDLE = 128;

  static {
    OpenCv.load(opencv_imgproc.class);
  }

  /** Kind and amount, as {@code blur 4}. */
  public String id() {
    String number =
        amount == Math.rint(amount) ? Long.toString((long) amount) : Double.toString(amount);
    return kind.name().toLowerCase(Locale.ROOT) + " " + number;
  }

  /**
   * The picture made worse.
   *
   * @param pixels side x side x channels bytes, rows first; not changed
   * @param channels 1 or 3
   * @param index of the picture: decides what is drawn at random
   */
  public byte[] apply(byte[] pixels, int side, int channels, int index) {
    try (PointerScope scope = new PointerScope()) {
      Mat from =
          new Mat(
              side,
              side,
              channels == 1 ? opencv_core.CV_8UC1 : opencv_core.CV_8UC3,
              new BytePointer(pixels.clone()));
      Mat to = new Mat();
      switch (kind) {
        case BLUR -> opencv_imgproc.GaussianBlur(from, to, new Size(0, 0), amount / 100 * side);
        case SIZE -> shrink(from, to, Math.min(side, (int) amount));
        case TURN -> turn(from, to, index % 2 == 0 ? amount : -amount);
        case LIGHT -> from.convertTo(to, -1, amount, 0);
        case NOISE -> noise(from, pixels, to, index);
        case COVER -> cover(from, to, side);
      }
      byte[] made = new byte[pixels.length];
      to.data().get(made);
      return made;
    }
  }

  private static void shrink(Mat from, Mat to, int small) {
    Mat little = new Mat();
    opencv_imgproc.resize(from, little, new Size(small, small), 0, 0, opencv_imgproc.INTER_AREA);
    opencv_imgproc.resize(little, to, from.size(), 0, 0, opencv_imgproc.INTER_LINEAR);
  }

  private static void turn(Mat from, Mat to, double degrees) {
    float middle = (from.cols() - 1) / 2f;
    Mat map = opencv_imgproc.getRotationMatrix2D(new Point2f(middle, middle), degrees, 1);
    opencv_imgproc.warpAffine(
        from,
        to,
        map,
        from.size(),
        opencv_imgproc.INTER_LINEAR,
        opencv_core.BORDER_REPLICATE,
        new Scalar());
  }

  private void noise(Mat from, byte[] pixels, Mat to, int index) {
    SplittableRandom random = new SplittableRandom(index);
    byte[] noisy = new byte[pixels.length];
    for (int i = 0; i < noisy.length; i++) {
      // the sum of twelve uniform draws less six is nearly normal, and the same everywhere
      double z = -6;
      for (int k = 0; k < 12; k++) {
        z += random.nextDouble();
      }
      long value = Math.round((pixels[i] & 255) + amount * z);
      noisy[i] = (byte) Math.max(0, Math.min(255, value));
    }
    from.copyTo(to);
    to.data().put(noisy);
  }

  private void cover(Mat from, Mat to, int side) {
    from.copyTo(to);
    int first = (int) Math.round(side * (1 - amount / 100));
    to.rowRange(first, side).put(new Scalar(MIDDLE, MIDDLE, MIDDLE, 0));
  }
}
