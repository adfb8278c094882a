package io.selfcure.workflow;

import io.selfcure.curation.report.FacesPage;
import io.selfcure.datasets.faces.FaceSummary;
import io.selfcure.datasets.faces.FaceTree;
import io.selfcure.vision.face.FaceCutter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds the faces in a tree of pictures and cuts them out into a new one, with a page to look at.
 */
public final class FindFaces {

  private FindFaces() {}

  /**
   * What is to be done.
   *
   * @param from the tree of pictures
   * @param to the new folder; one that a killed run of this left is gone on with
   * @param how how faces are found and cut out
   * @param threads pictures worked on at once, 1 or more
   */
  public record Request(Path from, Path to, FaceCutter.Settings how, int threads) {}

  /**
   * What came of it.
   *
   * @param request what was asked for
   * @param summary how many of what
   */
  public record Result(Request request, FaceSummary summary) {

    /** The page to look at. */
    public Path page() {
      return request.to().resolve("faces.html");
    }

    /** The figures for programs (docs/formats/json.md). */
    public Map<String, Object> document() {
      Map<String, Object> d = new LinkedHashMap<>();
      d.put("to", request.to().toString());
      d.put("pictures", summary.pictures());
      d.put("with-faces", summary.withFaces());
      d.put("faces", summary.faces());
      d.put("rejected", summary.rejected());
      d.put("reasons", summary.reasons());
      d.put("looked-at", summary.now());
      d.put("seconds", Documents.thousandths(summary.seconds()));
      d.put("pictures-per-s", Documents.thousandths(summary.rate()));
      d.put("threads", request.threads());
      return d;
    }
  }

  /** Finds and cuts out, on as many threads as asked for. */
  public static Result run(Request request, Context context) {
    FaceTree tree = new FaceTree(request.from(), request.to(), request.how(), request.threads());
    return new Result(request, tree.run(FacesPage::html, context.progress()));
  }
}
