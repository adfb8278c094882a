package io.selfcure.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "datasets",
    description =
        "Look at a data set, check that it is whole and fit to be judged on, leave copies out, draw a split, or tell it where its pictures are.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "show|check|dedup|split|relocate",
    subcommands = {
      DatasetsShowCommand.class,
      DatasetsCheckCommand.class,
      DatasetsDedupCommand.class,
      DatasetsSplitCommand.class,
      DatasetsRelocateCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  selfcure datasets show data/faces",
      "  selfcure datasets check data/faces",
      "  selfcure datasets dedup data/faces --keep test --to data/faces-clean",
      "  selfcure datasets split data/faces --share 0.12 --salt record-1 --to data/faces-record"
    })
final class DatasetsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do: show, check, dedup, split or relocate.");
  }
}
