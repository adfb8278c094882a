package io.selfcure.workflow;

import io.selfcure.core.data.Dataset;
import io.selfcure.datasets.check.DatasetCheck;
import io.selfcure.datasets.split.SplitDraw;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a data set in which a share of the training pictures is another split. */
public final class DrawSplit {

  private DrawSplit() {}

  /**
   * What is to be made.
   *
   * @param data the data set
   * @param draw what is drawn, and how
   * @param to the new data set
   */
  public record Request(Path data, SplitDraw draw, Path to) {}

  /**
   * What was made.
   *
   * @param request what was asked for
   * @param done the new data set, and what was drawn
   */
  public record Result(Request request, SplitDraw.Result done) {

    /** The figures for programs (docs/formats/json.md). */
    public Map<String, @Nullable Object> document() {
      SplitDraw draw = request.draw();
      Map<String, @Nullable Object> d = new LinkedHashMap<>(Documents.dataset(done.made()));
      d.put("into", draw.into().id());
      d.put("salt", draw.by().salt());
      d.put("from", draw.by().from());
      d.put("share", draw.by().share());
      d.put("drawn", done.ids().size());
      d.put("drawn-from", done.from());
      d.put("ids-sha256", done.sha256());
      d.put("people", done.people());
      d.put("replaced", done.replaced());
      d.put("with-copies-in-training", done.copiesInTraining());
      d.put("with-copies-elsewhere", done.copiesElsewhere());
      d.put("classes-not-drawn", done.without());
      d.put("readings", done.readings() == null ? null : done.readings().toString());
      return d;
    }
  }

  /**
   * Looks for copies, draws and writes.
   *
   * @throws io.selfcure.core.error.DataException when labels were changed, the split is not empty,
   *     a picture cannot be read, nothing would be drawn or training would lose a class
   */
  public static Result run(Request request, Context context) {
    Dataset data = Dataset.read(request.data());
    request.draw().check(data);
    context.warnOfCopies(data);
    return new Result(
        request,
        request.draw().write(data, DatasetCheck.copies(data, context.progress()), request.to()));
  }
}
