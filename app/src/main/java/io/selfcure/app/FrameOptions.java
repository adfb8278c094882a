package io.selfcure.app;

import io.selfcure.workflow.recognize.VideoOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How videos are looked at. */
final class FrameOptions {

  @Option(
      names = "--every",
      defaultValue = "1",
      paramLabel = "N",
      description = "Of a video, look at one of N frames. Default: 1, every frame.")
  private int every;

  @Option(
      names = "--fps",
      defaultValue = "0",
      paramLabel = "N",
      description = "Of a video, look at so many frames a second, in place of --every.")
  private double fps;

  @Option(
      names = "--smooth",
      defaultValue = "0",
      paramLabel = "S",
      description =
          "Smooth each person's probabilities in a video over S seconds. Default: 0, not at all.")
  private double smoothing;

  @Option(
      names = "--timeline",
      paramLabel = "OUT",
      description =
          "Write a page with each person's expressions over a video's time: a file (.html) for one"
              + " video, else a folder.")
  private @Nullable Path timeline;

  @Mixin private VideoLimitOptions limits;

  double smoothing() {
    return smoothing;
  }

  VideoOptions video() {
    return new VideoOptions(every, fps, smoothing, limits.limits(), timeline);
  }
}
