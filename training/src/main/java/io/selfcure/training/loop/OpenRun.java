package io.selfcure.training.loop;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.FolderLock;
import io.selfcure.core.data.Outputs;
import io.selfcure.curation.ledger.Ledger;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.training.input.Cohort;
import io.selfcure.training.settings.TrainSettings;
import java.nio.file.Path;

/**
 * A run folder in use: locked against other trainings, with its ledger open.
 *
 * @param folder the folder
 * @param lock what keeps others out
 * @param ledger its ledger
 */
record OpenRun(RunFolder folder, FolderLock lock, Ledger ledger) implements AutoCloseable {

  /** Makes a new run folder; nothing of it stays where that fails. */
  static OpenRun begin(RunFolder folder, TrainSettings settings, Dataset data, Cohort training) {
    Path outermost = Outputs.outermostMissing(folder.dir());
    RunFiles.make(folder);
    // first: the folder of who holds it is not ours to remove
    FolderLock lock = FolderLock.take(folder.lock(), "training");
    try {
      RunFiles.begin(folder, settings, Provenance.of(settings, data));
      return withNewLedger(folder, lock, data, training);
    } catch (RuntimeException e) {
      lock.close();
      Outputs.deleteTree(folder.dir());
      Outputs.deleteEmptyAbove(folder.dir(), outermost);
      throw e;
    }
  }

  /** Takes up a run: its ledger if it has a checkpoint to go on from, else a new one. */
  static OpenRun again(RunFolder folder, Dataset data, Cohort training) {
    FolderLock lock = FolderLock.take(folder.lock(), "training");
    try {
      if (!RunFiles.resumable(folder).isEmpty()) {
        return new OpenRun(folder, lock, Ledger.open(folder.ledger()));
      }
      Ledger.delete(folder.ledger());
      return withNewLedger(folder, lock, data, training);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static OpenRun withNewLedger(
      RunFolder folder, FolderLock lock, Dataset data, Cohort training) {
    return new OpenRun(
        folder, lock, Ledger.create(folder.ledger(), data.labels(), training.samples()));
  }

  @Override
  public void close() {
    try (lock) { // last, and also where the ledger cannot be finished
      ledger.close();
    }
  }
}
