package io.selfcure.vision;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Draws on a copy of a picture: with OpenCV's own letters, so that it looks the same on a machine
 * without fonts. Colours are 0xRRGGBB; what lies outside the picture is left out. For one thread;
 * holds native memory until it is closed.
 */
public final class Canvas implements AutoCloseable {

  private static final int FONT = opencv_imgproc.FONT_HERSHEY_DUPLEX;

  /** The height of the font's capitals at scale 1, pixels. */
  private static final double CAPITALS = 22;

  private final Mat pixels;
  private final int height;
  private final int width;

  static {
    OpenCv.load(opencv_imgproc.class);
  }

  /** A canvas that shows the picture. */
  public Canvas(Picture picture) {
    height = picture.height();
    width = picture.width();
    try (PointerScope scope = new PointerScope()) {
      pixels = OpenCv.rgb(picture).clone(); // with memory of its own
      pixels.retainReference(); // outlives this scope
    }
  }

  /** The picture's columns. */
  public int width() {
    return width;
  }

  /** The picture's rows. */
  public int height() {
    return height;
  }

  /**
   * Draws the outline of a rectangle, its line inside and outside the edge by halves.
   *
   * @param line the line's width, pixels, 1 or more
   */
  public void outline(double x, double y, double w, double h, int line, int colour) {
    try (PointerScope scope = new PointerScope()) {
      Point from = new Point(round(x), round(y));
      Point to = new Point(round(x + w), round(y + h));
      opencv_imgproc.rectangle(pixels, from, to, scalar(colour), line, opencv_imgproc.LINE_8, 0);
    }
  }

  /**
   * Fills a rectangle.
   *
   * @param opacity 0 to 1
   */
  public void fill(double x, double y, double w, double h, int colour, double opacity) {
    int left = within(round(x), width);
    int top = within(round(y), height);
    int right = within(round(x + w), width);
    int bottom = within(round(y + h), height);
    if (right <= left || bottom <= top) {
      return;
    }
    try (PointerScope scope = new PointerScope()) {
      Mat part = pixels.apply(new Rect(left, top, right - left, bottom - top));
      Mat flat = new Mat(part.rows(), part.cols(), opencv_core.CV_8UC3, scalar(colour));
      opencv_core.addWeighted(flat, opacity, part, 1 - opacity, 0, part);
    }
  }

  /**
   * Writes a line. Letters beyond ASCII become question marks.
   *
   * @param x the left edge of the first letter
   * @param baseline the lower edge of letters without a tail
   * @param capitals height of a capital, pixels
   */
  public void text(String text, double x, double baseline, double capitals, int colour) {
    try (PointerScope scope = new PointerScope()) {
      opencv_imgproc.putText(
          pixels,
          ascii(text),
          new Point(round(x), round(baseline)),
          FONT,
          capitals / CAPITALS,
          scalar(colour),
          stroke(capitals),
          opencv_imgproc.LINE_AA,
          false);
    }
  }

  /** The width of a line that {@link #text} would write, pixels. */
  public static int textWidth(String text, double capitals) {
    try (PointerScope scope = new PointerScope()) {
      return opencv_imgproc
          .getTextSize(ascii(text), FONT, capitals / CAPITALS, stroke(capitals), new IntPointer(1))
          .width();
    }
  }

  /** A picture enlarged smoothly by a whole factor. */
  public static Picture enlarged(Picture picture, int factor) {
    if (factor == 1) {
      return picture;
    }
    try (PointerScope scope = new PointerScope()) {
      Mat out = new Mat();
      Size size = new Size(picture.width() * factor, picture.height() * factor);
      opencv_imgproc.resize(OpenCv.rgb(picture), out, size, 0, 0, opencv_imgproc.INTER_CUBIC);
      byte[] rgb = new byte[Math.toIntExact(out.total() * out.elemSize())];
      out.data().get(rgb);
      return new Picture(out.rows(), out.cols(), rgb);
    }
  }

  /** The picture with what was drawn. */
  public Picture picture() {
    byte[] rgb = new byte[height * width * 3];
    try (PointerScope scope = new PointerScope()) {
      BytePointer data = pixels.data();
      data.get(rgb);
    }
    return new Picture(height, width, rgb);
  }

  private static int stroke(double capitals) {
    return Math.max(1, (int) Math.round(capitals / 14));
  }

  private static String ascii(String text) {
    return text.replaceAll("[^ -~]", "?");
  }

  private static Scalar scalar(int colour) {
    return new Scalar(colour >> 16 & 255, colour >> 8 & 255, colour & 255, 0);
  }

  private static int round(double value) {
    return (int) Math.round(Math.max(-1e6, Math.min(1e6, value)));
  }

  private static int within(int value, int most) {
    return Math.max(0, Math.min(most, value));
  }

  @Override
  public void close() {
    pixels.close();
  }
}
