package io.selfcure.core.pictures;

import io.selfcure.core.data.PixelPack;

/** Small grey forms of a picture by which equal and nearly equal ones are found. */
final class Thumbnail {

  /** Side of the picture that pairs are compared by. */
  private static final int SIDE = 16;

  private static final int HASH_ROWS = 8;
  private static final int HASH_COLUMNS = 9;

  private Thumbnail() {}

  /**
   * What is kept of a picture.
   *
   * @param hash difference hash: a bit for each of 8 x 8 places, set where the picture, shrunk to 9
   *     x 8, is brighter than to the right of it
   * @param small the picture shrunk to 16 x 16, in units of its own standard deviation (32 a unit)
   * @param deviation standard deviation of the picture's grey values, of 255
   */
  record Print(long hash, byte[] small, double deviation) {}

  /** The print of a picture of a pack. */
  static Print of(PixelPack pack, byte[] pixels) {
    double[] grey = grey(pixels, pack.channels());
    double[] nine = shrink(grey, pack.height(), pack.width(), HASH_ROWS, HASH_COLUMNS);
    long hash = 0;
    for (int y = 0; y < HASH_ROWS; y++) {
      for (int x = 0; x + 1 < HASH_COLUMNS; x++) {
        boolean falls = nine[y * HASH_COLUMNS + x] > nine[y * HASH_COLUMNS + x + 1];
        hash = hash << 1 | (falls ? 1 : 0);
      }
    }
    double[] sixteen = shrink(grey, pack.height(), pack.width(), SIDE, SIDE);
    double mean = mean(sixteen);
    double deviation = deviation(sixteen, mean);
    byte[] small = new byte[sixteen.length];
    for (int i = 0; i < small.length; i++) {
      double units = deviation == 0 ? 0 : 32 * (sixteen[i] - mean) / deviation;
      small[i] = (byte) Math.round(Math.max(-127, Math.min(127, units)));
    }
    return new Print(hash, small, deviation(grey, mean(grey)));
  }

  private static double[] grey(byte[] pixels, int channels) {
    double[] grey = new double[pixels.length / channels];
    for (int i = 0; i < grey.length; i++) {
      for (int c = 0; c < channels; c++) {
        grey[i] += (pixels[i * channels + c] & 0xff) / (double) channels;
      }
    }
    return grey;
  }

  /** Means over a grid; a picture with fewer pixels than cells repeats them. */
  private static double[] shrink(double[] grey, int height, int width, int rows, int columns) {
    double[] small = new double[rows * columns];
    for (int y = 0; y < rows; y++) {
      int top = y * height / rows;
      int bottom = Math.max(top + 1, (y + 1) * height / rows);
      for (int x = 0; x < columns; x++) {
        int left = x * width / columns;
        int right = Math.max(left + 1, (x + 1) * width / columns);
        double sum = 0;
        for (int r = top; r < bottom; r++) {
          for (int c = left; c < right; c++) {
            sum += grey[r * width + c];
          }
        }
        small[y * columns + x] = sum / ((bottom - top) * (right - left));
      }
    }
    return small;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double v : values) {
      sum += v;
    }
    return sum / values.length;
  }

  private static double deviation(double[] values, double mean) {
    double squares = 0;
    for (double v : values) {
      squares += (v - mean) * (v - mean);
    }
    return Math.sqrt(squares / values.length);
  }

  /** The correlation of two small pictures, -1..1; 0 where one of them is blank. */
  static double correlation(byte[] a, byte[] b) {
    long product = 0;
    long squaresA = 0;
    long squaresB = 0;
    for (int i = 0; i < a.length; i++) {
      product += a[i] * b[i];
      squaresA += a[i] * a[i];
      squaresB += b[i] * b[i];
    }
    return squaresA == 0 || squaresB == 0
        ? 0
        : product / Math.sqrt((double) squaresA * (double) squaresB);
  }
}
