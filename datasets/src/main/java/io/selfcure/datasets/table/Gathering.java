package io.selfcure.datasets.table;

import io.selfcure.core.data.Box;
import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Wording;
import io.selfcure.datasets.intake.Item;
import io.selfcure.datasets.intake.Sink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Samples of what rows say: rows about one face are compared, and several people's labels become
 * votes. Nothing is decided by which row comes first.
 */
public final class Gathering {

  private static final int SHOWN = 3;
  private static final int PARTS = 1000;
  private static final String CORRECT = "correct one of the two lines";

  private final List<Answer> answers = new ArrayList<>();
  private final Map<String, String> texts = new HashMap<>();
  private final List<String> skips = new ArrayList<>();
  private final List<String> voteColumns;

  /** Rows without columns of votes. */
  public Gathering() {
    this(List.of());
  }

  /**
   * Rows with columns of votes.
   *
   * @param voteColumns the class that each stands for, as written
   */
  Gathering(List<String> voteColumns) {
    this.voteColumns = List.copyOf(voteColumns);
  }

  /** Refuses a further table whose columns of votes are others. */
  void requireColumns(List<String> others, Path file) {
    if (!voteColumns.equals(others)) {
      throw new DataException(
          file.toString(),
          "has the classes " + others + ", another table beside it has " + voteColumns,
          "give both the same columns in the same order");
    }
  }

  /** Adds a row. */
  public void add(Answer a) {
    answers.add(
        new Answer(
            a.place(),
            a.path(),
            a.face(),
            a.box(),
            shared(a.annotator()),
            a.labels().stream().map(this::shared).toList(),
            a.shares(),
            shared(a.truth()),
            a.split(),
            shared(a.subject()),
            a.says()));
  }

  private String shared(String text) {
    return texts.computeIfAbsent(text, t -> t); // a million rows have few different ones
  }

  /** Notes a row that says nothing of a picture. */
  public void skip(String where, String reason) {
    skips.add(where);
    skips.add(reason);
  }

  /**
   * What came of the rows.
   *
   * @param labels the classes
   * @param notes what is to be said of it
   * @param misfiled those in directories that are named after another class than theirs
   * @param each hands on all samples, and all that is left out
   */
  public record Samples(
      LabelSet labels, List<String> notes, List<Sample> misfiled, Consumer<Sink> each) {
    /** Copies the lists. */
    public Samples {
      notes = List.copyOf(notes);
      misfiled = List.copyOf(misfiled);
    }
  }

  /**
   * Compares the rows of a list whose labels are of known classes.
   *
   * @param from the list, for messages
   * @param labels the classes, by whose names the labels go
   * @throws DataException when rows contradict each other
   */
  public Samples samples(String from, LabelSet labels) {
    return samples(from, ClassChoice.of(labels), null);
  }

