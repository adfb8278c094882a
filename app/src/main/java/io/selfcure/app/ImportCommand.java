package io.selfcure.app;

import io.selfcure.core.data.Dataset;
import io.selfcure.datasets.catalog.Importers;
import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.SetInfo;
import io.selfcure.workflow.Documents;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "import",
    description = "Turn a data set in its own layout into a manifest that all other commands take.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "SET",
    subcommands = {ImportAutoCommand.class, SyntheticCommand.class})
final class ImportCommand implements Runnable {

  private static final int WIDTH = 96;
  private static final String INDENT = "      ";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a data set, or auto to recognise it.");
  }

  /** Adds a command for each importer, and says where the sets come from. */
  static void addSetsTo(CommandLine line, Commands commands) {
    for (Importer i : Importers.all()) {
      SetInfo info = i.info();
      line.addSubcommand(
          commands.inFull(info.id())
              ? ImportSetCommand.spec(i)
              : Commands.nameOnly(info.id(), ImportSetCommand.summary(info)));
    }
    List<String> footer =
        new ArrayList<>(List.of("", "Whom to ask, what to cite, under which terms:"));
    for (Importer importer : Importers.all()) {
      SetInfo info = importer.info();
      footer.add("  " + info.id());
      wrap(footer, "From: " + info.source() + ".");
      wrap(footer, "Terms: " + info.terms() + ".");
    }
    footer.addAll(
        List.of(
            "",
            "Examples:",
            "  selfcure import auto --from downloads/jaffe --to data/jaffe",
            "  selfcure import folder --from my-faces --to my-faces-set"));
    line.getCommandSpec().usageMessage().footer(footer.toArray(String[]::new));
  }

  private static void wrap(List<String> lines, String text) {
    lines.addAll(Tables.wrapped(INDENT, INDENT + "  ", text, WIDTH));
  }

  /** Says what was made. */
  static int report(CommandSpec spec, JsonOption json, Dataset made) {
    json.show(spec, Documents.dataset(made), out -> out.print(Tables.counts(made)));
    return 0;
  }
}
