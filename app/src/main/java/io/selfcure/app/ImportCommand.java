package io.selfcure.app;

import io.selfcure.core.data.Dataset;
import io.selfcure.datasets.fer2013.Fer2013Importer;
import io.selfcure.datasets.fer2013.Fer2013Options;
import io.selfcure.datasets.fer2013.LabelRule;
import io.selfcure.datasets.folder.FolderImporter;
import io.selfcure.datasets.folder.FolderOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "import",
    description = "Turn a data set in its own layout into a manifest that all other commands take.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "fer2013|folder|synthetic",
    subcommands = {ImportCommand.Fer2013.class, ImportCommand.Folder.class, SyntheticCommand.class},
    footer = {"", "Example:", "  selfcure import folder --from my-faces --to my-faces-set"})
final class ImportCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name a data set: fer2013, folder or synthetic.");
  }

  /** Says what was made. */
  static int report(CommandSpec spec, JsonOption json, Dataset made) {
    json.show(spec, Documents.dataset(made), out -> out.print(Tables.counts(made)));
    return 0;
  }

  @Command(
      name = "fer2013",
      description = "FER2013's official CSV, with FERPlus's votes where they are given.",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      footer = {
        "",
        "Label rules:",
        "  majority   FERPlus: single votes dropped, more than half of the rest must agree",
        "  plurality  FERPlus: single votes dropped, a unique greatest count",
        "  votes      FERPlus: every picture with an expression, the votes kept as its distribution",
        "  fer2013    FER2013's own seven labels",
        "",
        "Examples:",
        "  selfcure import fer2013 --from fer2013.csv --votes fer2013new.csv --label-rule majority --to ferplus",
        "  selfcure import fer2013 --from fer2013.csv.gz --label-rule fer2013 --to fer2013",
      })
  static final class Fer2013 implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
        names = "--from",
        required = true,
        paramLabel = "FILE",
        description = "fer2013.csv, icml_face_data.csv, train.csv or test.csv, plain or .gz.")
    private Path from;

    @Option(names = "--votes", paramLabel = "FILE", description = "FERPlus's fer2013new.csv.")
    private @Nullable Path votes;

    @Option(
        names = "--label-rule",
        paramLabel = "RULE",
        description =
            "majority, plurality, votes or fer2013. Default: majority with --votes, else fer2013.")
    private @Nullable LabelRule rule;

    @Option(names = "--to", required = true, paramLabel = "DIR", description = "The new data set.")
    private Path to;

    @Mixin private JsonOption json;

    @Override
    public Integer call() {
      LabelRule chosen =
          rule != null ? rule : votes != null ? LabelRule.MAJORITY : LabelRule.FER2013;
      return report(
          spec,
          json,
          Fer2013Importer.run(
              new Fer2013Options(from, votes, chosen), to, Terminal.progress(spec)));
    }
  }

  @Command(
      name = "folder",
      description =
          "Any tree of <split>/<class>/pictures or <class>/pictures; pictures stay where they are.",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      footer = {"", "Example:", "  selfcure import folder --from my-faces --to my-faces-set"})
  static final class Folder implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(names = "--from", required = true, paramLabel = "DIR", description = "The tree.")
    private Path from;

    @Option(
        names = "--valid-share",
        defaultValue = "0.1",
        paramLabel = "R",
        description =
            "Share of every class for validation where the tree has no splits. Default: 0.1.")
    private double validShare;

    @Option(
        names = "--seed",
        defaultValue = "1",
        paramLabel = "N",
        description = "Seed of that split.")
    private long seed;

    @Option(names = "--to", required = true, paramLabel = "DIR", description = "The new data set.")
    private Path to;

    @Mixin private JsonOption json;

    @Override
    public Integer call() {
      return report(
          spec,
          json,
          FolderImporter.run(
              new FolderOptions(from, validShare, seed), to, Terminal.progress(spec)));
    }
  }
}
