package io.selfcure.vision;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Reasons;
import io.selfcure.core.pictures.Print;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Decodes pictures of any origin. The format is told by content, never by name; size limits are
 * checked on the header, before decoding. EXIF orientation is applied, 16-bit samples become 8-bit,
 * palettes, grey and CMYK become RGB, an alpha channel is dropped, and of an animation the first
 * picture is taken. Safe from several threads.
 */
public final class PictureDecoder {

  /** Greatest accepted file, bytes. */
  public static final int MAX_BYTES = 64 << 20;

  /** Greatest accepted picture, pixels. */
  public static final long MAX_PIXELS = 100_000_000;

  static {
    OpenCv.load();
  }

  private PictureDecoder() {}

  /** OpenCV's version. */
  public static String version() {
    return opencv_core.getVersionMajor()
        + "."
        + opencv_core.getVersionMinor()
        + "."
        + opencv_core.getVersionRevision(); // the text of all three comes with its terminating zero
  }

  /**
   * Decodes a picture.
   *
   * @param file the whole file
   * @param place what to call it in an error
   * @throws DataException when it is not a picture, damaged, truncated or too large
   */
  public static Picture decode(byte[] file, String place) {
    try (PointerScope scope = new PointerScope()) {
      return picture(decodeMat(file, place));
    }
  }

  /**
   * Decodes a picture and scales it to {@code size} x {@code size} pixels; its shape is not kept,
   * as is the custom in this field. Smaller by averaging areas, larger by bilinear interpolation.
   *
   * @throws DataException when it is not a picture, damaged, truncated or too large
   */
  public static Picture decode(byte[] file, String place, int size) {
    try (PointerScope scope = new PointerScope()) {
      return picture(resized(decodeMat(file, place), size));
    }
  }

  /**
   * A picture scaled, and the print of it as it was.
   *
   * @param rgb size x size x 3 bytes
   * @param print of the picture at its own size
   */
  public record Printed(byte[] rgb, Print print) {}

  /**
   * As {@link #decode(byte[], String, int)}, with the picture's print.
   *
   * @throws DataException when it is not a picture, damaged, truncated or too large
   */
  public static Printed decodePrinted(byte[] file, String place, int size) {
    try (PointerScope scope = new PointerScope()) {
      Mat mat = decodeMat(file, place);
      return new Printed(bytes(resized(mat, size)), print(mat));
    }
  }

  /**
   * The print of a picture.
   *
   * @throws DataException when it is not a picture, damaged, truncated or too large
   */
  public static Print print(byte[] file, String place) {
    try (PointerScope scope = new PointerScope()) {
      return print(decodeMat(file, place));
    }
  }

  /** OpenCV's decoders leave no gaps between rows. */
  private static Print print(Mat rgb) {
    return Print.of(
        rgb.data().capacity(rgb.total() * rgb.elemSize()).asByteBuffer(),
        rgb.rows(),
        rgb.cols(),
        rgb.channels());
  }

  /**
   * Scales raw pixels to {@code size} x {@code size}, as {@link #decode(byte[], String, int)} does.
   *
   * @param pixels height x width x channels bytes
   * @return size x size x channels bytes
   */
  public static byte[] resize(byte[] pixels, int height, int width, int channels, int size) {
    try (PointerScope scope = new PointerScope()) {
      BytePointer data = new BytePointer(pixels);
      Mat mat = new Mat(height, width, opencv_core.CV_8UC(channels), data);
      return bytes(resized(mat, size));
    }
  }

  /**
   * Decodes a picture only to see that it can be.
   *
   * @throws DataException when it is not a picture, damaged, truncated or too large
   */
  public static void check(byte[] file, String place) {
    try (PointerScope scope = new PointerScope()) {
      decodeMat(file, place);
    }
  }

  /**
   * Refuses a JPEG file of which a part is lost, although it can be decoded: a part of the picture
   * is then grey or noise. Costs about as much as decoding it once more.
   *
   * @throws DataException when its data are damaged
   */
  public static void requireSound(byte[] file, String place) {
    String damage = JpegDamage.of(file);
    if (!damage.isEmpty()) {
      throw new DataException(
          place, "damaged: " + damage, "fetch it again, or take it as it is with {keep-damaged}");
    }
  }

  /** In red, green and blue, in the open scope. */
  static Mat decodeMat(byte[] file, String place) {
    if (file.length > MAX_BYTES) {
      throw new DataException(
          place, "has " + file.length + " bytes, at most " + MAX_BYTES + " are read", "shrink it");
    }
    PictureSize size = PictureSize.of(file, place);
    if (size.width() * size.height() > MAX_PIXELS) {
      throw new DataException(
          place,
          "promises "
              + size.width()
              + "x"
              + size.height()
              + " pixels, at most "
              + MAX_PIXELS
              + " are decoded",
          "shrink it");
    }
    String damage = PngChunks.damage(file);
    if (!damage.isEmpty()) {
      throw new DataException(
          place, "is damaged or truncated: " + damage, "fetch it again or leave it out");
    }
    Mat decoded = imdecode(file, place);
    if (decoded.empty()) {
      byte[] ended = JpegDamage.ended(file);
      if (ended != null) {
        decoded = imdecode(ended, place);
      }
    }
    if (decoded.empty()) {
      throw new DataException(
          place,
          "is a damaged or truncated " + size.format() + " file",
          "fetch it again or leave it out");
    }
    return decoded;
  }

  /** Empty where OpenCV finds no picture. */
  private static Mat imdecode(byte[] file, String place) {
    Mat encoded = new Mat(1, file.length, opencv_core.CV_8UC1, new BytePointer(file));
    try {
      return opencv_imgcodecs.imdecode(encoded, opencv_imgcodecs.IMREAD_COLOR_RGB);
    } catch (RuntimeException e) {
      throw new DataException(
          place, "cannot be decoded: " + Reasons.of(e), "replace the picture", e);
    }
  }

  private static Mat resized(Mat mat, int size) {
    if (mat.rows() == size && mat.cols() == size) {
      return mat;
    }
    boolean shrinks = mat.rows() >= size && mat.cols() >= size;
    Mat out = new Mat();
    opencv_imgproc.resize(
        mat,
        out,
        new Size(size, size),
        0,
        0,
        shrinks ? opencv_imgproc.INTER_AREA : opencv_imgproc.INTER_LINEAR);
    return out;
  }

  private static Picture picture(Mat rgb) {
    return new Picture(rgb.rows(), rgb.cols(), bytes(rgb));
  }

  private static byte[] bytes(Mat mat) {
    byte[] pixels = new byte[Math.toIntExact(mat.total() * mat.elemSize())];
    mat.data().get(pixels);
    return pixels;
  }
}
