package io.selfcure.app;

import io.selfcure.vision.video.VideoLimits;
import picocli.CommandLine.Option;

/** Which videos are too large to be read. */
final class VideoLimitOptions {

  @Option(
      names = "--max-length",
      defaultValue = "3600",
      paramLabel = "S",
      description = "Longer videos fail. Default: 3600 seconds.")
  private double maxLength;

  @Option(
      names = "--max-pixels",
      defaultValue = "9437184",
      paramLabel = "N",
      description = "Videos with larger frames fail. Default: 9437184, 4096 x 2304.")
  private long maxPixels;

  @Option(
      names = "--max-bytes",
      defaultValue = "4294967296",
      paramLabel = "N",
      description = "Larger files fail. Default: 4294967296, 4 GiB.")
  private long maxBytes;

  VideoLimits limits() {
    return new VideoLimits(maxBytes, maxPixels, maxLength);
  }
}
