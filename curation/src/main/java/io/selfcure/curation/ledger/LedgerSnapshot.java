package io.selfcure.curation.ledger;

import io.selfcure.core.data.LabelSet;
import java.util.List;

/**
 * A ledger as it stood at one moment, with the observations of the last epoch only.
 *
 * @param labels the classes
 * @param samples all training samples by position
 * @param epoch the last epoch in it, 0 before the first
 * @param observations what the network thought in that epoch, by position; nothing seen before the
 *     first
 * @param changes all changes of labels in the order they were made
 */
public record LedgerSnapshot(
    LabelSet labels,
    List<Entry> samples,
    int epoch,
    Observations observations,
    List<Relabelling> changes) {

  /** Copies the lists. */
  public LedgerSnapshot {
    samples = List.copyOf(samples);
    changes = List.copyOf(changes);
  }

  /**
   * One training sample.
   *
   * @param id as in the data set
   * @param given the label of the data set
   * @param truth the true label, -1 where it is not known
   * @param current the label the network trains on now
   */
  public record Entry(String id, int given, int truth, int current) {

    /** Whether the true label is known. */
    public boolean known() {
      return truth >= 0;
    }

    /** Whether the given label is known to be wrong. */
    public boolean wrong() {
      return known() && truth != given;
    }

    /** Whether the network trains on another label than the given one. */
    public boolean changed() {
      return current != given;
    }
  }
}
