package io.selfcure.core.data;

import java.io.StringWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A CSV table made in memory, to be written in one step. */
public final class CsvText {

  private final StringWriter text = new StringWriter();
  private final CsvOutput csv;

  /** A table with these columns, laid out for people too. */
  public CsvText(String... header) {
    this(CsvLayout.STANDARD, header);
  }

  /** A table with these columns. */
  public CsvText(CsvLayout layout, String... header) {
    csv = new CsvOutput(text, layout, List.of(header));
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
    csv.add(cells);
  }

  /** Adds a row. */
  public void add(List<String> cells) {
    csv.add(cells);
  }

  /** The table so far. */
  public String text() {
    csv.flush();
    return text.toString();
  }
}
