package io.selfcure.app;

import io.selfcure.core.error.UsageException;
import io.selfcure.workflow.EvaluateModel;
import picocli.CommandLine.Option;

/** What an evaluation shows a model of each picture. */
final class LookOptions {

  @Option(
      names = "--mirror",
      description =
          "Score the mean of what the model says of each picture and of its mirror image; twice the"
              + " time.")
  private boolean mirror;

  @Option(
      names = "--degraded",
      description =
          "Score copies of the pictures too that are blurred, small, turned, dark, bright, noisy or"
              + " partly covered: how far the model can be trusted there.")
  private boolean degraded;

  EvaluateModel.Look look() {
    return new EvaluateModel.Look(mirror, degraded);
  }

  /** Refuses what has no effect on several models or data sets. */
  void requireIdle() {
    if (mirror || degraded) {
      throw new UsageException(
          mirror ? "--mirror" : "--degraded", "is for one model on one data set", "leave it out");
    }
  }
}
