package io.selfcure.app;

import picocli.CommandLine.Option;

/** What an import may lose of a set, and what it takes though a part of it is lost. */
final class LossOptions {

  @Option(
      names = "--allow-partial",
      description =
          "Take a set that loses a class, a split or over 1 %% of its pictures; else refused.")
  private boolean partial;

  @Option(
      names = "--keep-damaged",
      description = "Take JPEG files too of which a part is lost. Default: each is skipped.")
  private boolean damaged;

  /** Whether a set may lose many pictures or a whole class. */
  boolean partial() {
    return partial;
  }

  /** Whether pictures are taken of which a part is lost. */
  boolean damaged() {
    return damaged;
  }
}
