package io.selfcure.core.data;

import java.util.regex.Pattern;

/**
 * Keeps texts from being taken for formulas by spreadsheets, which run what begins with one of a
 * few characters: such a text gets an apostrophe before it, and so does one that begins with
 * apostrophes and then such a character, so that each text is told from every other. Numbers stay
 * numbers.
 */
final class Formulas {

  /** The last four are the wide forms of the first four, which some spreadsheets take alike. */
  private static final String STARTS = "=+\\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  private static final Pattern FORMULA = Pattern.compile("'*[" + STARTS + "]");
  private static final Pattern NUMBER =
      Pattern.compile("[+-](\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?|-Infinity");

  private Formulas() {}

  /** A text as it stands in a table for people. */
  static String guard(String text) {
    return suspicious(text) && !NUMBER.matcher(text).matches() ? "'" + text : text;
  }

  /** The text that {@link #guard} was given. */
  static String bare(String cell) {
    return cell.startsWith("'") && FORMULA.matcher(cell).lookingAt() ? cell.substring(1) : cell;
  }

  /** Most cells begin with a letter or digit: these are not looked at further. */
  private static boolean suspicious(String text) {
    return !text.isEmpty()
        && !Character.isLetterOrDigit(text.charAt(0))
        && FORMULA.matcher(text).lookingAt();
  }
}
