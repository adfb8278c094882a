package io.selfcure.workflow;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Relocation;
import java.nio.file.Path;
import java.util.Map;

/** Tells a data set where its pictures were moved. */
public final class RelocatePictures {

  private RelocatePictures() {}

  /**
   * What was moved.
   *
   * @param data the data set
   * @param root the directory that its paths start from now
   */
  public record Request(Path data, Path root) {}

  /**
   * What was changed.
   *
   * @param data the data set
   */
  public record Result(Dataset data) {

    /** The figures for programs (docs/formats/json.md). */
    public Map<String, Object> document() {
      return Documents.dataset(data);
    }
  }

  /**
   * Looks at every picture, then changes the card.
   *
   * @throws io.selfcure.core.error.DataException when the pictures are not the ones that were
   *     imported
   */
  public static Result run(Request request, Context context) {
    return new Result(
        Relocation.to(Dataset.read(request.data()), request.root(), context.progress()));
  }
}
