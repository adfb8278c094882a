package io.selfcure.vision;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Encodes pixels: as small JPEG files for documents, as PNG without loss. Safe from several
 * threads.
 */
public final class PictureEncoder {

  private static final int QUALITY = 85;

  static {
    PictureDecoder.version(); // loads OpenCV
  }

  private PictureEncoder() {}

  /**
   * A JPEG file.
   *
   * @param pixels height x width x channels bytes: rows first, then pixels, then one grey or red,
   *     green and blue
   * @param channels 1 or 3
   */
  public static byte[] jpeg(byte[] pixels, int height, int width, int channels) {
    return encoded(
        ".jpg",
        pixels,
        new int[] {height, width, channels},
        opencv_imgcodecs.IMWRITE_JPEG_QUALITY,
        QUALITY);
  }

  /**
   * A PNG file.
   *
   * @param pixels height x width x channels bytes: rows first, then pixels, then one grey or red,
   *     green and blue
   * @param channels 1 or 3
   */
  public static byte[] png(byte[] pixels, int height, int width, int channels) {
    return encoded(".png", pixels, new int[] {height, width, channels});
  }

  private static byte[] encoded(String format, byte[] pixels, int[] shape, int... parameters) {
    int height = shape[0];
    int width = shape[1];
    int channels = shape[2];
    if (pixels.length != height * width * channels || (channels != 1 && channels != 3)) {
      throw new IllegalArgumentException(
          pixels.length + " bytes are no " + width + "x" + height + "x" + channels + " picture");
    }
    try (PointerScope scope = new PointerScope()) {
      Mat mat = new Mat(height, width, opencv_core.CV_8UC(channels), new BytePointer(pixels));
      if (channels == 3) {
        Mat bgr = new Mat(); // OpenCV's own order
        opencv_imgproc.cvtColor(mat, bgr, opencv_imgproc.COLOR_RGB2BGR);
        mat = bgr;
      }
      BytePointer file = new BytePointer();
      if (!opencv_imgcodecs.imencode(format, mat, file, new IntPointer(parameters))) {
        throw new IllegalStateException("OpenCV cannot encode " + format);
      }
      byte[] bytes = new byte[Math.toIntExact(file.limit())];
      file.get(bytes);
      return bytes;
    }
  }

  /** A PNG file; grey where all of the picture's pixels are. */
  public static byte[] png(Picture picture) {
    byte[] rgb = picture.rgb();
    if (!picture.isGrey()) {
      return png(rgb, picture.height(), picture.width(), 3);
    }
    byte[] one = new byte[rgb.length / 3];
    for (int i = 0; i < one.length; i++) {
      one[i] = rgb[3 * i];
    }
    return png(one, picture.height(), picture.width(), 1);
  }

  /**
   * A JPEG file of {@code size} x {@code size} pixels; the shape is not kept, as for the network.
   */
  public static byte[] jpeg(byte[] pixels, int height, int width, int channels, int size) {
    return jpeg(PictureDecoder.resize(pixels, height, width, channels, size), size, size, channels);
  }
}
