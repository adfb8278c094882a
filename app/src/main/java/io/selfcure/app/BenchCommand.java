package io.selfcure.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "bench",
    description = "Measure how fast this machine trains, and finds faces.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "train|faces",
    subcommands = {BenchTrainCommand.class, BenchFacesCommand.class},
    footer = {
      "",
      "Examples:",
      "  selfcure bench train --input-size 64",
      "  selfcure bench faces --from photos"
    })
final class BenchCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name what to measure: train or faces.");
  }
}
