package io.selfcure.datasets.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One search.
 *
 * @param id unique in the grid that it is of
 * @param label a class of FERPlus's
 * @param language a code such as {@code en}
 * @param word what it asks for
 * @param place the code of a place
 * @param group an age and sex, in the language
 * @param text what to search for
 */
public record Query(
    String id,
    String label,
    String language,
    String word,
    String place,
    String group,
    String text) {

  /** The columns of a table of queries. */
  public static final List<String> COLUMNS =
      List.of("id", "class", "language", "word", "place", "group", "query");

  /** A row of the table. */
  Map<String, String> row() {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("id", id);
    row.put("class", label);
    row.put("language", language);
    row.put("word", word);
    row.put("place", place);
    row.put("group", group);
    row.put("query", text);
    return row;
  }
}
