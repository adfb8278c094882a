package io.selfcure.datasets.official;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.CsvLayout;
import io.selfcure.core.data.Lines;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;

/**
 * Rows of a list of URLs, one after the other: a million do not fill the memory. Text is separated
 * by tabs, {@code .csv} by what its first lines show; {@code .xlsx} is read from its first sheet.
 * Quotes and blanks around cells, which some of the official lists hold literally, are taken off.
 */
final class UrlTable {

  /** An official sheet has 2 MB; the library keeps a sheet's texts in memory. */
  private static final long MAX_UNPACKED = 256L << 20;

  private UrlTable() {}

  /** Is given rows; says whether it wants more. */
  interface Rows {
    boolean take(List<String> cells, String place);
  }

  static boolean isTable(Path file) {
    return end(file).matches("txt|csv|xlsx");
  }

  private static String end(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /**
   * Hands on all rows, a header too.
   *
   * @throws DataException when the file is no such table
   */
  static void each(Path file, Rows rows) {
    switch (end(file)) {
      case "xlsx" -> sheet(file, rows);
      case "csv" -> commas(file, rows);
      default -> tabs(file, rows);
    }
  }

  private static void tabs(Path file, Rows rows) {
    try (Lines in = new Lines(file)) {
      boolean more = true;
      for (String line = in.next(); line != null && more; line = in.next()) {
        if (!line.isBlank()) {
          more = rows.take(clean(Arrays.stream(line.split("\t", -1))), in.place());
        }
      }
    }
  }

  private static void commas(Path file, Rows rows) {
    CsvLayout layout =
        CsvLayout.EXACT.with(CsvLayout.Header.NONE).separatedBy(CsvLayout.RECOGNISED);
    try (CsvInput csv = new CsvInput(file, layout)) {
      boolean more = true;
      for (CsvInput.Row r = csv.next(); r != null && more; r = csv.next()) {
        more = rows.take(clean(r.cells().stream()), r.place());
      }
    }
  }

  private static void sheet(Path file, Rows rows) {
    requireModest(file, MAX_UNPACKED);
    try (ReadableWorkbook book = new ReadableWorkbook(file.toFile());
        Stream<Row> all = book.getFirstSheet().openStream()) {
      for (Row row : (Iterable<Row>) all::iterator) {
        Stream<String> cells =
            IntStream.range(0, row.getCellCount())
                .mapToObj(i -> row.getOptionalCell(i).map(c -> text(c.getText())).orElse(""));
        if (!rows.take(clean(cells), file + " row " + row.getRowNum())) {
          return;
        }
      }
    } catch (DataException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // the reader answers damaged files with all kinds of runtime exceptions
      throw damaged(file, e);
    }
  }

  private static String text(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "" : text;
  }

  /**
   * Refuses a sheet that unpacks to more than so many bytes: unpacks it, as the sizes that it tells
   * of itself may be wrong.
   */
  static void requireModest(Path file, long most) {
    byte[] part = new byte[1 << 16];
    long size = 0;
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        try (InputStream in = zip.getInputStream(entry)) {
          for (int n = in.read(part); n >= 0; n = in.read(part)) {
            size += n;
            if (size > most) {
              throw new DataException(
                  file.toString(),
                  "unpacks to more than " + most + " bytes",
                  "save the sheet as .csv");
            }
          }
        }
      }
    } catch (IOException e) {
      throw damaged(file, e);
    }
  }

  private static List<String> clean(Stream<String> cells) {
    return cells.map(UrlTable::clean).toList();
  }

  private static String clean(String cell) {
    String text = cell.strip();
    while (text.length() >= 2
        && (text.charAt(0) == '\'' || text.charAt(0) == '"')
        && text.charAt(text.length() - 1) == text.charAt(0)) {
      text = text.substring(1, text.length() - 1).strip();
    }
    return text;
  }

  private static DataException damaged(Path file, Exception e) {
    return new DataException(
        file.toString(),
        "cannot be read: " + Reasons.of(e),
        "check that it is the list, and save it as .csv where it opens elsewhere",
        e);
  }
}
