package io.selfcure.app;

import io.selfcure.curation.run.Doubt;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** What a user must not overlook: on standard error, and also when quiet. */
final class Warnings {

  private Warnings() {}

  /** Tells the doubts in their order. */
  static void show(CommandSpec spec, List<Doubt> doubts) {
    PrintWriter err = spec.commandLine().getErr();
    doubts.forEach(d -> err.println(d.warning(CommandWording.INSTANCE)));
    err.flush();
  }
}
