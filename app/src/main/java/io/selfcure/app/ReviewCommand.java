package io.selfcure.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "review",
    description = "Take decisions about an audit's findings, list them and undo them.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "export|apply|list|undo",
    subcommands = {
      ReviewExportCommand.class,
      ReviewApplyCommand.class,
      ReviewListCommand.class,
      ReviewUndoCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  selfcure review export --run runs/noisy --queue mislabelled --to review.csv",
      "  selfcure review apply --run runs/noisy --from review.csv --reviewer Ada",
    })
final class ReviewCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what: export, apply, list or undo.");
  }
}
