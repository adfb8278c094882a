package io.selfcure.datasets.table;

import io.selfcure.core.data.CellTexts;
import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether a column that nobody took for the split tells one: to pass over it would put what
 * is for testing into training.
 */
final class UnnamedSplit {

  private static final Pattern FLAG =
      Pattern.compile("(is|in|for)_(train|training|val|valid|validation|dev|test|testing)(_?set)?");
  private static final Pattern NUMBERED = Pattern.compile("partition|data_?split");
  private static final Pattern YES_OR_NO =
      Pattern.compile("[01]|[01]\\.0|true|false|yes|no|[tfyn]");

  private static final String NONE = "?";

  private final TableHeader header;

  /** What each column that may still be one says, by its place. */
  private final Map<Integer, Set<String>> found = new LinkedHashMap<>();

  UnnamedSplit(TableHeader header, TableColumns columns) {
    this.header = header;
    if (columns.split() < 0) {
      header.unused().stream()
          .filter(c -> !columns.votes().contains(c) && !columns.judges().contains(c))
          .forEach(c -> found.put(c, new TreeSet<>()));
    }
  }

  /** A split's usual names, in either case; null for anything else. */
  static @Nullable Split split(String cell) {
    return switch (cell.toLowerCase(Locale.ROOT)) {
      case "dev", "publictest" -> Split.VALID;
      case "privatetest" -> Split.TEST;
      default -> Split.named(cell);
    };
  }

  /** Looks at a row; a column with one cell that says something else is none. */
  void see(CsvInput.Row row) {
    found
        .entrySet()
        .removeIf(
            entry -> {
              String cell = CellTexts.value(row.cells().get(entry.getKey()));
              String meaning =
                  cell.length() > Sample.LONGEST_TEXT ? NONE : meaning(entry.getKey(), cell);
              if (!meaning.isEmpty()) {
                entry.getValue().add(meaning);
              }
              return meaning.equals(NONE);
            });
  }

  private String meaning(int column, String written) {
    String cell = written.toLowerCase(Locale.ROOT);
    String name = TableHeader.plain(header.names().get(column));
    Split split = split(cell);
    if (split != null) {
      return split.id();
    }
    boolean told =
        cell.isEmpty()
            || (FLAG.matcher(name).matches() && YES_OR_NO.matcher(cell).matches())
            || (NUMBERED.matcher(name).matches() && cell.matches("[0-2]"));
    return told ? cell : NONE;
  }

  /**
   * Refuses a column that tells two splits or more.
   *
   * @param file the table, for the message
   */
  void requireNone(String file) {
    found.forEach(
        (column, splits) -> {
          if (splits.size() > 1) {
            throw new DataException(
                file,
                "has a column "
                    + CsvInput.shown(header.names().get(column))
                    + " that tells splits, "
                    + String.join(", ", splits)
                    + ", and none that is called 'split'",
                "if they are the splits, give a column 'split' of train, valid and test, or name it, as"
                    + " in {command import csv: from split-column}; if not, keep it as an attribute,"
                    + " as in {command import csv: from keep-columns}");
          }
        });
  }
}
