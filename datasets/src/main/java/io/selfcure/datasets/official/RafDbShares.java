package io.selfcure.datasets.official;

import io.selfcure.core.data.Expressions;
import io.selfcure.core.error.DataException;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How many pictures of each class there are, against RAF-DB's: whoever numbered the classes in
 * another order, such as that of the alphabet, has the counts of other classes. A part of the set
 * may have other shares; so only what has nearly as many pictures as RAF-DB must have its counts.
 */
final class RafDbShares {

  /** Pictures of the classes 1 to 7 in RAF-DB's training split. */
  static final long[] TRAIN = {1290, 281, 717, 4772, 1982, 705, 2524};

  /** The same of its test split. */
  static final long[] TEST = {329, 74, 160, 1185, 478, 162, 680};

  /** What the numbers mean, for people. */
  static final String NUMBERS =
      IntStream.range(0, Expressions.RAF_DB.size())
          .mapToObj(i -> (i + 1) + " " + Expressions.RAF_DB.get(i))
          .collect(Collectors.joining(", "));

  private static final double NEARLY_ALL = 0.9;

  /** A class may lack this share of its pictures, as the whole set may, and five more. */
  private static final double MISSING = 0.2;

  private static final int FEW = 5;

  private final long[] train = new long[TRAIN.length];
  private final long[] test = new long[TEST.length];

  void count(boolean ofTest, int label) {
    (ofTest ? test : train)[label]++;
  }

  /**
   * Compares.
   *
   * @throws DataException when the set is nearly whole and its classes are others
   */
  void require(String place) {
    require(place, "training", train, TRAIN);
    require(place, "test", test, TEST);
  }

  private static void require(String place, String split, long[] found, long[] published) {
    long all = IntStream.range(0, found.length).mapToLong(i -> found[i]).sum();
    long official = IntStream.range(0, found.length).mapToLong(i -> published[i]).sum();
    if (all < NEARLY_ALL * official) {
      return;
    }
    for (int c = 0; c < found.length; c++) {
      if (Math.abs(found[c] - published[c]) > MISSING * published[c] + FEW) {
        throw new DataException(
            place,
            String.format(
                Locale.ROOT,
                "has %,d %s pictures in class %d, RAF-DB has %,d of %s: the classes seem to be"
                    + " numbered in another order",
                found[c],
                split,
                c + 1,
                published[c],
                Expressions.RAF_DB.get(c)),
            "write a YAML file that names each number, give it as {labels}, and import it as in"
                + " {command import folder: from labels}");
      }
    }
  }
}
