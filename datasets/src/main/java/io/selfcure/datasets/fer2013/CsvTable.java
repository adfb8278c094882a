package io.selfcure.datasets.fer2013;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Reasons;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one of the contest's tables row by row, plain or .gz; header names are trimmed, case
 * ignored.
 */
final class CsvTable implements AutoCloseable {

  private final Path file;
  private final CsvReader<CsvRecord> reader;
  private final Iterator<CsvRecord> records;
  private final List<String> header;
  private long row = -1;
  private long line = 1;

  CsvTable(Path file) {
    this.file = file;
    if (Files.isDirectory(file)) {
      throw new DataException(file.toString(), "is a directory", "name the file in it");
    }
    try {
      InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
      in.mark(2);
      boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
      in.reset();
      InputStream plain = gzip ? new GZIPInputStream(in, 1 << 16) : in;
      // ISO-8859-1 maps every byte, so that stray bytes are answered by the checks on the cells
      reader =
          CsvReader.builder()
              .ofCsvRecord(new InputStreamReader(plain, StandardCharsets.ISO_8859_1));
      records = reader.iterator();
      CsvRecord first = advance();
      header =
          first == null
              ? List.of()
              : first.getFields().stream().map(f -> f.trim().toLowerCase(Locale.ROOT)).toList();
    } catch (NoSuchFileException e) {
      throw new DataException(file.toString(), "is missing", "check the path", e);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** The position of a column, or -1 where the table has none of that name. */
  int column(String name) {
    return header.indexOf(name.toLowerCase(Locale.ROOT));
  }

  /**
   * The position of a column that must be there.
   *
   * @throws DataException when it is missing
   */
  int requireColumn(String name) {
    int at = column(name);
    if (at < 0) {
      throw new DataException(
          file + " line 1",
          "has no column '" + name + "': the header is " + abbreviated(header.toString()),
          "give the official file");
    }
    return at;
  }

  /** The next row's cells, or null at the end. */
  @Nullable List<String> next() {
    CsvRecord next = advance();
    if (next == null) {
      return null;
    }
    row++;
    return next.getFields();
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

  /** The 0-based data row that was read last. */
  long row() {
    return row;
  }

  /** File and line of the row that was read last. */
  String place() {
    return file + " line " + line;
  }

  private DataException unreadable(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return new DataException(
        file + " after line " + line,
        "cannot be read: "
            + (cause instanceof IOException io ? Reasons.of(io) : cause.getMessage()),
        "the file is damaged or truncated: fetch it again",
        e);
  }

  static String abbreviated(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
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
