package io.selfcure.core.data;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** A CSV table made in memory, to be written in one step. */
public final class CsvText {

  private final StringWriter text = new StringWriter();
  private final CsvWriter csv = CsvWriter.builder().build(text);

  /** A table with these columns. */
  public CsvText(String... header) {
    csv.writeRecord(header);
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
