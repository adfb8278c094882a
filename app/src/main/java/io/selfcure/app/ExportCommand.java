package io.selfcure.app;

import io.selfcure.workflow.ExportLabels;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "export",
    description = "Write a data set's labels in the layout of its source.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Formats:",
      "  csv          id,path,split,label,true_label and subjects, boxes and votes where there are",
      "               any; 'import csv' and 'noise --kind from-file' take it",
      "  fer2013new   FERPlus's table, row by row: ten votes where the label is another than the votes",
      "               of --like give",
      "  rafdb-list   lines 'train_00001.jpg 5' with RAF-DB's numbers",
      "  label-studio tasks for Label Studio's import, pictures from its local storage; 'import",
      "               label-studio' takes back what it exports",
      "  folder       SPLIT/CLASS/PICTURE; picture files are copied, packed pictures become PNG files",
      "",
      "Examples:",
      "  selfcure export --data cured --format csv --to labels.csv",
      "  selfcure export --data ferplus-cured --format fer2013new --like fer2013new.csv --to cured.csv",
      "  selfcure export --data faces-cured --format folder --to faces-by-class",
    })
final class ExportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--data", required = true, paramLabel = "DIR", description = "The data set.")
  private Path data;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}.")
  private ExportLabels.Format format;

  @Option(
      names = "--like",
      paramLabel = "FILE",
      description = "For fer2013new: the table of votes that belongs to the source.")
  private @Nullable Path like;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "PATH",
      description = "The new file, or for folder the new directory.")
  private Path to;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    ExportLabels.Result made =
        ExportLabels.run(new ExportLabels.Request(data, format, like, to), Contexts.of(spec));
    json.show(
        spec,
        made.document(),
        out -> out.printf(Locale.ROOT, "%,d %s: %s%n", made.written(), format.unit(), to));
    return 0;
  }
}
