package io.selfcure.core.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.selfcure.core.error.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A CSV table with a header, written by anyone: whatever is in it, reading gives cells or a {@link
 * DataException} with file and line.
 */
public final class CsvInput implements AutoCloseable {

  private final Path file;
  private final CsvReader<CsvRecord> reader;
  private final Iterator<CsvRecord> records;
  private final List<String> header;
  private final Map<String, Integer> columns = new HashMap<>();
  private long line = 1;

  /**
   * One row.
   *
   * @param place file and line
   * @param cells by column, in order; as many as the header has
   */
  public record Row(String place, List<String> cells) {
    /** Copies the cells. */
    public Row {
      cells = List.copyOf(cells);
    }
  }

  /**
   * Opens a table and reads its header; names are stripped of blanks around them.
   *
   * @throws DataException when it cannot be read or a column occurs twice
   */
  public CsvInput(Path file) {
    this(file, ',');
  }

  /** The same for cells that something else stands between. */
  public CsvInput(Path file, char separator) {
    this.file = file;
    if (!Files.isRegularFile(file)) {
      throw new DataException(file.toString(), "is not a file", "give the path of a CSV file");
    }
    try {
      reader =
          CsvReader.builder().fieldSeparator(separator).detectBomHeader(true).ofCsvRecord(file);
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(e);
    }
    records = reader.iterator();
    CsvRecord first = advance();
    header = first == null ? List.of() : first.getFields().stream().map(String::strip).toList();
    for (int c = 0; c < header.size(); c++) {
      if (columns.put(header.get(c), c) != null) {
        close();
        throw new DataException(
            file + " line 1", "has column " + shown(header.get(c)) + " twice", "name each once");
      }
    }
  }

  /** The columns' names in order. */
  public List<String> header() {
    return header;
  }

  /**
   * The place of a column that must be there.
   *
   * @throws DataException when it is missing
   */
  public int column(String name) {
    Integer at = columns.get(name);
    if (at == null) {
      throw new DataException(
          file + " line 1",
          "has no column '" + name + "': the header is " + shown(String.join(",", header)),
          "add the column");
    }
    return at;
  }

  /** Whether there is such a column. */
  public boolean has(String name) {
    return columns.containsKey(name);
  }

  /**
   * The next row, or null at the end; empty lines are passed over.
   *
   * @throws DataException when the file is damaged or a row has not as many cells as the header
   */
  public @Nullable Row next() {
    CsvRecord next = advance();
    if (next == null) {
      return null;
    }
    if (next.getFieldCount() != header.size()) {
      throw new DataException(
          file + " line " + line,
          "has " + next.getFieldCount() + " cells, the header has " + header.size(),
          "repair the line");
    }
    return new Row(file + " line " + line, next.getFields());
  }

  private @Nullable CsvRecord advance() {
    try {
      if (!records.hasNext()) {
        return null;
      }
      CsvRecord next = records.next();
      line = next.getStartingLineNumber();
      return next;
    } catch (UncheckedIOException | CsvParseException e) {
      throw unreadable(e);
    }
  }

  private DataException unreadable(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return new DataException(
        file + " after line " + line,
        "cannot be read: " + cause.getMessage(),
        "the file is damaged or is no CSV table: write it again",
        e);
  }

  /** A cell as messages show it: in quotes, short, without control characters. */
  public static String shown(String cell) {
    String plain = cell.replaceAll("\\p{Cntrl}", "?");
    return "'" + (plain.length() <= 60 ? plain : plain.substring(0, 60) + "...") + "'";
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }
}
