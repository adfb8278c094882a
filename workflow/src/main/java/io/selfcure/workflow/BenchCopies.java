package io.selfcure.workflow;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.error.UsageException;
import io.selfcure.vision.CopiesBench;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts which copies of a data set's pictures are found again, by the kind of copy. */
public final class BenchCopies {

  private BenchCopies() {}

  /**
   * What is to be measured.
   *
   * @param data the data set
   * @param pictures how many of its training pictures, chosen at random, 2 or more
   * @param seed of the choice
   */
  public record Request(Path data, int pictures, long seed) {

    /** Checks the number. */
    public Request {
      if (pictures < 2) {
        throw new UsageException("{pictures}", pictures + " is not 2 or more", "give some more");
      }
    }
  }

  /**
   * What was measured.
   *
   * @param found which copies were found
   * @param seconds the whole search, with the making of the copies
   */
  public record Result(CopiesBench.Result found, double seconds) {

    /** The figures for programs (docs/formats/json.md). */
    public Map<String, Object> document() {
      Map<String, Object> d = new LinkedHashMap<>();
      List<Map<String, Object>> kinds = new ArrayList<>();
      found
          .kinds()
          .forEach(
              (name, f) -> {
                Map<String, Object> kind = new LinkedHashMap<>();
                kind.put("kind", name);
                kind.put("copies", f.all());
                kind.put("found", f.found());
                kind.put("nearly-equal", f.nearlyEqual());
                kinds.add(kind);
              });
      d.put("kinds", kinds);
      d.put("other-pairs", found.others());
      d.put("other-pairs-nearly-equal", found.othersNearlyEqual());
      d.put("examples", found.examples());
      d.put("seconds", Documents.thousandths(seconds));
      return d;
    }
  }

  /**
   * Measures.
   *
   * @throws io.selfcure.core.error.DataException when the data set cannot be read
   */
  public static Result run(Request request) {
    Dataset data = Dataset.read(request.data());
    Path file = Outputs.temporary("selfcure-bench", ".prints");
    try {
      long start = System.nanoTime();
      CopiesBench.Result found = CopiesBench.run(data, request.pictures(), request.seed(), file);
      return new Result(found, (System.nanoTime() - start) / 1e9);
    } finally {
      file.toFile().delete();
    }
  }
}
