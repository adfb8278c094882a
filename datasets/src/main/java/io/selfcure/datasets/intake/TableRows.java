package io.selfcure.datasets.intake;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.CsvLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rows of a table of labels, whether it is CSV or has a JSON object a line. */
public interface TableRows extends AutoCloseable {

  /**
   * Opens a table; the end of its name tells which kind it is.
   *
   * @param layout how it is laid out and encoded
   * @throws io.selfcure.core.error.DataException when it cannot be read, or its first row is none
   */
  static TableRows open(Path file, CsvLayout layout) {
    return isJsonLines(Walk.name(file))
        ? new JsonRows(file, layout.encoding())
        : new CsvRows(new CsvInput(file, layout));
  }

  /** Whether a file's name says that it has a JSON object a line. */
  static boolean isJsonLines(String name) {
    return name.toLowerCase(Locale.ROOT).matches(".*\\.(jsonl|ndjson)");
  }

  /** The columns' names in order; empty where the table has no header. */
  List<String> header();

  /**
   * The next row, or null at the end.
   *
   * @throws io.selfcure.core.error.DataException naming file and line where it is damaged
   */
  CsvInput.@Nullable Row next();

  /** How the table was read where that is not the usual; empty where it is. */
  String reading();

  /** The place of the first column with one of these names, in either case; -1 for none. */
  default int first(List<String> names) {
    return names.stream()
        .mapToInt(
            name ->
                IntStream.range(0, header().size())
                    .filter(c -> header().get(c).equalsIgnoreCase(name))
                    .findFirst()
                    .orElse(-1))
        .filter(c -> c >= 0)
        .findFirst()
        .orElse(-1);
  }

  @Override
  void close();
}
