package io.selfcure.workflow.experiment;

import java.util.Locale;

/**
 * What a cell's network is read on.
 *
 * @param split the part of the data set
 * @param checkpoint the epoch whose figures stand for the cell
 */
record Reading(Part split, Epoch checkpoint) {

  /** A part of the data set. */
  enum Part {
    VALID,
    TEST,
    HOLDOUT;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** An epoch. */
  enum Epoch {
    LAST,
    BEST;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
