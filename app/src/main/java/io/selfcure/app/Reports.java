package io.selfcure.app;

import io.selfcure.core.data.Outputs;
import io.selfcure.core.error.SelfcureException;
import io.selfcure.curation.report.Report;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.training.settings.TrainSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the reports of runs. */
final class Reports {

  /** Settings that stand for what suits the machine or the data: no choice to point out. */
  private static final Map<String, String> AUTOMATIC =
      Map.of(
          "device", "auto", "precision", "auto", "threads", "0", "input-size", "0", "stem", "auto");

  private Reports() {}

  /**
   * Writes the report of one run, or of several side by side.
   *
   * @param data where the runs' data set is, null for where they found it
   */
  static void write(List<Path> runs, Path to, @Nullable Path data) {
    Report report = new Report(Reports::defaults, new DatasetFaces(data));
    Outputs.writeAtomically(to, report.html(runs.stream().map(RunFolder::new).toList()));
  }

  /**
   * Writes the report of runs that have just been trained. Should it fail, it says so and goes on:
   * a report can be made again, a training is dear.
   *
   * @return whether it was written
   */
  static boolean tryWrite(List<Path> runs, Path to, PrintWriter err) {
    try {
      write(runs, to, null);
      return true;
    } catch (SelfcureException e) {
      err.println("selfcure: the report was not written: " + e.getMessage());
    } catch (RuntimeException | LinkageError e) {
      err.println("selfcure: the report was not written, by a bug; please report it: " + e);
    }
    err.println(Launched.shown("  the run itself is complete; see 'selfcure report --help'"));
    err.flush();
    return false;
  }

  /** What the settings would be with nothing chosen but the mode and the augmentation preset. */
  static Map<String, String> defaults(Map<String, String> settings) {
    Map<String, String> presets = new HashMap<>(settings);
    presets.keySet().retainAll(List.of("mode", "augment"));
    try {
      Map<String, String> defaults = new HashMap<>(TrainSettings.of(Map.of(), presets).toMap());
      AUTOMATIC.forEach(defaults::remove);
      return defaults;
    } catch (SelfcureException e) { // a run of another version
      return Map.of();
    }
  }
}
