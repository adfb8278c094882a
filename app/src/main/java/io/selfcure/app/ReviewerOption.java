package io.selfcure.app;

import picocli.CommandLine.Option;

/** Who takes decisions, or undoes them. */
final class ReviewerOption {

  @Option(
      names = "--reviewer",
      required = true,
      paramLabel = "NAME",
      description = "Your name, which the log keeps.")
  private String name;

  String name() {
    return name;
  }
}
