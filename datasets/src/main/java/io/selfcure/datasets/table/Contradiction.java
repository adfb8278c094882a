package io.selfcure.datasets.table;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.error.DataException;
import java.util.List;
import java.util.function.Function;

/** Rows about one face that say two things of which only one can be so. */
final class Contradiction {

  /** The remedy where either of the two lines may be wrong. */
  static final String CORRECT = "correct one of the two lines";

  private Contradiction() {}

  /** Says that two rows about the same face do not agree. */
  static DataException of(
      Answer one, Answer other, String what, String first, String second, String remedy) {
    return new DataException(
        other.place(),
        "gives "
            + CsvInput.shown(other.path())
            + " "
            + what
            + " "
            + CsvInput.shown(second)
            + ", but "
            + one.place()
            + " gave it "
            + CsvInput.shown(first),
        remedy);
  }

  /** The one value that rows about a face have, empty where none has any. */
  static String common(
      List<Answer> rows, String what, Function<Answer, String> value, String remedy) {
    Answer first = null;
    for (Answer a : rows) {
      if (!value.apply(a).isEmpty()) {
        if (first != null && !value.apply(first).equals(value.apply(a))) {
          throw of(first, a, what, value.apply(first), value.apply(a), remedy);
        }
        first = first == null ? a : first;
      }
    }
    return first == null ? "" : value.apply(first);
  }
}
