package io.selfcure.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "bench",
    description =
        "Measure how fast this machine trains, finds and recognises faces, audits, and compares pictures.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "train|faces|recognize|audit|near-duplicates|copies",
    subcommands = {
      BenchTrainCommand.class,
      BenchFacesCommand.class,
      BenchRecognizeCommand.class,
      BenchAuditCommand.class,
      BenchNearDuplicatesCommand.class,
      BenchCopiesCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  selfcure bench train --input-size 64",
      "  selfcure bench faces --from photos",
      "  selfcure bench recognize --photo photo.jpg",
      "  selfcure bench audit --samples 100000",
      "  selfcure bench near-duplicates --pictures 100000",
      "  selfcure bench copies --data data/faces"
    })
final class BenchCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Name what to measure: train, faces, recognize, audit, near-duplicates or copies.");
  }
}
