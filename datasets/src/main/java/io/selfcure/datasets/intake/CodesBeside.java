package io.selfcure.datasets.intake;

import io.selfcure.core.data.Expressions;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Wording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a read-me beside a table says that its codes mean, such as "0: neutral": where it names
 * other classes than the table is read by, one of the two is wrong.
 */
public final class CodesBeside {

  private static final Pattern NAME =
      Pattern.compile("(readme|classes|labels|class_names|emotions)(\\.(md|txt|rst|yaml|yml))?");
  private static final Pattern PAIR =
      Pattern.compile(
          "(?<![\\w.])(\\d{1,2})\\s*[\"']?\\s*(?:[:=|]|->|-|\\u2013)\\s*[\"'`*]*(\\p{L}{3,20})");
  private static final int LONGEST_BYTES = 1 << 20;

  /** One odd pair may be a slip or no code at all. */
  private static final int FEWEST = 2;

  private CodesBeside() {}

  /**
   * Compares.
   *
   * @param table whose codes they are
   * @param labels the classes of the codes from 0
   * @throws DataException when a read-me gives two codes or more another meaning
   */
  public static void requireAgreement(Path table, LabelSet labels) {
    for (Path file : Walk.children(table.toAbsolutePath().resolveSibling(""))) {
      if (!NAME.matcher(Walk.name(file).toLowerCase(Locale.ROOT)).matches()) {
        continue;
      }
      List<String> others = others(text(file), labels);
      if (others.size() >= FEWEST) {
        throw new DataException(
            table.toString(),
            "is read with the codes of "
                + String.join(", ", labels.names())
                + " from 0, but "
                + Wording.value(Walk.name(file))
                + " beside it says "
                + Wording.value(String.join(", ", others)),
            "find out which is right: write the pictures into class folders by the right one, or move"
                + " the text away");
      }
    }
  }

  private static List<String> others(String text, LabelSet labels) {
    List<String> others = new ArrayList<>();
    Matcher pair = PAIR.matcher(text);
    while (pair.find()) {
      int code = Integer.parseInt(pair.group(1));
      String meaning = Expressions.meaning(pair.group(2));
      if (code < labels.size()
          && LabelSet.FERPLUS8.indexOf(meaning) >= 0
          && !meaning.equals(Expressions.meaning(labels.name(code)))) {
        others.add(code + " " + pair.group(2));
      }
    }
    return others;
  }

  private static String text(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) <= LONGEST_BYTES
          ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
          : "";
    } catch (IOException e) {
      return ""; // a text that cannot be read says nothing
    }
  }
}
