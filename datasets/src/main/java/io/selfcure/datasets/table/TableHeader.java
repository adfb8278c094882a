package io.selfcure.datasets.table;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Wording;
import io.selfcure.datasets.intake.Request;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The names of a table's columns, and which of them are for what. */
final class TableHeader {

  private final String file;
  private final List<String> names;
  private final List<String> plain;
  private final Request request;
  private final Set<Integer> used = new HashSet<>();
  private final List<String> notes = new ArrayList<>();

  TableHeader(String file, List<String> names, Request request) {
    this.file = file;
    this.names = List.copyOf(names);
    this.plain = names.stream().map(TableHeader::plain).toList();
    this.request = request;
  }

  /** A name in small letters, with underscores for blanks. */
  static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s-]+", "_");
  }

  List<String> names() {
    return names;
  }

  /** What was taken for what, where no setting said it. */
  List<String> notes() {
    return notes;
  }

  /** The place of a column, -1 where there is none. */
  int find(String name) {
    return plain.indexOf(plain(name));
  }

  /**
   * The column that a setting names, or that usually is named so.
   *
   * @param option the setting
   * @param usual its own name, then others by which it is known; of those only one may occur
   * @return -1 where there is none
   */
  int column(String option, List<String> usual) {
    String named = request.option(option);
    if (named != null) {
      return use(required(named));
    }
    int own = find(usual.get(0));
    if (own >= 0) {
      return use(own);
    }
    List<Integer> others = usual.stream().map(this::find).filter(c -> c >= 0).toList();
    if (others.size() > 1) {
      throw new DataException(
          file + " line 1",
          "has more than one column that may be the "
              + usual.get(0)
              + ": "
              + String.join(", ", others.stream().map(c -> CsvInput.shown(names.get(c))).toList()),
          "say which with {" + option + "}");
    }
    if (others.isEmpty()) {
      return -1;
    }
    notes.add(
        "the "
            + usual.get(0)
            + " is taken from column "
            + Wording.value(CsvInput.shown(names.get(others.get(0)))));
    return use(others.get(0));
  }

  /** The place of a column that must be there. */
  int required(String name) {
    int at = find(name);
    if (at < 0) {
      throw missing(name, "check its name: {separator} says what stands between cells");
    }
    return at;
  }

  DataException missing(String name, String remedy) {
    return new DataException(
        file + " line 1",
        "has no column " + CsvInput.shown(name) + ": its columns are " + all(),
        remedy);
  }

  String all() {
    return String.join(", ", names.stream().limit(20).map(CsvInput::shown).toList())
        + (names.size() > 20 ? " and " + (names.size() - 20) + " more" : "");
  }

  int use(int column) {
    used.add(column);
    return column;
  }

  /** Columns that are for nothing yet and have a name. */
  List<Integer> unused() {
    List<Integer> left = new ArrayList<>();
    for (int c = 0; c < names.size(); c++) {
      if (!used.contains(c) && !names.get(c).isBlank()) {
        left.add(c);
      }
    }
    return left;
  }
}
