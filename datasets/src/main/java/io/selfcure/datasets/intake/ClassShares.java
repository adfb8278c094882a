package io.selfcure.datasets.intake;

import io.selfcure.core.error.DataException;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * How many pictures of each class there are, against those published: whoever numbered the classes
 * in another order, such as that of the alphabet, has the counts of other classes. A part of a set
 * may have other shares; so only what has nearly as many pictures must have its counts.
 */
public final class ClassShares {

  private static final double NEARLY_ALL = 0.9;

  /** A class may have so many more or fewer pictures, as a part of its own, and five besides. */
  private static final double MISSING = 0.2;

  private static final int FEW = 5;

  private final String what;
  private final List<String> classes;
  private final List<Long> published;
  private final long[] found;

  /**
   * Begins to count.
   *
   * @param what whose pictures they are, such as "RAF-DB test"
   * @param classes their names, in the order of their codes
   * @param published how many pictures each class has in the whole set
   */
  public ClassShares(String what, List<String> classes, List<Long> published) {
    this.what = what;
    this.classes = List.copyOf(classes);
    this.published = List.copyOf(published);
    this.found = new long[classes.size()];
  }

  /** Counts a picture; a label below 0 is none. */
  public void count(int label) {
    if (label >= 0) {
      found[label]++;
    }
  }

  /**
   * Compares.
   *
   * @param first the code of the first class
   * @throws DataException when the set is nearly whole and its classes are others
   */
  public void require(String place, int first) {
    if (!nearlyAll()) {
      return;
    }
    for (int c = 0; c < found.length; c++) {
      if (Math.abs(found[c] - published.get(c)) > MISSING * published.get(c) + FEW) {
        throw new DataException(
            place,
            String.format(
                Locale.ROOT,
                "has %,d pictures with the number %d, %s has %,d of %s: the classes seem to be"
                    + " numbered in another order",
                found[c],
                first + c,
                what,
                published.get(c),
                classes.get(c)),
            "find out what the numbers mean, and import class folders or a table with a YAML file for"
                + " {labels} that names each");
      }
    }
  }

  /** Whether so many pictures were counted that their shares tell whose they are. */
  public boolean nearlyAll() {
    long all = published.stream().mapToLong(Long::longValue).sum();
    return LongStream.of(found).sum() >= NEARLY_ALL * all;
  }
}
