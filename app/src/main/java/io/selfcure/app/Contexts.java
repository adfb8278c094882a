package io.selfcure.app;

import io.selfcure.workflow.Context;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** What a use case gets of a command: its cache, its progress, its signals and its warnings. */
final class Contexts {

  private Contexts() {}

  /** Of a command that looks at no pictures. */
  static Context of(CommandSpec spec) {
    return of(spec, new CacheOption());
  }

  static Context of(CommandSpec spec, CacheOption cache) {
    PrintWriter err = spec.commandLine().getErr();
    return new Context(
        cache.root(),
        Terminal.progress(spec),
        stop -> {
          Stop.onSignal(stop);
          return Stop::forget;
        },
        warning -> {
          err.println(warning);
          err.flush();
        },
        CommandWording.INSTANCE);
  }
}
