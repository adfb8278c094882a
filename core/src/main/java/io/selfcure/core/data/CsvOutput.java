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
  private final CsvLayout layout;
  private final List<String> header;

  /** A table in a new file, laid out for people too. */
  public CsvOutput(Path file, List<String> header) {
    this(file, CsvLayout.STANDARD, header);
  }

  /** A table in a new file. */
  public CsvOutput(Path file, CsvLayout layout, List<String> header) {
    this.layout = layout;
    try {
      csv = CsvWriter.builder().fieldSeparator(layout.separator()).build(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.header = header;
    add(header);
  }

  /** A table that goes elsewhere: rows may be kept back until {@link #flush}. */
  public CsvOutput(Writer to, CsvLayout layout, List<String> header) {
    this.layout = layout;
    csv = CsvWriter.builder().fieldSeparator(layout.separator()).build(to);
    this.header = header;
    add(header);
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
    List<String> safe = layout.guarded() ? cells.stream().map(Formulas::guard).toList() : cells;
    long row = 0;
    for (int c = 0; c < safe.size(); c++) {
      int length = safe.get(c).length();
      row += length;
      if (length > CsvInput.LONGEST_CELL || row > CsvInput.LONGEST_ROW) {
        throw tooLong(c, length);
      }
    }
    csv.writeRecord(safe);
  }

  private DataException tooLong(int column, int length) {
    return new DataException(
        "column " + CsvInput.shown(column < header.size() ? header.get(column) : ""),
        length > CsvInput.LONGEST_CELL
            ? "would have a cell of "
                + length
                + " characters; tables take "
                + CsvInput.LONGEST_CELL
                + " characters"
            : "would make a row longer than " + CsvInput.LONGEST_ROW + " characters",
        "shorten it");
  }

  /** Hands on the rows that were kept back. */
  public void flush() {
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
