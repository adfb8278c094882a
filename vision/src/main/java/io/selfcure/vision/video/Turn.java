package io.selfcure.vision.video;

import io.selfcure.vision.Picture;

/** Turns pictures by right angles. */
final class Turn {

  private Turn() {}

  /** The picture turned clockwise by so many quarters, 0 to 3. */
  static Picture clockwise(Picture from, int quarters) {
    if (quarters == 0) {
      return from;
    }
    int height = quarters == 2 ? from.height() : from.width();
    int width = quarters == 2 ? from.width() : from.height();
    byte[] rgb = new byte[from.rgb().length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int row = quarters == 1 ? from.height() - 1 - x : quarters == 2 ? height - 1 - y : x;
        int column = quarters == 1 ? y : quarters == 2 ? width - 1 - x : from.width() - 1 - y;
        System.arraycopy(
            from.rgb(), 3 * (row * from.width() + column), rgb, 3 * (y * width + x), 3);
      }
    }
    return new Picture(height, width, rgb);
  }
}
