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
}
