package io.selfcure.curation.ledger;

import io.selfcure.core.error.DataException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a ledger knows of all epochs. Observations are read one epoch at a time, as all of them
 * would take gigabytes.
 */
public final class History {

  private final List<String> ids;
  private final List<Integer> epochs;
  private final List<Relabelling> changes;
  private final Source source;

  /** Looks at what was observed in one epoch. */
  @FunctionalInterface
  public interface Look {
    /**
     * Is shown an epoch.
     *
     * @param epoch its number, from 1
     * @param observed what was observed, by position
     */
    void at(int epoch, Observations observed);
  }

  private interface Source {
    void each(Look look);
  }

  private History(
      List<String> ids, List<Integer> epochs, List<Relabelling> changes, Source source) {
    this.ids = List.copyOf(ids);
    this.epochs = List.copyOf(epochs);
    this.changes = List.copyOf(changes);
    this.source = source;
  }

  /**
   * A history in memory.
   *
   * @param ids the training samples by position
   * @param epochs what was observed, by epoch
   * @param changes every change of a label in the order they were made
   */
  public static History of(
      List<String> ids, SortedMap<Integer, Observations> epochs, List<Relabelling> changes) {
    TreeMap<Integer, Observations> all = new TreeMap<>(epochs);
    return new History(ids, List.copyOf(all.keySet()), changes, look -> all.forEach(look::at));
  }

  /**
   * The history in the ledger of a run, which must stay there while it is looked at.
   *
   * @throws DataException when it is missing, damaged or of another version
   */
  public static History read(Path file) {
    return LedgerReader.read(
        file,
        ledger -> {
          List<Integer> epochs = ledger.epochs();
          return new History(
              ledger.samples().stream().map(LedgerSnapshot.Entry::id).toList(),
              epochs,
              ledger.changes(),
              look -> show(file, epochs, look));
        });
  }

  private static void show(Path file, List<Integer> epochs, Look look) {
    LedgerReader.read(
        file,
        ledger -> {
          List<Integer> now = ledger.epochs();
          if (now.size() < epochs.size() || !now.subList(0, epochs.size()).equals(epochs)) {
            throw new DataException(
                file.toString(),
                "has lost epochs since it was looked at: a training took the run up again",
                "wait until that has ended");
          }
          for (int epoch : epochs) {
            look.at(epoch, ledger.observations(epoch));
          }
          return epochs;
        });
  }

  /** The same history, which knows nothing of some samples. */
  public History without(Set<String> forgotten) {
    return new History(
        ids.stream().map(id -> forgotten.contains(id) ? "" : id).toList(), epochs, changes, source);
  }

  /** The training samples by position; empty for one that is forgotten. */
  public List<String> ids() {
    return ids;
  }

  /** The epochs with observations, in order. */
  public List<Integer> epochs() {
    return epochs;
  }

  /** Every change of a label in the order they were made. */
  public List<Relabelling> changes() {
    return changes;
  }

  /**
   * Shows all epochs in order. Epochs that a training has added since the history was read are left
   * out.
   *
   * @throws DataException when the ledger is damaged
   */
  public void each(Look look) {
    source.each(look);
  }
}
