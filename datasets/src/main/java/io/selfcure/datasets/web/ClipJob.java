package io.selfcure.datasets.web;

import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.vision.face.Alignment;
import io.selfcure.vision.face.Cropper;
import io.selfcure.vision.face.FaceTracker;
import io.selfcure.vision.video.VideoLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What clips are made of, and where.
 *
 * @param from the folder of videos
 * @param to the folder of clips
 * @param rules which clips, and what of them
 * @param cropper how faces are cut out; its alignment needs landmarks
 * @param limits what is too large
 * @param list frames that are cut out again, by a {@code frames.csv}; null to look for faces
 * @param forgetMedia whether each video's file is deleted once its clips are safe
 */
public record ClipJob(
    Path from,
    Path to,
    ClipRules rules,
    Cropper cropper,
    VideoLimits limits,
    @Nullable Path list,
    boolean forgetMedia) {

  /** Greatest memory of the pictures that are held of all open tracks. */
  private static final long MOST_HELD = 1L << 29;

  /** Makes the places absolute and checks that they are apart. */
  public ClipJob {
    from = from.toAbsolutePath().normalize();
    to = to.toAbsolutePath().normalize();
    if (!Files.isDirectory(from)) {
      throw new UsageException(
          "{from}", Wording.value(from) + " is no directory", "name the folder of videos");
    }
    if (to.startsWith(from) || from.startsWith(to)) {
      throw new UsageException(
          "{to}",
          Wording.value(to) + " and " + Wording.value(from) + " lie in one another",
          "name a directory beside it");
    }
    if (cropper.align() == Alignment.NONE) {
      throw new UsageException(
          "{align}", "none: faces are followed by their landmarks", "use five or eyes");
    }
    long held =
        (long) FaceTracker.MOST
            * BestFrames.most(rules.frames())
            * 3
            * cropper.size()
            * cropper.size();
    if (held > MOST_HELD) {
      throw new UsageException(
          "{frames}",
          rules.frames() + " faces of " + cropper.size() + " pixels are too many to hold",
          "lower {frames} or {size}");
    }
  }
}
