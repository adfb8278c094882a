package io.selfcure.core.data;

import java.util.ArrayList;
import java.util.List;

/** Tells by a table's first lines what stands between its cells. */
final class Separators {

  /** Characters that are looked at: a header and some rows. */
  static final int GLANCE = 1 << 15;

  private static final char[] KNOWN = {',', ';', '\t'};
  private static final int ROWS = 20;

  private Separators() {}

  /**
   * The separator: the only one in the header; of several the one that all rows have as often as
   * the header, else the one that the header has most. A comma where it has none.
   *
   * @param start the table's beginning
   * @param whole whether that is all of it
   */
  static char of(CharSequence start, boolean whole) {
    List<int[]> rows = count(start, whole);
    if (rows.isEmpty()) {
      return ',';
    }
    int best = 0;
    for (int k = 1; k < KNOWN.length; k++) {
      int better = Boolean.compare(regular(rows, k), regular(rows, best));
      if (better > 0 || (better == 0 && rows.get(0)[k] > rows.get(0)[best])) {
        best = k;
      }
    }
    return KNOWN[best];
  }

  /** Whether a character is in the header, and in each row as often. */
  private static boolean regular(List<int[]> rows, int k) {
    return rows.get(0)[k] > 0 && rows.stream().allMatch(r -> r[k] == rows.get(0)[k]);
  }

  /** How often each of them occurs outside of quotation marks, for each complete row. */
  private static List<int[]> count(CharSequence start, boolean whole) {
    List<int[]> rows = new ArrayList<>();
    int[] row = new int[KNOWN.length];
    boolean quoted = false;
    boolean any = false;
    for (int i = 0; i < start.length() && rows.size() < ROWS; i++) {
      char c = start.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      }
      if (!quoted && (c == '\n' || c == '\r')) {
        if (any) {
          rows.add(row);
        }
        row = new int[KNOWN.length];
        any = false;
        continue;
      }
      any = true;
      for (int k = 0; k < KNOWN.length && !quoted; k++) {
        row[k] += c == KNOWN[k] ? 1 : 0;
      }
    }
    if (any && (whole || rows.isEmpty())) {
      rows.add(row);
    }
    return rows;
  }

  /** A separator in words. */
  static String name(char separator) {
    return switch (separator) {
      case ',' -> "commas";
      case ';' -> "semicolons";
      case '\t' -> "tabs";
      default -> "'" + separator + "'";
    };
  }
}
