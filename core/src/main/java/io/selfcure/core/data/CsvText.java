package io.selfcure.core.data;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A CSV table made in memory, to be written in one step. */
public final class CsvText {

  private final StringWriter text = new StringWriter();
  private final CsvWriter csv = CsvWriter.builder().build(text);

  /** A table with these columns. */
  public CsvText(String... header) {
    csv.writeRecord(header);
  }

  /**
   * A table of rows that need not have the same columns; a cell that a row lacks is empty.
   *
   * @param header the first columns; further ones follow in the order in which they first occur
   * @param rows cells by column
   */
  public static String of(List<String> header, List<Map<String, String>> rows) {
    Set<String> columns = new LinkedHashSet<>(header);
    rows.forEach(r -> columns.addAll(r.keySet()));
    CsvText table = new CsvText(columns.toArray(String[]::new));
    for (Map<String, String> row : rows) {
      table.add(columns.stream().map(c -> row.getOrDefault(c, "")).toList());
    }
    return table.text();
  }

  /** Adds a row. */
  public void add(String... cells) {
    csv.writeRecord(cells);
  }

  /** Adds a row. */
  public void add(List<String> cells) {
    csv.writeRecord(cells);
  }

  /** The table so far. */
  public String text() {
    try {
      csv.flush(); // the writer keeps rows back
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    return text.toString();
  }
}