  /**
   * Compares the rows.
   *
   * @param from the table or list, for messages
   * @param choice what is known of the classes
   * @param rule how votes become a label; null for the labels that are given, else by majority
   * @throws DataException when rows contradict each other
   */
  Samples samples(String from, ClassChoice choice, @Nullable VoteRule rule) {
    if (answers.isEmpty() && !skips.isEmpty()) {
      throw new DataException(
          from,
          "names no picture that is here, on " + skips.size() / 2 + " lines: " + skips.get(1),
          "say where paths start with {root}");
    }
    RowLabels names = RowLabels.of(from, answers, voteColumns, choice);
    Map<String, List<Answer>> faces = new LinkedHashMap<>();
    for (Answer a : answers) {
      faces.computeIfAbsent(a.key(), k -> new ArrayList<>(1)).add(a);
    }
    Decided decided = new Decided(names, rule, answers.stream().allMatch(Gathering::whole));
    Map<String, Integer> perPicture = new HashMap<>();
    faces.values().forEach(f -> perPicture.merge(f.get(0).path(), 1, Integer::sum));
    FaceSense.check(faces.values(), perPicture, names);
    Map<String, Integer> numbers = new HashMap<>();
    Map<String, Answer> splits = new HashMap<>();
    for (List<Answer> rows : faces.values()) {
      String path = rows.get(0).path();
      requireOneSplit(rows, splits);
      int number = numbers.merge(path, 1, Integer::sum) - 1;
      boolean several = perPicture.getOrDefault(path, 1) > 1;
      decided.add(several ? path + "#" + number : path, several ? path : "", rows);
    }
    List<String> notes = new ArrayList<>(names.notes());
    notes.addAll(decided.notes());
    long crowded = perPicture.values().stream().filter(n -> n > 1).count();
    if (crowded > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%,d faces in %,d pictures: each is a sample, PICTURE#0, PICTURE#1, all of a picture in one"
                  + " split; pictures stay whole unless the faces are cut out with {align=five}",
              faces.size(),
              perPicture.size()));
    }
    return new Samples(
        names.labels(),
        notes,
        decided.misfiled,
        sink -> {
          decided.items().forEach(sink::take);
          for (int i = 0; i < skips.size(); i += 2) {
            sink.skip(skips.get(i), skips.get(i + 1));
          }
          for (int i = 0; i < decided.left().size(); i += 2) {
            sink.omit(decided.left().get(i), decided.left().get(i + 1));
          }
        });
  }

  private static boolean whole(Answer a) {
    return a.shares().stream().allMatch(s -> s == Math.rint(s));
  }

  private static void requireOneSplit(List<Answer> rows, Map<String, Answer> splits) {
    for (Answer a : rows) {
      Answer first = splits.putIfAbsent(a.path(), a);
      if (first != null && first.split() != a.split()) {
        throw contradiction(
            first, a, "the split", name(first.split()), name(a.split()), "put it in one split");
      }
    }
  }

  private static String name(@Nullable Split split) {
    return split == null ? "" : split.id();
  }

  /** Says that two rows about the same face do not agree. */
  static DataException contradiction(
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
  private static String common(
      List<Answer> rows, String what, Function<Answer, String> value, String remedy) {
    Answer first = null;
    for (Answer a : rows) {
      if (!value.apply(a).isEmpty()) {
        if (first != null && !value.apply(first).equals(value.apply(a))) {
          throw contradiction(first, a, what, value.apply(first), value.apply(a), remedy);
        }
        first = first == null ? a : first;
      }
    }
    return first == null ? "" : value.apply(first);
  }

  /** Samples made of faces, and what is to be said of them. */
  private static final class Decided {
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

    private Decided(RowLabels names, @Nullable VoteRule rule, boolean whole) {
      this.names = names;
      this.rule = rule;
      this.whole = whole;
    }

    private List<Item> items() {
      return items;
    }

    private List<String> left() {
      return left;
    }

    private List<String> notes() {
      List<String> notes = new ArrayList<>();
      if (repeats > 0) {
        notes.add(
            String.format(Locale.ROOT, "%,d rows repeat another one and count once", repeats));
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
     * @param group what its subject is where none is told: the picture that has several faces
     */
    private void add(String id, String group, List<Answer> rows) {
      Answer first = rows.get(0);
      String truth = common(rows, "the true label", a -> names.written(a.truth(), a), CORRECT);
      String subject = common(rows, "the subject", Answer::subject, CORRECT);
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
        String label = common(rows, "the label", this::label, remedy);
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
            throw contradiction(
                rows.get(0),
                a,
                "the votes",
                rows.get(0).shares().toString(),
                a.shares().toString(),
                CORRECT);
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
          throw contradiction(
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

  /** A box of two corners or of a corner and a size, checked. */
  public static Box box(String place, double x, double y, double width, double height) {
    if (!(width >= 1 && height >= 1 && Double.isFinite(x + y + width + height))) {
      throw new DataException(
          place,
          String.format(
              Locale.ROOT,
              "has a box from (%s, %s) to (%s, %s), less than a pixel wide or high",
              x,
              y,
              x + width,
              y + height),
          "boxes are in pixels, left and top first: correct the line, or the columns' names");
    }
    return new Box((float) x, (float) y, (float) width, (float) height);
  }
}
