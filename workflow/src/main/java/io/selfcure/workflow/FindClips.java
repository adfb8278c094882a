package io.selfcure.workflow;

import io.selfcure.core.data.Preprocessing;
import io.selfcure.datasets.web.ClipJob;
import io.selfcure.datasets.web.ClipRun;
import io.selfcure.vision.face.Alignment;
import io.selfcure.vision.face.FaceFinder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds stretches of videos in which one face is there long enough, and keeps their best frames.
 */
public final class FindClips {

  private FindClips() {}

  /**
   * What is to be done.
   *
   * @param job the videos, the clips and their rules
   * @param finder how faces are found
   */
  public record Request(ClipJob job, FaceFinder.Settings finder) {}

  /**
   * What came of it, in this and earlier runs into the same place.
   *
   * @param outcome how many of what
   */
  public record Result(ClipRun.Outcome outcome) {

    /**
     * The figures for programs (docs/formats/json.md).
     *
     * @param to the folder of clips as it was named
     */
    public Map<String, Object> document(Path to) {
      Map<String, Object> d = new LinkedHashMap<>();
      d.put("to", to.toString());
      d.put("videos", outcome.videos());
      d.put("before", outcome.before());
      d.put("clips", outcome.clips());
      d.put("frames", outcome.frames());
      d.put("clip-seconds", Documents.thousandths(outcome.seconds()));
      d.put("failed", outcome.failed());
      d.put("damaged", outcome.damaged());
      d.put("other-files", outcome.others());
      d.put("deleted", outcome.forgotten());
      return d;
    }
  }

  /** Finds, or goes on where an earlier run was ended; a video that fails stops no other. */
  public static Result run(Request request, Context context) {
    ClipJob job = request.job();
    try (FaceFinder finder = FaceFinder.open(request.finder())) {
      Preprocessing said =
          new Preprocessing(
              finder.detector().id(),
              finder.modelHash(),
              job.cropper().align().id(),
              Alignment.TEMPLATE,
              job.cropper().margin(),
              job.cropper().size());
      return new Result(
          ClipRun.run(job, finder::find, request.finder().minFace(), said, context.progress()));
    }
  }
}
