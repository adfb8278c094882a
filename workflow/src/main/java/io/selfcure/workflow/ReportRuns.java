package io.selfcure.workflow;

import io.selfcure.core.data.Outputs;
import io.selfcure.core.error.SelfcureException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.curation.report.Report;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.training.settings.TrainSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the report of one run, or of several side by side: one HTML file. */
public final class ReportRuns {

  /** Settings that stand for what suits the machine or the data: no choice to point out. */
  private static final Map<String, String> AUTOMATIC =
      Map.of(
          "device", "auto", "precision", "auto", "threads", "0", "input-size", "0", "stem", "auto");

  private ReportRuns() {}

  /**
   * What is asked for.
   *
   * @param runs the runs' folders, at least one
   * @param to the report; null for the place in the folder of a single run
   * @param data where the runs' data set is, null for where they found it
   */
  public record Request(List<Path> runs, @Nullable Path to, @Nullable Path data) {

    /** Copies the list. */
    public Request {
      runs = List.copyOf(runs);
    }

    /** The report of one run in its folder, with pictures from where the run found its data. */
    public static Request of(Path run) {
      return new Request(List.of(run), null, null);
    }
  }

  /**
   * Writes the report.
   *
   * @param wording how it names settings and actions
   * @return the file
   * @throws UsageException when no file is named for several runs
   * @throws io.selfcure.core.error.DataException when a run or its data set cannot be read
   */
  public static Path run(Request request, Wording wording) {
    Path file = request.to() == null ? ownPlace(request.runs()) : request.to();
    Report report = new Report(ReportRuns::defaults, new DatasetPictures(request.data()), wording);
    Outputs.writeAtomically(
        file, report.html(request.runs().stream().map(RunFolder::new).toList()));
    return file;
  }

  private static Path ownPlace(List<Path> runs) {
    if (runs.size() > 1) {
      throw new UsageException(
          "{to}", "is required when you report several runs", "name the file to write");
    }
    RunFolder run = new RunFolder(runs.get(0));
    run.settings(); // is it a run at all?
    return run.report();
  }

  /**
   * Writes the report of runs that have just been trained. Should it fail, it warns and goes on: a
   * report can be made again, a training is dear.
   *
   * @param context hears why it was not written
   * @return whether it was written
   */
  public static boolean attempt(Request request, Context context) {
    String why;
    try {
      run(request, context.wording());
      return true;
    } catch (SelfcureException e) {
      why = ": " + e.told(context.wording());
    } catch (RuntimeException | LinkageError e) {
      why = ", by a bug; please report it: " + e;
    }
    context
        .warnings()
        .accept(
            "the report was not written"
                + why
                + "\n  the run itself is complete; the report can be made again");
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
