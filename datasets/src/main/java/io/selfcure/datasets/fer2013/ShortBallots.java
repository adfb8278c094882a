package io.selfcure.datasets.fer2013;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Wording;
import java.util.List;

/**
 * Checks that a row has ten votes. Nine are accepted and reported, wherever the row stands: the
 * official files have one such row, and copies of them have it elsewhere.
 */
final class ShortBallots {

  private long rows;
  private String first = "";

  /**
   * Counts a row.
   *
   * @param official the file's name, for the remedy
   * @throws DataException when it has neither ten votes nor nine
   */
  void check(List<Integer> counts, String place, String official) {
    int sum = counts.stream().mapToInt(Integer::intValue).sum();
    if (sum != BallotTable.VOTERS && sum != BallotTable.VOTERS - 1) {
      throw new DataException(
          place,
          "has " + sum + " votes " + counts + ", expected " + BallotTable.VOTERS,
          "give the official " + official);
    }
    if (sum != BallotTable.VOTERS) {
      first = rows == 0 ? place : first;
      rows++;
    }
  }

  /** What to say of them; empty where there are none. */
  String note() {
    return rows == 0
        ? ""
        : Wording.value(first)
            + " has 9 votes instead of 10"
            + (rows == 1 ? "" : ", and so have " + (rows - 1) + " more rows")
            + ": accepted, the official table has one such row";
  }
}
