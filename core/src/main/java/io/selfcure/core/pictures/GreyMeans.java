package io.selfcure.core.pictures;

import java.nio.ByteBuffer;

/** Means of a picture's grey values over a grid; one with fewer pixels than cells repeats them. */
final class GreyMeans {

  private final int rows;
  private final int columns;
  private final int height;
  private final int width;
  private final long[] sums;

  /** An empty grid over a picture. */
  GreyMeans(int rows, int columns, int height, int width) {
    this.rows = rows;
    this.columns = columns;
    this.height = height;
    this.width = width;
    this.sums = new long[rows * columns];
  }

  /**
   * The means, 0 to 255, rows first. Divided once, so that equal areas have equal means to the bit.
   */
  double[] values(int channels) {
    double[] values = new double[sums.length];
    for (int i = 0; i < values.length; i++) {
      int row = i / columns;
      int column = i % columns;
      long cell = (long) (bottom(row) - top(row)) * (right(column) - left(column));
      values[i] = (double) sums[i] / (cell * channels);
    }
    return values;
  }

  /**
   * Reads a picture once, for all grids over it.
   *
   * @param pixels rows first, channels last
   * @return the standard deviation of all grey values, of 255
   */
  static double look(ByteBuffer pixels, int width, int channels, GreyMeans... grids) {
    int height = grids[0].height;
    long[] before = new long[width + 1]; // sums of a row's values left of each place
    long sum = 0;
    long squares = 0;
    int at = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int v = 0;
        for (int c = 0; c < channels; c++) {
          v += pixels.get(at++) & 0xff;
        }
        before[x + 1] = before[x] + v;
        squares += (long) v * v;
      }
      sum += before[width];
      for (GreyMeans grid : grids) {
        grid.add(y, before);
      }
    }
    double n = (double) height * width;
    double mean = sum / n;
    return Math.sqrt(Math.max(0, squares / n - mean * mean)) / channels;
  }

  private void add(int y, long[] before) {
    for (int row = 0; row < rows; row++) {
      if (y >= top(row) && y < bottom(row)) {
        for (int column = 0; column < columns; column++) {
          sums[row * columns + column] += before[right(column)] - before[left(column)];
        }
      }
    }
  }

  private int top(int row) {
    return edge(row, height, rows);
  }

  private int bottom(int row) {
    return Math.max(top(row) + 1, edge(row + 1, height, rows));
  }

  private int left(int column) {
    return edge(column, width, columns);
  }

  private int right(int column) {
    return Math.max(left(column) + 1, edge(column + 1, width, columns));
  }

  private static int edge(int cell, int pixels, int cells) {
    return (int) ((long) cell * pixels / cells);
  }
}
