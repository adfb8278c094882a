package io.selfcure.datasets.fer2013;

import io.selfcure.core.data.Sample;
import io.selfcure.core.error.DataException;

/**
 * Whether votes belong to the rows they are joined to. Of the rows with a majority 68 % have
 * FER2013's label of the same expression, in no 200 successive ones less than 60 %; rows that are
 * out of step agree by chance, in about 20 %. Neither table has a key to tell it otherwise.
 */
final class RowAgreement {

  private static final int WINDOW = 200;

  /** Fewer rows than this at the end say nothing. */
  private static final int LEAST = 60;

  private static final double TOGETHER = 0.4;

  private int rows;
  private int equal;

  /**
   * Looks at a row.
   *
   * @param label FER2013's code
   * @param voted what the majority says in FER2013's codes, or {@link Sample#UNKNOWN}
   * @throws DataException when the last rows are out of step
   */
  void see(int label, int voted, String place) {
    if (label == Sample.UNKNOWN || voted == Sample.UNKNOWN) {
      return;
    }
    rows++;
    equal += label == voted ? 1 : 0;
    if (rows == WINDOW) {
      check(place);
      rows = 0;
      equal = 0;
    }
  }

  /** Looks at the rows since the last full window. */
  void end(String place) {
    if (rows >= LEAST) {
      check(place);
    }
  }

  private void check(String place) {
    if (equal < TOGETHER * rows) {
      throw new DataException(
          place,
          "of the last "
              + rows
              + " rows with a majority only "
              + equal
              + " have FER2013's label of the same expression: the tables are out of step",
          "give the two tables that belong together, row by row, in their official order");
    }
  }
}
