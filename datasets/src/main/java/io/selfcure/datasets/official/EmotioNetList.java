package io.selfcure.datasets.official;

import io.selfcure.core.data.CellTexts;
import io.selfcure.core.data.CsvInput;
import io.selfcure.core.error.DataException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of one of EmotioNet's lists are, after URL and original URL: action units by the
 * numbers in a header, units 1 to 60 without a header, or the sixteen categories in their order.
 *
 * @param units a unit's number a column, empty for a list of categories
 * @param header whether the first row names columns
 */
record EmotioNetList(List<Integer> units, boolean header) {

  static final int URLS = 2;
  static final int CATEGORIES = 16;

  private static final int UNKNOWN = 999;
  private static final int ALL_UNITS = 60;
  private static final Pattern UNIT = Pattern.compile("(?i)AU[ _]*(\\d{1,2})");

  /** Copies the numbers. */
  EmotioNetList {
    units = List.copyOf(units);
  }

  /** The kind of a list by its first row; null where it is none. */
  static @Nullable EmotioNetList of(List<String> first) {
    if (first.size() < URLS + 1) {
      return null;
    }
    if (isUrl(first.get(0))) {
      List<Integer> units = new ArrayList<>();
      for (int u = 1; u <= ALL_UNITS; u++) {
        units.add(u);
      }
      return first.size() == URLS + ALL_UNITS ? new EmotioNetList(units, false) : null;
    }
    if (!first.get(0).toLowerCase(Locale.ROOT).startsWith("url")) {
      return null;
    }
    List<Integer> units = new ArrayList<>();
    for (String cell : first.subList(URLS, first.size())) {
      Matcher m = UNIT.matcher(cell);
      if (m.matches()) {
        units.add(Integer.valueOf(m.group(1)));
      }
    }
    if (units.isEmpty()) {
      return namesCategories(first) ? new EmotioNetList(List.of(), true) : null;
    }
    return units.size() == first.size() - URLS ? new EmotioNetList(units, true) : null;
  }

  /** Whether a header names the categories, in their order: other lists begin with URLs too. */
  private static boolean namesCategories(List<String> header) {
    if (header.size() < URLS + CATEGORIES) {
      return false;
    }
    for (int c = 0; c < CATEGORIES; c++) {
      String name = header.get(URLS + c).strip().toLowerCase(Locale.ROOT).replaceAll("[_ ]+", " ");
      if (!name.equals(EmotioNet.CATEGORIES.name(c))) {
        return false;
      }
    }
    return true;
  }

  static boolean isUrl(String cell) {
    return cell.matches("(?i)(https?|ftp)://.+");
  }

  /** The last part of a URL, by which a downloaded picture is found. */
  static String fileName(String url) {
    int slash = url.lastIndexOf('/');
    return slash < 0 ? url : url.substring(slash + 1);
  }

  boolean categories() {
    return units.isEmpty();
  }

  /** The one category that is present, or -1 where none or more than one is. */
  static int category(List<String> cells, String place) {
    int found = -1;
    int present = 0;
    for (int c = 0; c < CATEGORIES; c++) {
      if (code(cells, URLS + c, place) == 1) {
        found = c;
        present++;
      }
    }
    return present == 1 ? found : -1;
  }

  /** What a row says of the units: present ones, and those on which nothing is known. */
  Map<String, Object> says(List<String> cells, String place) {
    Map<String, Integer> present = new LinkedHashMap<>();
    List<Integer> unknown = new ArrayList<>();
    for (int c = 0; c < units.size(); c++) {
      int code = code(cells, URLS + c, place);
      if (code == 1) {
        present.put(units.get(c).toString(), 1);
      } else if (code != 0) {
        unknown.add(units.get(c));
      }
    }
    Map<String, Object> says = new LinkedHashMap<>();
    says.put("action-units", present);
    if (!unknown.isEmpty()) {
      says.put("action-units-unknown", unknown);
    }
    return says;
  }

  /** Of one unit: 1 present, 0 absent, another number not known. */
  int unit(int number, List<String> cells, String place) {
    int column = units.indexOf(number);
    return column < 0 ? -1 : code(cells, URLS + column, place);
  }

  private static int code(List<String> cells, int column, String place) {
    String cell = column < cells.size() ? cells.get(column) : "";
    if (column < cells.size() && !cell.isEmpty() && CellTexts.missing(cell)) {
      return UNKNOWN;
    }
    if (cell.matches("-?\\d{1,4}(\\.0+)?")) {
      return (int) Double.parseDouble(cell);
    }
    throw new DataException(
        place,
        "has " + CsvInput.shown(cell) + " in column " + (column + 1) + ", expected 0, 1 or 999",
        "give the official list");
  }
}
