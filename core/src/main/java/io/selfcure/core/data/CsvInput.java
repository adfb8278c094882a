package io.selfcure.core.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Reasons;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one way to read a CSV table, written by anyone: whatever is in it, reading gives cells or a
 * {@link DataException} with file and line. Text is decoded by {@link TextReader}; empty lines are
 * passed over.
 */
public final class CsvInput implements AutoCloseable {

  /** Characters that a cell may have at most. A picture of 48 x 48 as text has 9,216. */
  public static final int LONGEST_CELL = 1 << 20;

  /** Characters that a row may have at most. */
  static final int LONGEST_ROW = 1 << 23;

  private final String name;
  private final CsvLayout layout;
  private final TextReader text;
  private final char separator;
  private final CsvReader<CsvRecord> reader;
  private final Iterator<CsvRecord> records;
  private final List<String> header;
  private final Map<String, Integer> columns = new HashMap<>();
  private long line = 1;
  private long number = -1;

  /**
   * One row.
   *
   * @param place file and line
   * @param number counted from 0, without the header
   * @param cells by column, in order; as many as the header has, where there is one
   */
  public record Row(String place, long number, List<String> cells) {
    /** Copies the cells. */
    public Row {
      cells = List.copyOf(cells);
    }

    /**
     * A cell that must not be long.
     *
     * @param longest characters that it may have at most
     * @throws DataException when it has more
     */
    public String cell(int column, int longest) {
      String cell = cells.get(column);
      if (cell.length() > longest) {
        throw new DataException(
            place,
            "has a cell of "
                + cell.length()
                + " characters, "
                + shown(cell)
                + "; the most is "
                + longest,
            "shorten it, or check that the columns are the right ones");
      }
      return cell;
    }
  }

  /**
   * Opens a table as this program writes it and reads its header; names are stripped of blanks
   * around them.
   *
   * @throws DataException when it cannot be read or a column occurs twice
   */
  public CsvInput(Path file) {
    this(file, CsvLayout.STANDARD);
  }

  /** The same for a table that is laid out otherwise. */
  public CsvInput(Path file, CsvLayout layout) {
    this(open(file, layout), file.toString(), layout);
  }

  /**
   * The same for bytes from elsewhere, such as a packed file; they are closed with this.
   *
   * @param name what they are, for messages
   */
  public CsvInput(InputStream bytes, String name, CsvLayout layout) {
    this(new TextReader(bytes, name, layout.encoding()), name, layout);
  }

