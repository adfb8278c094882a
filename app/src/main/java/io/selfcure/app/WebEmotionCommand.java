package io.selfcure.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "webemotion",
    description = {
      "Make a large, weakly labelled data set of faces from videos that you may collect: queries,"
          + " a plan, clips of one face, labels by query.",
      "Nothing is downloaded or uploaded (docs/guide/webemotion.md).",
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "queries|plan|clips|label",
    subcommands = {
      WebQueriesCommand.class,
      WebPlanCommand.class,
      WebClipsCommand.class,
      WebLabelCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  selfcure webemotion queries --limit 800 --to queries.csv",
      "  selfcure webemotion plan --from listings --queries queries.csv --to plan.csv",
      "  selfcure webemotion clips --from videos --to clips",
      "  selfcure webemotion label --from clips --plan plan.csv --to data/web",
    })
final class WebEmotionCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do: queries, plan, clips or label.");
  }
}
