package io.selfcure.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "runs",
    description = "List training runs, or compare some.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "list|compare",
    subcommands = {RunsListCommand.class, RunsCompareCommand.class},
    footer = {"", "Example:", "  selfcure runs list"})
final class RunsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name what to do: list or compare.");
  }
}
