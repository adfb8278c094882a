package io.selfcure.vision;

/**
 * A decoded picture.
 *
 * @param height rows
 * @param width columns
 * @param rgb height x width x 3 bytes: rows first, then pixels, then red, green, blue, each 0 to
 *     255
 */
public record Picture(int height, int width, byte[] rgb) {

  /**
   * A grey picture: its three channels are one.
   *
   * @param grey height x width bytes, rows first, each 0 to 255
   */
  public static Picture ofGrey(int height, int width, byte[] grey) {
    byte[] rgb = new byte[3 * grey.length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = grey[i / 3];
    }
    return new Picture(height, width, rgb);
  }

  /** Whether red, green and blue are equal everywhere. */
  public boolean isGrey() {
    for (int i = 0; i < rgb.length; i += 3) {
      if (rgb[i] != rgb[i + 1] || rgb[i] != rgb[i + 2]) {
        return false;
      }
    }
    return true;
  }

  /**
   * The picture without its colours: each pixel's three values become its luma (ITU-R BT.601),
   * rounded. A grey picture stays as it is.
   */
  public Picture toGrey() {
    if (isGrey()) {
      return this;
    }
    byte[] grey = new byte[height * width];
    for (int i = 0; i < grey.length; i++) {
      int red = rgb[3 * i] & 255;
      int green = rgb[3 * i + 1] & 255;
      int blue = rgb[3 * i + 2] & 255;
      grey[i] = (byte) ((299 * red + 587 * green + 114 * blue + 500) / 1000);
    }
    return ofGrey(height, width, grey);
  }

  /**
   * The picture at {@code size} x {@code size} pixels, its shape not kept, as {@link
   * PictureDecoder#decode(byte[], String, int)} would have made it.
   */
  public Picture resized(int size) {
    return height == size && width == size
        ? this
        : new Picture(size, size, PictureDecoder.resize(rgb, height, width, 3, size));
  }
}
