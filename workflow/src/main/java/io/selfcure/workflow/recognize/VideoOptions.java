package io.selfcure.workflow.recognize;

import io.selfcure.core.error.UsageException;
import io.selfcure.vision.video.VideoLimits;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How videos are looked at.
 *
 * @param every of how many frames one is looked at, 1 or more
 * @param fps frames that are looked at a second, in place of {@code every}; 0: by that
 * @param smoothing seconds over which each person's probabilities are smoothed; 0: not at all
 * @param limits what is too large
 * @param timeline where the page of a video's people goes: a file for a single video, else a
 *     folder; null for none
 */
public record VideoOptions(
    int every, double fps, double smoothing, VideoLimits limits, @Nullable Path timeline) {

  /** Every frame, as it is. */
  public static final VideoOptions DEFAULT = new VideoOptions(1, 0, 0, VideoLimits.DEFAULT, null);

  /** Checks the figures. */
  public VideoOptions {
    if (every < 1) {
      throw new UsageException("{every}", every + " is not 1 or more", "give a number such as 5");
    }
    if (!(fps >= 0 && fps <= 1000)) {
      throw new UsageException("{fps}", fps + " is not in 0..1000", "give a number such as 5");
    }
    if (fps > 0 && every > 1) {
      throw new UsageException("{fps}", "contradicts {every}", "give one of them");
    }
    if (!(smoothing >= 0 && smoothing <= 60)) {
      throw new UsageException(
          "{smooth}", smoothing + " is not in 0..60", "give seconds such as 0.5");
    }
  }
}
