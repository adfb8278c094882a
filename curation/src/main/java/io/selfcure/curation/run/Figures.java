package io.selfcure.curation.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cells of {@code metrics.csv} as numbers. */
public final class Figures {

  private Figures() {}

  /** The numbers of a row by column; what does not apply is null. */
  public static Map<String, @Nullable Number> of(Map<String, String> row) {
    Map<String, @Nullable Number> figures = new LinkedHashMap<>();
    row.forEach((column, cell) -> figures.put(column, number(cell)));
    return figures;
  }

  /** The same under names as everywhere else in the program's JSON: with dashes. */
  public static Map<String, @Nullable Number> kebab(Map<String, String> row) {
    Map<String, @Nullable Number> figures = new LinkedHashMap<>();
    of(row).forEach((column, number) -> figures.put(name(column), number));
    return figures;
  }

  /** A column's name with dashes. */
  public static String name(String column) {
    return column.replace('_', '-');
  }

  private static @Nullable Number number(String cell) {
    if (cell.isEmpty()) {
      return null;
    }
    return cell.matches("-?\\d{1,18}") ? (Number) Long.valueOf(cell) : Double.valueOf(cell);
  }
}
