package io.selfcure.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "datasets",
    description = "Look at a data set, or check that it is whole and fit to be judged on.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "show|check",
    subcommands = {DatasetsShowCommand.class, DatasetsCheckCommand.class},
    footer = {
      "",
      "Examples:",
      "  selfcure datasets show data/faces",
      "  selfcure datasets check data/faces"
    })
final class DatasetsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: show or check.");
  }
}
