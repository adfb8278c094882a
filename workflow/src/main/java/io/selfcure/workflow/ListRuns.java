package io.selfcure.workflow;

import io.selfcure.core.error.SelfcureException;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.curation.run.RunSearch;
import io.selfcure.curation.run.RunSummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds runs and says how they stand. */
public final class ListRuns {

  private ListRuns() {}

  /**
   * What is to be listed.
   *
   * @param folders where runs are looked for, a few levels deep
   */
  public record Request(List<Path> folders) {

    /** Copies the list. */
    public Request {
      folders = List.copyOf(folders);
    }
  }

  /** A run that was found. */
  public sealed interface Found {

    /** Its folder. */
    RunFolder run();

    /** It for programs (docs/formats/json.md). */
    Map<String, @Nullable Object> document();
  }

  /**
   * A run that can be read.
   *
   * @param summary how it stands
   */
  public record Sound(RunSummary summary) implements Found {

    @Override
    public RunFolder run() {
      return summary.run();
    }

    @Override
    public Map<String, @Nullable Object> document() {
      return Documents.run(summary);
    }
  }

  /**
   * A run that cannot be read.
   *
   * @param run its folder
   * @param problem why not
   */
  public record Damaged(RunFolder run, SelfcureException problem) implements Found {

    @Override
    public Map<String, @Nullable Object> document() {
      Map<String, @Nullable Object> d = new LinkedHashMap<>();
      d.put("run", run.dir().toString());
      d.put("state", "damaged");
      d.put("problem", String.valueOf(problem.getMessage()));
      return d;
    }
  }

  /**
   * Looks for runs. One that is damaged does not hide the others.
   *
   * @return in the order of the folders, then of the names
   * @throws io.selfcure.core.error.UsageException when one of the folders is none
   */
  public static List<Found> run(Request request) {
    List<Found> found = new ArrayList<>();
    for (Path folder : request.folders()) {
      for (RunFolder run : RunSearch.under(folder)) {
        found.add(read(run));
      }
    }
    return found;
  }

  private static Found read(RunFolder run) {
    try {
      return new Sound(RunSummary.of(run));
    } catch (SelfcureException e) {
      return new Damaged(run, e);
    }
  }
}
