package io.selfcure.datasets.table;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.Wording;
import io.selfcure.datasets.intake.Item;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one label that each face has, of all that its rows say: given, voted for or by a rule; and
 * what is to be said of how it came to be.
 */
final class Decided {

  private static final int SHOWN = 3;
  private static final int PARTS = 1000;

  private final RowLabels names;
  private final @Nullable VoteRule rule;
  private final boolean whole;
  private final List<Item> items = new ArrayList<>();
  private final List<String> left = new ArrayList<>();
  private final List<String> ties = new ArrayList<>();
  private final List<String> outvoted = new ArrayList<>();
  private final List<Sample> misfiled = new ArrayList<>();
  private long repeats;
  private long voted;
  private long byRule;

  Decided(RowLabels names, @Nullable VoteRule rule, boolean whole) {
    this.names = names;
    this.rule = rule;
    this.whole = whole;
  }

  /** The samples, in the order of their faces. */
  List<Item> items() {
    return items;
  }

  /** What a rule left out: ids, each with the reason behind it. */
  List<String> left() {
    return left;
  }

  /** Those in directories that are named after another class than theirs. */
  List<Sample> misfiled() {
    return misfiled;
  }

  /** What is to be said of it. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (repeats > 0) {
      notes.add(String.format(Locale.ROOT, "%,d rows repeat another one and count once", repeats));
    }
    if (voted > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%,d pictures have votes, which are kept; labels by %s ({label-rule})",
              voted,
              byRule == 0
                  ? "the label column"
                  : (byRule == voted ? "" : "the label column, else ")
                      + (rule == null ? VoteRule.MAJORITY : rule).id()));
    }
    addList(notes, ties, "%,d of them have a tie, such as %s");
    List<String> filed =
        misfiled.stream().map(m -> m.id() + " (" + names.labels().name(m.label()) + ")").toList();
    addList(notes, filed, "%,d lie in a folder named after another class, such as %s");
    addList(notes, outvoted, "on %,d the label given is not the most-voted class, such as %s");
    return notes;
  }

  private static void addList(List<String> notes, List<String> found, String text) {
    if (!found.isEmpty()) {
      List<String> some = found.subList(0, Math.min(SHOWN, found.size()));
      notes.add(
          String.format(Locale.ROOT, text, found.size(), Wording.value(String.join("; ", some))));
    }
  }

  /**
   * Decides about a face.
   *
   * @param group what its subject is where none is told: the picture that has several faces
   */
  void add(String id, String group, List<Answer> rows) {
    Answer first = rows.get(0);
    String truth =
        Contradiction.common(
            rows, "the true label", a -> names.written(a.truth(), a), Contradiction.CORRECT);
    String subject =
        Contradiction.common(rows, "the subject", Answer::subject, Contradiction.CORRECT);
    List<Integer> votes = votes(rows);
    int given = given(rows, votes);
    int label = given;
    if (!votes.isEmpty()) {
      voted++;
      String shown = id + " (" + names.describe(votes) + ")";
      if (VoteRule.tied(votes)) {
        ties.add(shown);
      }
      if (given == Sample.UNKNOWN || rule != null) {
        byRule++;
        VoteRule by = rule == null ? VoteRule.MAJORITY : rule;
        label = by.decide(votes);
        if (label == Sample.UNKNOWN) {
          left.add(id);
          left.add(
              "no " + (by == VoteRule.SOFT ? "votes" : by.id()) + ": " + names.describe(votes));
          return;
        }
      } else if (votes.get(given) < votes.get(VoteRule.best(votes))) {
        outvoted.add(shown);
      }
    }
    Split split = first.split();
    Sample sample =
        new Sample(
            id,
            first.path(),
            split == null ? Split.TRAIN : split,
            label,
            names.indexOf(truth),
            votes,
            subject.isEmpty() ? group : subject,
            -1,
            first.box());
    items.add(new Item(sample, split != null, says(rows), null));
    int folder = names.folder(first.path());
    if (folder >= 0 && label >= 0 && folder != label) {
      misfiled.add(sample);
    }
  }

  private static Map<String, String> says(List<Answer> rows) {
    Map<String, String> says = new LinkedHashMap<>();
    rows.forEach(a -> a.says().forEach(says::putIfAbsent));
    return says;
  }

  /** The label that the source gives besides votes, or UNKNOWN. */
  private int given(List<Answer> rows, List<Integer> votes) {
    if (votes.isEmpty() || !rows.get(0).shares().isEmpty()) {
      String remedy =
          "correct one of them; if several people judged, name the column that says who, with"
              + " {annotator-column}";
      String label = Contradiction.common(rows, "the label", this::label, remedy);
      return label.isEmpty() && votes.isEmpty()
          ? names.onlyShare(rows.get(0))
          : names.indexOf(label);
    }
    return Sample.UNKNOWN;
  }

  private String label(Answer a) {
    return a.labels().isEmpty() ? "" : names.written(a.labels().get(0), a);
  }

  /** Votes by class; none where only one person judged. */
  private List<Integer> votes(List<Answer> rows) {
    if (!rows.get(0).shares().isEmpty()) {
      for (Answer a : rows) {
        if (!a.shares().equals(rows.get(0).shares())) {
          throw Contradiction.of(
              rows.get(0),
              a,
              "the votes",
              rows.get(0).shares().toString(),
              a.shares().toString(),
              Contradiction.CORRECT);
        }
      }
      repeats += rows.size() - 1L;
      return names.oneHot() ? List.of() : names.votes(rows.get(0), whole ? 0 : PARTS);
    }
    List<Answer> single = judges(rows);
    long cast = single.stream().mapToLong(a -> a.labels().size()).sum();
    boolean several = names.annotated() && cast > 1;
    if (!several) {
      repeats += names.annotated() ? 0 : rows.size() - 1L;
      return List.of();
    }
    List<Integer> votes = new ArrayList<>(Collections.nCopies(names.labels().size(), 0));
    for (Answer a : single) {
      for (String name : a.labels()) {
        int c = names.indexOf(names.written(name, a));
        votes.set(c, votes.get(c) + 1);
      }
    }
    return votes;
  }

  /** Rows without those in which somebody says the same again. */
  private List<Answer> judges(List<Answer> rows) {
    if (rows.size() == 1 || !names.annotated()) {
      return rows;
    }
    Map<String, Answer> by = new LinkedHashMap<>();
    List<Answer> single = new ArrayList<>();
    for (Answer a : rows) {
      Answer before = a.annotator().isEmpty() ? null : by.putIfAbsent(a.annotator(), a);
      if (before == null) {
        single.add(a);
      } else if (label(before).equals(label(a))) {
        repeats++;
      } else {
        throw Contradiction.of(
            before,
            a,
            "by " + CsvInput.shown(a.annotator()) + " the label",
            label(before),
            label(a),
            "keep the label that this annotator means");
      }
    }
    return single;
  }
}
