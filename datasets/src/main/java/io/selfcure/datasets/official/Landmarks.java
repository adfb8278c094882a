package io.selfcure.datasets.official;

import io.selfcure.core.error.DataException;
import java.util.List;
import java.util.stream.DoubleStream;

/** Points in a face. */
final class Landmarks {

  private Landmarks() {}

  /**
   * x and y in turn.
   *
   * @throws DataException when there are not so many points
   */
  static List<Double> pairs(double[] numbers, int points, String place) {
    if (numbers.length != 2 * points || !DoubleStream.of(numbers).allMatch(Double::isFinite)) {
      throw new DataException(
          place,
          "has " + numbers.length + " numbers, expected " + points + " points, finite ones",
          "give the official file");
    }
    return DoubleStream.of(numbers).boxed().toList();
  }
}