  private CsvInput(TextReader text, String name, CsvLayout layout) {
    this.name = name;
    this.layout = layout;
    this.text = text;
    Reader in = layout.separator() == CsvLayout.RECOGNISED ? new BufferedReader(text) : text;
    separator = layout.separator() == CsvLayout.RECOGNISED ? recognise(in) : layout.separator();
    reader =
        CsvReader.builder()
            .fieldSeparator(separator)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE) // told below, with the place
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .maxBufferSize(2 * LONGEST_ROW)
            .build(
                CsvRecordHandler.builder()
                    .maxFieldSize(LONGEST_CELL)
                    .maxRecordSize(LONGEST_ROW)
                    .build(),
                in);
    records = reader.iterator();
    try {
      header = layout.header() == CsvLayout.Header.NONE ? List.of() : readHeader();
    } catch (DataException e) {
      close();
      throw e;
    }
  }

  private static TextReader open(Path file, CsvLayout layout) {
    if (!Files.isRegularFile(file)) {
      throw new DataException(file.toString(), "is not a file", "give the path of a CSV file");
    }
    return TextReader.open(file, layout.encoding());
  }

  /** Looks at the beginning and goes back to it. */
  private char recognise(Reader in) {
    char[] start = new char[Separators.GLANCE];
    int length = 0;
    try {
      in.mark(start.length);
      for (int n = 0; n >= 0 && length < start.length; length += Math.max(n, 0)) {
        n = in.read(start, length, start.length - length);
      }
      in.reset();
    } catch (DataException e) { // malformed at the very beginning
      closeQuietly(in);
      throw e;
    } catch (IOException e) {
      closeQuietly(in);
      throw unreadable(e);
    }
    String glance = String.valueOf(start, 0, length);
    if (glance.indexOf('\0') >= 0) {
      closeQuietly(in);
      throw new DataException(
          name,
          "has zero bytes in it, so it is not UTF-8 text",
          "save it as 'CSV UTF-8', or say that it is UTF-16 where there is {encoding}");
    }
    return Separators.of(glance, length < start.length);
  }

  private static void closeQuietly(Reader in) {
    try {
      in.close();
    } catch (IOException e) {
      // what was wrong before is told
    }
  }

  /**
   * How the table was read where that is not the usual, such as "cells are separated by
   * semicolons"; empty where it is UTF-8 with commas.
   */
  public String reading() {
    String encoding = text.encodedIn().equals("UTF-8") ? "" : "text is " + text.encodedIn();
    String cells = separator == ',' ? "" : "cells are separated by " + Separators.name(separator);
    return encoding + (encoding.isEmpty() || cells.isEmpty() ? "" : ", ") + cells;
  }

  private List<String> readHeader() {
    CsvRecord first = advance();
    List<String> names =
        first == null ? List.of() : cells(first).stream().map(String::strip).toList();
    boolean anyones = layout.separator() == CsvLayout.RECOGNISED;
    for (int c = 0; c < names.size(); c++) {
      if (anyones && names.get(c).isEmpty()) {
        continue; // an index, or what a spreadsheet leaves behind
      }
      if (columns.put(key(names.get(c)), c) != null) {
        throw new DataException(
            name + " line " + line,
            "has column " + shown(names.get(c)) + " twice",
            "name each once");
      }
    }
    return names;
  }

  private String key(String column) {
    return layout.header() == CsvLayout.Header.NAMES_OF_ANY_CASE
        ? column.toLowerCase(Locale.ROOT)
        : column;
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
  public int column(String column) {
    Integer at = columns.get(key(column));
    if (at == null) {
      throw new DataException(
          name + " line 1", "has no column '" + column + "': " + columnsThereAre(), remedy());
    }
    return at;
  }

  private String columnsThereAre() {
    return header.size() == 1
        ? "its header is the one cell " + shown(header.get(0))
        : "its columns are "
            + String.join(", ", header.stream().limit(20).map(CsvInput::shown).toList())
            + (header.size() > 20 ? " and " + (header.size() - 20) + " more" : "");
  }

  private String remedy() {
    char other = header.isEmpty() ? separator : Separators.of(header.get(0), true);
    return header.size() == 1 && header.get(0).indexOf(other) >= 0
        ? "save it with commas: its cells seem to be separated by " + Separators.name(other)
        : "check that it is the right table; cells were taken to be separated by "
            + Separators.name(separator);
  }

  /** Whether there is such a column. */
  public boolean has(String column) {
    return columns.containsKey(key(column));
  }

  /**
   * The next row, or null at the end.
   *
   * @throws DataException when the file is damaged or a row has not as many cells as the header
   */
  public @Nullable Row next() {
    CsvRecord next = advance();
    while (next != null && layout.separator() == CsvLayout.RECOGNISED && blank(next, 0)) {
      next = advance();
    }
    if (next == null) {
      return null;
    }
    if (layout.header() != CsvLayout.Header.NONE
        && layout.separator() == CsvLayout.RECOGNISED
        && next.getFieldCount() > header.size()
        && blank(next, header.size())) {
      return new Row(place(), ++number, cells(next).subList(0, header.size()));
    }
    if (layout.header() != CsvLayout.Header.NONE && next.getFieldCount() != header.size()) {
      throw new DataException(
          place(),
          "has " + next.getFieldCount() + " cells, the header has " + header.size(),
          "repair the line");
    }
    return new Row(place(), ++number, cells(next));
  }

  private static boolean blank(CsvRecord row, int from) {
    return row.getFields().stream().skip(from).allMatch(String::isBlank);
  }

  private List<String> cells(CsvRecord row) {
    List<String> cells = row.getFields();
    return layout.guarded() ? cells.stream().map(Formulas::bare).toList() : cells;
  }

  /** File and line of the row that was read last. */
  public String place() {
    return name + " line " + line;
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
    if (cause instanceof DataException told) {
      return told;
    }
    return new DataException(
        name + " after line " + line,
        "cannot be read: "
            + (cause instanceof IOException io ? Reasons.of(io) : cause.getMessage()),
        "check that it is a CSV table, and repair or replace it",
        e);
  }

  /** A cell as messages show it: in quotes, short, without control characters. */
  public static String shown(String cell) {
    String plain = cell.substring(0, Math.min(cell.length(), 61)).replaceAll("\\p{Cntrl}", "?");
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
