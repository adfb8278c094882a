package io.selfcure.datasets.web;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.error.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table of queries, written once and asked for the query behind a listing. */
public final class Queries {

  private final Map<String, Query> byId = new HashMap<>();
  private final Map<String, Query> byText = new HashMap<>();
  private final List<String> ambiguous = new ArrayList<>();

  private Queries() {}

  /** Refuses a file whose name does not tell its format. */
  public static void requireFormat(Path file, String option) {
    RowTable.requireFormat(file, option);
  }

  /** Writes a table, as CSV or JSON after the file's name. */
  public static void write(Path file, List<Query> queries) {
    RowTable.write(file, Query.COLUMNS, queries.stream().map(Query::row).toList());
  }

  /**
   * Reads a table.
   *
   * @throws DataException when it is missing, damaged, names a query twice, or a class there is not
   */
  public static Queries read(Path file) {
    Queries queries = new Queries();
    RowTable.read(file, Query.COLUMNS, (place, row) -> queries.add(place, row));
    if (queries.byId.isEmpty()) {
      throw new DataException(
          file.toString(), "has no query", "make it with {command webemotion queries}");
    }
    return queries;
  }

  /** No queries: listings must say their class themselves. */
  public static Queries none() {
    return new Queries();
  }

  private void add(String place, Map<String, String> row) {
    Query q =
        new Query(
            row.getOrDefault("id", ""),
            row.getOrDefault("class", ""),
            row.getOrDefault("language", ""),
            row.getOrDefault("word", ""),
            row.getOrDefault("place", ""),
            row.getOrDefault("group", ""),
            row.getOrDefault("query", ""));
    if (q.id().isBlank() || q.text().isBlank()) {
      throw new DataException(place, "has no id or no query", "write the table again");
    }
    requireClass(place, q.label());
    if (byId.put(q.id(), q) != null) {
      throw new DataException(
          place, "names the query " + CsvInput.shown(q.id()) + " again", "name each once");
    }
    Query same = byText.putIfAbsent(normal(q.text()), q);
    // "triste" is a word of two languages: the same class by either, so either will do
    if (same != null && !same.label().equals(q.label())) {
      ambiguous.add(normal(q.text()));
    }
  }

  /**
   * Refuses what is no class of FERPlus's.
   *
   * @throws DataException when it is none
   */
  static void requireClass(String place, String label) {
    if (LabelSet.FERPLUS8.indexOf(label) < 0) {
      throw new DataException(
          place,
          "has the class " + CsvInput.shown(label),
          "use one of " + String.join(", ", LabelSet.FERPLUS8.names()));
    }
  }

  /** The query of that id or text, or null; a text that two classes share is none. */
  public @Nullable Query find(String idOrText) {
    Query q = byId.get(idOrText.strip());
    String text = normal(idOrText);
    return q != null ? q : ambiguous.contains(text) ? null : byText.get(text);
  }

  /** Search engines take no notice of case and blanks, and listings repeat them as typed. */
  private static String normal(String text) {
    return text.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }
}
