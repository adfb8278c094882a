package io.selfcure.curation.review;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.LabelSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Soft labels as whole parts of a hundred, so that they fit where votes are kept. */
public final class Shares {

  private static final int WHOLE = 100;

  /** A class's name, which may have blanks and colons in it, and its share; a blank ends it. */
  private static final Pattern PART =
      Pattern.compile("\\G(.+?):([^\\s:]+)(?:\\s|$)", Pattern.DOTALL);

  private Shares() {}

  /**
   * Rounds weights to parts of a hundred that sum to 100; what rounding leaves goes to the greatest
   * remainders, of equals to the first.
   *
   * @param weights not negative, at least one positive, finite
   */
  public static List<Integer> ofHundred(List<Double> weights) {
    double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
    int[] parts = new int[weights.size()];
    double[] remainders = new double[parts.length];
    for (int c = 0; c < parts.length; c++) {
      double exact = WHOLE * weights.get(c) / sum;
      parts[c] = (int) Math.floor(exact);
      remainders[c] = exact - parts[c];
    }
    int left = WHOLE - Arrays.stream(parts).sum();
    IntStream.range(0, parts.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer c) -> -remainders[c]))
        .limit(left)
        .forEach(c -> parts[c]++);
    return Arrays.stream(parts).boxed().toList();
  }

  /**
   * Reads {@code anger:60 fear:40} as {@link Decision.Ambiguous} writes it; the numbers are weights
   * of any scale.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static List<Integer> parse(String text, LabelSet classes) {
    double[] weights = new double[classes.size()];
    String parts = text.stripTrailing();
    Matcher part = PART.matcher(parts);
    int end = 0;
    while (end < parts.length() && part.find()) {
      int label = classes.find(part.group(1));
      if (label < 0 || weights[label] > 0) {
        throw noShare(part.group());
      }
      weights[label] = weight(part.group(2));
      end = part.end();
    }
    if (end == 0 || end < parts.length()) {
      throw noShare(parts.substring(end));
    }
    return ofHundred(Arrays.stream(weights).boxed().toList());
  }

  private static IllegalArgumentException noShare(String part) {
    return new IllegalArgumentException(
        CsvInput.shown(part.strip()) + " is not CLASS:SHARE with a class that was not named yet");
  }

  private static double weight(String text) {
    double weight;
    try {
      weight = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      weight = Double.NaN;
    }
    if (!(weight > 0 && weight <= 1e6)) {
      throw new IllegalArgumentException("share '" + text + "' is no number above 0");
    }
    return weight;
  }

  /**
   * The soft label of the plausible classes: those whose share is at least a part of the greatest.
   * Where only one is, all have their shares, as a label that people disagree about has several.
   */
  public static List<Integer> plausible(List<Double> shares, double part) {
    double top = shares.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    List<Double> kept = new ArrayList<>();
    shares.forEach(s -> kept.add(s >= part * top ? s : 0.0));
    return ofHundred(kept.stream().filter(s -> s > 0).count() > 1 ? kept : shares);
  }
}
