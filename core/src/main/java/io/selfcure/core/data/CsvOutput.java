package io.selfcure.core.data;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.selfcure.core.error.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;

/**
 * The one way to write a CSV table: RFC 4180, UTF-8, a header first, rows as they come. What cannot
 * be written is told as an {@link UncheckedIOException}.
 */
public final class CsvOutput implements AutoCloseable {

  private final CsvWriter csv;
  private final List<String> header;

  /** A table in a new file. */
  public CsvOutput(Path file, List<String> header) {
    try {
      csv = CsvWriter.builder().build(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.header = header;
    add(header);
  }

  /** A table that goes elsewhere; without a header where it has no columns. */
  CsvOutput(Writer to, List<String> header) {
    csv = CsvWriter.builder().build(to);
    this.header = header;
    if (!header.isEmpty()) {
      add(header);
    }
  }

  /** Adds a row. */
  public void add(String... cells) {
    add(List.of(cells));
  }

  /**
   * Adds a row.
   *
   * @throws DataException when {@link CsvInput} would refuse it for its length
   */
  public void add(List<String> cells) {
    long row = 0;
    for (int c = 0; c < cells.size(); c++) {
      int length = cells.get(c).length();
      row += length;
      if (length > CsvInput.LONGEST_CELL || row > CsvInput.LONGEST_ROW) {
        String column = CsvInput.shown(c < header.size() ? header.get(c) : "");
        throw new DataException(
            "column " + column,
            length > CsvInput.LONGEST_CELL
                ? "would have a cell of "
                    + length
                    + " characters; tables take "
                    + CsvInput.LONGEST_CELL
                    + " characters"
                : "would make a row longer than " + CsvInput.LONGEST_ROW + " characters",
            "shorten it");
      }
    }
    csv.writeRecord(cells);
  }

  void flush() {
    try {
      csv.flush(); // the writer keeps rows back
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      csv.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
