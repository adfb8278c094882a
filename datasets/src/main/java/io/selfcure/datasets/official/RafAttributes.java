package io.selfcure.datasets.official;

import io.selfcure.core.data.Lines;
import io.selfcure.core.error.DataException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** RAF-DB's manual annotation of one picture: five points, then codes of sex, people and age. */
final class RafAttributes {

  private static final int POINTS = 5;
  private static final List<String> SEX = List.of("male", "female", "unsure");
  private static final List<String> PEOPLE = List.of("Caucasian", "African-American", "Asian");
  private static final List<String> AGE = List.of("0-3", "4-19", "20-39", "40-69", "70+");

  private RafAttributes() {}

  static Map<String, Object> manual(Path file) {
    double[] numbers = Lines.numbers(file);
    if (numbers.length != 2 * POINTS + 3) {
      throw new DataException(
          file.toString(),
          "has " + numbers.length + " numbers, expected five points and three codes",
          "give the official file");
    }
    Map<String, Object> says = new LinkedHashMap<>();
    double[] points = Arrays.copyOf(numbers, 2 * POINTS);
    says.put("landmarks", Landmarks.pairs(points, POINTS, file.toString()));
    says.put("sex", word(SEX, numbers[2 * POINTS], file));
    says.put("people", word(PEOPLE, numbers[2 * POINTS + 1], file));
    says.put("age", word(AGE, numbers[2 * POINTS + 2], file));
    return says;
  }

  private static String word(List<String> words, double code, Path file) {
    if (code != Math.rint(code) || code < 0 || code >= words.size()) {
      throw new DataException(
          file.toString(),
          "has the code " + code + ", expected 0 to " + (words.size() - 1) + " for " + words,
          "give the official file");
    }
    return words.get((int) code);
  }
}
