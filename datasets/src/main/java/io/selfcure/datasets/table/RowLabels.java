package io.selfcure.datasets.table;

import io.selfcure.core.data.ClassNames;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.error.DataException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The classes of gathered rows.
 *
 * @param labels the classes
 * @param notes spellings that were taken for one
 * @param columns the class of each column of votes
 * @param annotated whether the source says who judged, or has more than one label a row
 * @param oneHot whether columns of votes have a single one a row, and so are labels
 */
record RowLabels(
    LabelSet labels,
    List<String> notes,
    ClassChoice choice,
    List<Integer> columns,
    boolean annotated,
    boolean oneHot) {

  static RowLabels of(
      String from, List<Answer> answers, List<String> voteColumns, ClassChoice choice) {
    Map<String, Long> counts = new HashMap<>();
    boolean annotated = false;
    boolean oneHot = !voteColumns.isEmpty();
    for (Answer a : answers) {
      for (String name : a.labels()) {
        counts.merge(choice.name(name, a.place()), 1L, Long::sum);
      }
      if (!a.truth().isEmpty()) {
        counts.merge(choice.name(a.truth(), a.place()), 1L, Long::sum);
      }
      annotated |= !a.annotator().isEmpty() || a.labels().size() > 1;
      oneHot &= a.labels().isEmpty() && single(a);
      if (counts.size() > 2 * LabelSet.MOST) {
        throw new DataException(
            a.place(),
            "has another class still; the most is " + LabelSet.MOST,
            "check {label-column}");
      }
    }
    voteColumns.forEach(v -> counts.merge(choice.name(v, from), 1L, Long::sum));
    ClassNames names = ClassNames.of(counts);
    LabelSet labels = choice.labels(names, from);
    List<Integer> columns =
        voteColumns.stream().map(v -> labels.find(choice.name(v, from))).toList();
    return new RowLabels(labels, names.notes(), choice, columns, annotated, oneHot);
  }

  private static boolean single(Answer a) {
    double sum = a.shares().stream().mapToDouble(Double::doubleValue).sum();
    return sum == 0 || (sum == 1 && a.shares().contains(1.0));
  }

  /** A written name's class, by the name that stands for all its spellings; empty for none. */
  String written(String name, Answer a) {
    String chosen = choice.name(name, a.place());
    int at = chosen.isEmpty() ? -1 : labels.find(chosen);
    return at < 0 ? chosen : labels.name(at);
  }

  /** The class that a picture's folder is named after, -1 where it is none. */
  int folder(String path) {
    int end = path.lastIndexOf('/');
    return end < 0 ? -1 : labels.find(path.substring(path.lastIndexOf('/', end - 1) + 1, end));
  }

  int indexOf(String name) {
    return name.isEmpty() ? Sample.UNKNOWN : labels.find(name);
  }

  /** The class of the one column that is set, UNKNOWN where none is. */
  int onlyShare(Answer a) {
    int at = a.shares().indexOf(1.0);
    return at < 0 ? Sample.UNKNOWN : columns.get(at);
  }

  /**
   * Votes by class.
   *
   * @param parts what shares are to sum to, nearly; 0 for counts as they are
   */
  List<Integer> votes(Answer a, int parts) {
    double sum = a.shares().stream().mapToDouble(Double::doubleValue).sum();
    if (sum == 0) {
      return List.of();
    }
    double[] byClass = new double[labels.size()];
    for (int v = 0; v < columns.size(); v++) {
      byClass[columns.get(v)] += a.shares().get(v);
    }
    List<Integer> votes = new ArrayList<>(Collections.nCopies(labels.size(), 0));
    for (int c = 0; c < byClass.length; c++) {
      votes.set(c, (int) Math.round(parts == 0 ? byClass[c] : byClass[c] * parts / sum));
    }
    return votes;
  }

  String describe(List<Integer> votes) {
    List<String> parts = new ArrayList<>();
    for (int c = 0; c < votes.size(); c++) {
      if (votes.get(c) > 0) {
        parts.add(labels.name(c) + " " + votes.get(c));
      }
    }
    return String.join(", ", parts);
  }
}
