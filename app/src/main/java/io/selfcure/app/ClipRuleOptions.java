package io.selfcure.app;

import io.selfcure.datasets.web.ClipRules;
import picocli.CommandLine.Option;

/** Which clips are wanted, and what is kept of them. */
final class ClipRuleOptions {

  @Option(
      names = "--seconds",
      defaultValue = "5",
      paramLabel = "S",
      description = "How long one face must be there. Default: 5.")
  private double seconds;

  @Option(
      names = "--frames",
      defaultValue = "3",
      paramLabel = "N",
      description = "Frames that are kept of a clip, the best and apart. Default: 3.")
  private int frames;

  @Option(
      names = "--fps",
      defaultValue = "5",
      paramLabel = "N",
      description = "Frames a second in which faces are looked for. Default: 5.")
  private double fps;

  ClipRules rules() {
    return new ClipRules(seconds, frames, fps);
  }
}
