package io.selfcure.vision.video;

import io.selfcure.core.error.UsageException;

/**
 * What is too large to be decoded: a small file may promise a huge video.
 *
 * @param bytes greatest file
 * @param pixels greatest frame, before rotation
 * @param seconds greatest length
 */
public record VideoLimits(long bytes, long pixels, double seconds) {

  /** 4 GiB, 4096 x 2304 pixels, an hour. */
  public static final VideoLimits DEFAULT = new VideoLimits(4L << 30, 4096L * 2304, 3600);

  /** Checks that there is room for something. */
  public VideoLimits {
    if (bytes < 1 || pixels < 1 || !(seconds > 0)) {
      throw new UsageException(
          "limits",
          bytes + " bytes, " + pixels + " pixels, " + seconds + " s leave no video",
          "give numbers above 0");
    }
  }
}
