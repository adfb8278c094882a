package io.selfcure.vision.face;

import java.util.ArrayList;
import java.util.List;

/**
 * A square part of a picture that a detector looks at; it may reach over the border.
 *
 * @param x left edge, pixels
 * @param y upper edge, pixels
 * @param side pixels, positive
 */
record Square(int x, int y, int side) {

  /**
   * The first look is on a square this many times the picture's longer side, so that a face that
   * fills the picture is no face that fills the square: the network doubts those.
   */
  private static final double ROOM = 1.25;

  /**
   * The sides of one size of squares and of the next are not further apart than this: the network
   * sees faces of 0.15 to 0.5 of a side, and what is half a side wide lies whole in one of squares
   * that lap over by a half.
   */
  private static final double STEP = 3;

  /**
   * Squares of falling size, each size covering the whole picture, neighbours lapping over by at
   * least a half, so that every face of some size lies whole in a square of fitting size.
   *
   * @param least the side of the smallest squares, pixels
   */
  static List<Square> cover(int height, int width, int least) {
    List<Square> squares = new ArrayList<>();
    double top = ROOM * Math.max(height, width);
    int levels = top <= least ? 0 : (int) Math.ceil(Math.log(top / least) / Math.log(STEP));
    for (int level = 0; level <= levels; level++) {
      double side = levels == 0 ? top : top * Math.pow(least / top, (double) level / levels);
      addLevel(squares, height, width, (int) Math.ceil(side));
    }
    return squares;
  }

  private static void addLevel(List<Square> to, int height, int width, int side) {
    int columns = count(width, side);
    int rows = count(height, side);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        to.add(
            new Square(place(column, columns, width, side), place(row, rows, height, side), side));
      }
    }
  }

  private static int count(int length, int side) {
    return side >= length ? 1 : 1 + (int) Math.ceil(2.0 * (length - side) / side);
  }

  /** The first begins and the last ends with the picture; a single one lies in its middle. */
  private static int place(int i, int count, int length, int side) {
    return count == 1
        ? Math.floorDiv(length - side, 2)
        : (int) Math.round((double) i * (length - side) / (count - 1));
  }
}
