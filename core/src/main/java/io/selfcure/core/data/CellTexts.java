package io.selfcure.core.data;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What texts in the cells of other people's tables mean, the same in every table. */
public final class CellTexts {

  private static final Set<String> MISSING =
      Set.of("", "nan", "-nan", "na", "n/a", "null", "<na>", "#n/a", "#na");

  private static final Pattern WHOLE = Pattern.compile("(-?\\d{1,15})\\.0{1,9}");

  private CellTexts() {}

  /**
   * Whether a cell says that there is no value: it is blank, or one of the words that tables are
   * saved with for that (nan, NA, N/A, null). The word "none" is not among them: sets have a class
   * of that name.
   */
  public static boolean missing(String cell) {
    return MISSING.contains(cell.strip().toLowerCase(Locale.ROOT));
  }

  /** The text without blanks around it, empty where the value is missing. */
  public static String value(String cell) {
    return missing(cell) ? "" : whole(cell.strip());
  }

  /** A whole number without the ".0" that it gets where a column has missing values. */
  public static String whole(String text) {
    Matcher number = WHOLE.matcher(text);
    return number.matches() ? number.group(1) : text;
  }
}
