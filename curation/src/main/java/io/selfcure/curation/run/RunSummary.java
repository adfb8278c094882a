package io.selfcure.curation.run;

import io.selfcure.core.data.FolderLock;
import io.selfcure.core.error.DataException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a run so far, read from its folder.
 *
 * @param run the folder
 * @param state how it stands
 * @param settings it was made with, by name
 * @param origin program, platform and data, by name
 * @param rows the metrics, a map of column to cell an epoch
 * @param alarms the health monitor's
 */
public record RunSummary(
    RunFolder run,
    State state,
    Map<String, String> settings,
    Map<String, String> origin,
    List<Map<String, String>> rows,
    List<RunEvent> alarms) {

  /** The event that ends a run whose numbers are not finite. */
  private static final String DIVERGED = "diverged";

  private static final String ACCURACY = "valid_accuracy";

  /** How a run stands. */
  public enum State {
    /** A training works in the folder now. */
    RUNNING,
    /** All epochs are done. */
    FINISHED,
    /** It can be resumed. */
    INTERRUPTED,
    /** A loss or weight was not finite. */
    DIVERGED
  }

  /**
   * Reads a run.
   *
   * @throws io.selfcure.core.error.UsageException when this is no run folder
   * @throws DataException when a file in it is damaged
   */
  public static RunSummary of(RunFolder run) {
    Map<String, String> settings = run.settings();
    List<Map<String, String>> rows = run.readMetrics();
    List<RunEvent> alarms = run.readEvents();
    int epochs = epochs(run, settings);
    State state =
        FolderLock.held(run.lock())
            ? State.RUNNING
            : done(rows) >= epochs
                ? State.FINISHED
                : alarms.stream().anyMatch(a -> a.event().equals(DIVERGED))
                    ? State.DIVERGED
                    : State.INTERRUPTED;
    return new RunSummary(run, state, settings, run.origin(), rows, alarms);
  }

  /** The epochs the run is to have. */
  public int epochs() {
    return epochs(run, settings);
  }

  /** The epochs done. */
  public int done() {
    return done(rows);
  }

  /** By the last line's number: the first may be lost. */
  private static int done(List<Map<String, String>> rows) {
    return rows.isEmpty() ? 0 : (int) RunFolder.number(rows.get(rows.size() - 1), "epoch");
  }

  private static int epochs(RunFolder run, Map<String, String> settings) {
    try {
      return Integer.parseInt(settings.getOrDefault("epochs", ""));
    } catch (NumberFormatException e) {
      throw new DataException(
          run.config().toString(), "tells no number of epochs", "restore the file", e);
    }
  }

  /** The figures of the last epoch done; empty before the first. */
  public Map<String, String> last() {
    return rows.isEmpty() ? Map.of() : rows.get(rows.size() - 1);
  }

  /** The figures of the epoch that was best on the validation samples, null where there is none. */
  public @Nullable Map<String, String> best() {
    Map<String, String> best = null;
    for (Map<String, String> row : rows) {
      double accuracy = RunFolder.number(row, ACCURACY);
      if (best == null ? !Double.isNaN(accuracy) : accuracy > RunFolder.number(best, ACCURACY)) {
        best = row;
      }
    }
    return best;
  }
}
