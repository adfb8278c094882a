package io.selfcure.datasets.intake;

import io.selfcure.core.data.CsvInput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV table. */
record CsvRows(CsvInput csv) implements TableRows {

  @Override
  public List<String> header() {
    return csv.header();
  }

  @Override
  public CsvInput.@Nullable Row next() {
    return csv.next();
  }

  @Override
  public String reading() {
    return csv.reading();
  }

  @Override
  public void close() {
    csv.close();
  }
}
