package io.selfcure.app;

import io.selfcure.core.progress.ConsoleProgress;
import io.selfcure.core.progress.Progress;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command shows its progress. */
final class Terminal {

  private Terminal() {}

  /**
   * Progress on standard error: a live line on a terminal, plain lines otherwise, nothing when
   * quiet.
   */
  static Progress progress(CommandSpec spec) {
    Main main = (Main) spec.root().userObject();
    return main.quiet()
        ? Progress.NONE
        : new ConsoleProgress(
            System.err, Boolean.getBoolean("selfcure.terminal"), CommandWording.INSTANCE);
  }
}
