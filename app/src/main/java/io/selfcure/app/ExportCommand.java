package io.selfcure.app;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.error.UsageException;
import io.selfcure.datasets.lists.FolderExport;
import io.selfcure.datasets.lists.LabelExport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
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
      "  csv          id,path,split,label,true_label; 'noise --kind from-file' takes it",
      "  fer2013new   FERPlus's table, row by row: ten votes where the label is another than the votes",
      "               of --like give",
      "  rafdb-list   lines 'train_00001.jpg 5' with RAF-DB's numbers",
      "  folder       SPLIT/CLASS/PICTURE; picture files are copied, packed pictures become PNG files",
      "",
      "Examples:",
      "  selfcure export --data cured --format csv --to labels.csv",
      "  selfcure export --data ferplus-cured --format fer2013new --like fer2013new.csv --to cured.csv",
      "  selfcure export --data faces-cured --format folder --to faces-by-class",
    })
final class ExportCommand implements Callable<Integer> {

  enum Format {
    CSV,
    FER2013NEW,
    RAFDB_LIST,
    FOLDER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Spec private CommandSpec spec;

  @Option(names = "--data", required = true, paramLabel = "DIR", description = "The data set.")
  private Path data;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}.")
  private Format format;

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
    if (like != null && format != Format.FER2013NEW) {
      throw new UsageException("--like", "has no effect with --format " + format, "leave it out");
    }
    if (format != Format.FOLDER && Files.exists(to)) {
      throw new UsageException("--to", to + " exists", "name a new file or remove it");
    }
    Dataset dataset = Dataset.read(data);
    long written =
        switch (format) {
          case CSV -> LabelExport.csv(dataset, to);
          case RAFDB_LIST -> LabelExport.rafDb(dataset, to);
          case FER2013NEW -> LabelExport.fer2013new(dataset, required(), to);
          case FOLDER -> FolderExport.write(dataset, to, Terminal.progress(spec));
        };
    String what =
        switch (format) {
          case CSV, RAFDB_LIST -> "labels";
          case FER2013NEW -> "rows have other votes now";
          case FOLDER -> "pictures";
        };
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("to", to.toString());
    document.put("format", format.toString());
    document.put("written", written);
    json.show(spec, document, out -> out.printf(Locale.ROOT, "%,d %s: %s%n", written, what, to));
    return 0;
  }

  private Path required() {
    if (like == null) {
      throw new UsageException(
          "--format fer2013new",
          "needs the source's table: the rows that are not in the data set come from it",
          "give it with --like fer2013new.csv");
    }
    return like;
  }
}
