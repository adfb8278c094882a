package io.selfcure.training.experiment;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tables of rows that need not have the same columns. */
final class Csv {

  private Csv() {}

  /** A table with a header: all columns in the order in which they first occur. */
  static String of(List<Map<String, String>> rows, List<String> header) {
    Set<String> columns = new LinkedHashSet<>(header);
    rows.forEach(r -> columns.addAll(r.keySet()));
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      csv.writeRecord(columns);
      for (Map<String, String> row : rows) {
        List<String> cells = new ArrayList<>();
        columns.forEach(c -> cells.add(row.getOrDefault(c, "")));
        csv.writeRecord(cells);
      }
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
    return text.toString();
  }

  /** A figure as a cell; empty where it does not apply. */
  static String cell(@Nullable Double value) {
    if (value == null || !Double.isFinite(value)) {
      return "";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e12
        ? Long.toString(value.longValue())
        : String.format(Locale.ROOT, "%.6g", value);
  }
}
