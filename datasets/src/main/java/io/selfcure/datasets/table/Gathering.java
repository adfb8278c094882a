package io.selfcure.datasets.table;

import io.selfcure.core.data.Box;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.datasets.intake.Sink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Samples of what rows say: rows about one face are compared, and several people's labels become
 * votes. Nothing is decided by which row comes first.
 */
public final class Gathering {

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
  public Gathering(List<String> voteColumns) {
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

  /** The pictures that rows are about, below the root with '/'. */
  Set<String> paths() {
    return answers.stream().map(Answer::path).collect(Collectors.toSet());
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
    return samples(from, labels, null);
  }

  /**
   * The same where there are votes.
   *
   * @param rule how they become a label; null for the labels that are given, else by majority
   */
  public Samples samples(String from, LabelSet labels, @Nullable VoteRule rule) {
    return samples(from, ClassChoice.of(labels), rule);
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
        decided.misfiled(),
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
        throw Contradiction.of(
            first, a, "the split", name(first.split()), name(a.split()), "put it in one split");
      }
    }
  }

  private static String name(@Nullable Split split) {
    return split == null ? "" : split.id();
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
