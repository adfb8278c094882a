package io.selfcure.workflow;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Split;
import io.selfcure.datasets.check.DatasetCheck;
import io.selfcure.datasets.check.KeptCopies;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a data set in which no picture of one split has a copy in another one. */
public final class LeaveOutCopies {

  private LeaveOutCopies() {}

  /**
   * What is to be made.
   *
   * @param data the data set
   * @param keep which copies stay
   * @param to the new data set
   */
  public record Request(Path data, KeptCopies keep, Path to) {}

  /**
   * What was made.
   *
   * @param done the new data set, and what it lacks
   */
  public record Result(KeptCopies.Result done) {

    /** The figures for programs (docs/formats/json.md). */
    public Map<String, Object> document() {
      Map<String, Object> d = new LinkedHashMap<>(Documents.dataset(done.made()));
      Map<String, Integer> left = new LinkedHashMap<>();
      for (Split split : Split.values()) {
        left.put(split.id(), done.left().getOrDefault(split, 0));
      }
      d.put("left-out", left);
      d.put("undecided-groups", done.undecided());
      return d;
    }
  }

  /**
   * Looks for copies and writes the rest.
   *
   * @throws io.selfcure.core.error.DataException when a picture cannot be read, or a split would
   *     lose a class
   */
  public static Result run(Request request, Context context) {
    Dataset data = Dataset.read(request.data());
    context.warnOfCopies(data);
    return new Result(
        request.keep().write(data, DatasetCheck.copies(data, context.progress()), request.to()));
  }
}
