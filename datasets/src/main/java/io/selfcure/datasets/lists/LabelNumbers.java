package io.selfcure.datasets.lists;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.Expressions;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.error.DataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the numbers of a list stand for. RAF-DB counts from 1, lists made for its networks from 0,
 * and a list that was shifted by one looks like any other: so its range decides, and how often it
 * agrees with the labels that the data set has.
 */
final class LabelNumbers {

  /** By how many of all labels one meaning must agree more often than another. */
  private static final double CLEAR = 0.1;

  /** A list agrees more often than guessing does, by this factor, where there is enough of it. */
  private static final double BETTER = 1.5;

  private static final int ENOUGH = 100;

  private final LabelSet classes;
  private final List<Integer> numbers = new ArrayList<>();
  private final List<Integer> given = new ArrayList<>();
  private final List<Meaning> meanings;

  /** One way to read the numbers: what it is, and the class of each number or -1. */
  private record Meaning(String name, List<Integer> classOf) {
    int of(int number) {
      return number < classOf.size() ? classOf.get(number) : Sample.UNKNOWN;
    }
  }

  LabelNumbers(LabelSet classes) {
    this.classes = classes;
    List<Integer> rafDb =
        Expressions.RAF_DB.stream().map(e -> Expressions.indexOf(classes, e)).toList();
    List<Integer> fromOne = new ArrayList<>(List.of(Sample.UNKNOWN));
    fromOne.addAll(rafDb);
    List<Integer> own = new ArrayList<>();
    for (int c = 0; c < classes.size(); c++) {
      own.add(c);
    }
    meanings = new ArrayList<>();
    meanings.add(new Meaning("RAF-DB's order from 1", fromOne));
    meanings.add(new Meaning("RAF-DB's order from 0", rafDb));
    if (!own.equals(rafDb)) {
      meanings.add(new Meaning("the order of the data set's classes from 0", own));
    }
  }

  /**
   * Takes a line's number.
   *
   * @param label the label that the sample has, -1 where it does not count
   * @throws DataException when the number has no meaning with those before it
   */
  void add(String cell, int label, String place) {
    int number = cell.matches("\\d{1,4}") ? Integer.parseInt(cell) : -1;
    meanings.removeIf(m -> number < 0 || m.of(number) == Sample.UNKNOWN);
    if (meanings.isEmpty()) {
      throw new DataException(
          place,
          "label "
              + CsvInput.shown(cell)
              + " is none of RAF-DB's that is a class here"
              + (numbers.isEmpty() ? "" : ", or does not go with the numbers before it"),
          "labels are 1 to 7 for "
              + Expressions.RAF_DB
              + "; the classes are "
              + classes.names()
              + ". A CSV table id,label with names of classes leaves nothing open");
    }
    numbers.add(number);
    given.add(label);
  }

  /**
   * The class of each number that was taken.
   *
   * @throws DataException when the evidence does not decide
   */
  List<Integer> labels(String place) {
    Meaning best = meanings.get(0);
    for (Meaning m : meanings) {
      best = agreement(m) > agreement(best) ? m : best;
    }
    List<String> figures = new ArrayList<>();
    boolean open = false;
    for (Meaning m : meanings) {
      figures.add(String.format(Locale.ROOT, "%s: %.0f %%", m.name(), 100 * agreement(m)));
      open |= !m.equals(best) && differs(m, best) && agreement(best) - agreement(m) < CLEAR;
    }
    boolean guessing =
        given.stream().filter(g -> g >= 0).count() >= ENOUGH
            && agreement(best) < BETTER / classes.size();
    if (open || guessing) {
      throw new DataException(
          place,
          "leaves open what its numbers stand for: read as each of these it agrees with so many of"
              + " the labels of the data set: "
              + String.join(", ", figures),
          "give a CSV table with the columns id and label, with names of classes");
    }
    Meaning chosen = best;
    return numbers.stream().map(chosen::of).toList();
  }

  /** What was decided, where a list from 1 was not the only possibility. */
  String decided(String place) {
    List<String> names =
        meanings.stream()
            .sorted((a, b) -> Double.compare(agreement(b), agreement(a)))
            .map(
                m ->
                    String.format(Locale.ROOT, "%s (agrees %.0f %%)", m.name(), 100 * agreement(m)))
            .toList();
    return place
        + ": numbers are read as "
        + names.get(0)
        + (names.size() > 1
            ? ", not as " + String.join(" or ", names.subList(1, names.size()))
            : "");
  }

  private boolean differs(Meaning a, Meaning b) {
    return numbers.stream().anyMatch(n -> a.of(n) != b.of(n));
  }

  private double agreement(Meaning m) {
    int equal = 0;
    int all = 0;
    for (int i = 0; i < numbers.size(); i++) {
      all += given.get(i) < 0 ? 0 : 1;
      equal += given.get(i) >= 0 && m.of(numbers.get(i)) == given.get(i) ? 1 : 0;
    }
    return all == 0 ? 0 : (double) equal / all;
  }
}
