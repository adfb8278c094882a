package io.selfcure.curation.tracking;

import io.selfcure.core.metrics.ConfusionMatrix;

/**
 * A confusion matrix as a picture: a cell a count, true classes downwards, predicted ones to the
 * right, the darker the greater its share of the true class.
 */
final class ConfusionPicture {

  private static final int CELL = 40;
  private static final int LINE = 2;
  private static final int GRID = 0xd0d4da;
  private static final int LIGHT = 0xffffff;
  private static final int DARK = 0x08306b;

  private ConfusionPicture() {}

  /** Pixels a side for so many classes. */
  static int side(int classes) {
    return classes * (CELL + LINE) + LINE;
  }

  /** The picture as PNG. */
  static byte[] png(ConfusionMatrix matrix) {
    int classes = matrix.labels().size();
    int side = side(classes);
    int[] pixels = new int[side * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        boolean line = x % (CELL + LINE) < LINE || y % (CELL + LINE) < LINE;
        pixels[y * side + x] = line ? GRID : colour(matrix, y / (CELL + LINE), x / (CELL + LINE));
      }
    }
    return Png.of(side, pixels);
  }

  private static int colour(ConfusionMatrix matrix, int truth, int predicted) {
    long all = matrix.support(truth);
    double share = all == 0 ? 0 : (double) matrix.count(truth, predicted) / all;
    int rgb = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int light = LIGHT >> shift & 0xff;
      int dark = DARK >> shift & 0xff;
      rgb |= (int) Math.round(light + share * (dark - light)) << shift;
    }
    return rgb;
  }
}
