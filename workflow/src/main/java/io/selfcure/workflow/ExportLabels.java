package io.selfcure.workflow;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.datasets.lists.FolderExport;
import io.selfcure.datasets.lists.LabelExport;
import io.selfcure.datasets.lists.LabelStudioExport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a data set's labels in the layout of its source. */
public final class ExportLabels {

  private ExportLabels() {}

  /** The layouts. */
  public enum Format {
    /** A table with the columns id, path, split, label, true_label, and what else is known. */
    CSV("labels"),
    /** FERPlus's table, row by row. */
    FER2013NEW("rows have other votes now"),
    /** Lines with RAF-DB's numbers. */
    RAFDB_LIST("labels"),
    /** Tasks for Label Studio's import. */
    LABEL_STUDIO("tasks"),
    /** SPLIT/CLASS/PICTURE. */
    FOLDER("pictures");

    private final String unit;

    Format(String unit) {
      this.unit = unit;
    }

    /** What {@link Result#written} counts, in words. */
    public String unit() {
      return unit;
    }

    /** The name that users write. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * What is to be written.
   *
   * @param data the data set
   * @param format the layout
   * @param like the table of votes that belongs to the source, for {@link Format#FER2013NEW} alone
   * @param to the new file, or for {@link Format#FOLDER} the new directory
   */
  public record Request(Path data, Format format, @Nullable Path like, Path to) {

    /** Checks that the table of votes has a use. */
    public Request {
      if (like != null && format != Format.FER2013NEW) {
        throw new UsageException(
            "{like}", "has no effect with {format=" + format + "}", "leave it out");
      }
    }

    private Path votes() {
      if (like == null) {
        throw new UsageException(
            "{format=fer2013new}",
            "needs the source's table: the rows that are not in the data set come from it",
            "give it with {like=fer2013new.csv}");
      }
      return like;
    }
  }

  /**
   * What was written.
   *
   * @param to the file or directory
   * @param format its layout
   * @param written how many, see {@link Format#unit}
   */
  public record Result(Path to, Format format, long written) {

    /** The figures for programs (docs/formats/json.md). */
    public Map<String, Object> document() {
      Map<String, Object> d = new LinkedHashMap<>();
      d.put("to", to.toString());
      d.put("format", format.toString());
      d.put("written", written);
      return d;
    }
  }

  /**
   * Writes them.
   *
   * @throws UsageException when the file exists
   * @throws io.selfcure.core.error.DataException when the data set cannot be written that way
   */
  public static Result run(Request request, Context context) {
    Path to = request.to();
    if (request.format() != Format.FOLDER && Files.exists(to)) {
      throw new UsageException(
          "{to}", Wording.value(to) + " exists", "name a new file or remove it");
    }
    Dataset data = Dataset.read(request.data());
    long written =
        switch (request.format()) {
          case CSV -> LabelExport.csv(data, to);
          case RAFDB_LIST -> LabelExport.rafDb(data, to);
          case LABEL_STUDIO -> LabelStudioExport.write(data, to);
          case FER2013NEW -> LabelExport.fer2013new(data, request.votes(), to);
          case FOLDER -> FolderExport.write(data, to, context.progress());
        };
    return new Result(to, request.format(), written);
  }
}
