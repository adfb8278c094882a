package io.selfcure.datasets.lists;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.CsvLayout;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Lines;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.noise.ListedNoise;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.fer2013.VoteTable;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A published list of noisy labels in one of three layouts, told apart by the first line:
 *
 * <ul>
 *   <li>RAF-DB's: lines {@code train_00001.jpg 5}; what the numbers stand for is decided by {@link
 *       LabelNumbers};
 *   <li>selfcure's: a CSV table with the columns {@code id} and {@code label} (a class name);
 *   <li>FERPlus's: a table like fer2013new.csv, row by row; the most-voted class is the label.
 * </ul>
 *
 * Every labelled training sample must be in the list. Other samples may be; they keep their labels.
 */
public final class LabelList {

  private final Path file;
  private final @Nullable Charset encoding;
  private final Dataset data;
  private final int[] labels;
  private final String[] seen;

  private LabelList(Path file, @Nullable Charset encoding, Dataset data) {
    this.file = file;
    this.encoding = encoding;
    this.data = data;
    this.labels = data.samples().stream().mapToInt(Sample::label).toArray();
    this.seen = new String[labels.length];
    Arrays.fill(seen, "");
  }

  /** Reads a list that is UTF-8, or says by a byte order mark what it is. */
  public static ListedNoise read(Path file, Dataset data, Progress progress) {
    return read(file, null, data, progress);
  }

  /**
   * Reads a list for a data set.
   *
   * @param encoding what it is encoded in where it has no byte order mark; null for UTF-8
   * @param progress is told what was decided by evidence
   * @throws DataException naming file and line when a name or label is unknown, occurs twice, or a
   *     training sample is missing
   */
  public static ListedNoise read(
      Path file, @Nullable Charset encoding, Dataset data, Progress progress) {
    LabelList list = new LabelList(file, encoding, data);
    String first = list.firstLine().toLowerCase(Locale.ROOT);
    if (first.contains("usage") && first.contains("neutral")) {
      list.readVotes();
    } else if (first.matches(".*[,;].*|.*\\bid\\b.*")) {
      list.readTable(progress);
    } else {
      list.readLines(progress);
    }
    list.requireAll();
    return new ListedNoise(
        Arrays.stream(list.labels).boxed().toList(),
        String.valueOf(file.getFileName()),
        Outputs.sha256(file));
  }

  private String firstLine() {
    if (!Files.isRegularFile(file)) {
      throw new DataException(file.toString(), "is not a file", "give the list's path");
    }
    try (Lines in = new Lines(file, encoding)) {
      String line = in.next();
      return line == null ? "" : line;
    }
  }

  private void readVotes() {
    VoteTable.requireRows(data);
    VoteTable votes = VoteTable.read(file, encoding);
    for (int row = 0; row < labels.length; row++) {
      Sample s = data.samples().get(row);
      if (inTraining(s)) {
        VoteTable.Row counts = votes.of(s);
        int label = counts.winner(data.labels());
        if (label == Sample.UNKNOWN) {
          throw new DataException(
              counts.place(),
              "gives sample " + s.id() + " no label: the votes are " + counts.counts(),
              "a label is the only choice with the most votes, and one of " + names());
        }
        put(row, label, counts.place());
      }
    }
  }

  private void readTable(Progress progress) {
    Map<String, Integer> rows = new HashMap<>();
    for (int row = 0; row < labels.length; row++) {
      rows.put(data.samples().get(row).id(), row);
    }
    try (CsvInput csv = new CsvInput(file, CsvLayout.ANYONES.in(encoding))) {
      if (!csv.reading().isEmpty()) {
        progress.say(file + ": " + csv.reading());
      }
      int id = csv.column("id");
      int label = csv.column("label");
      for (CsvInput.Row r = csv.next(); r != null; r = csv.next()) {
        Integer row = rows.get(r.cells().get(id));
        if (row == null) {
          throw unknown(r.place(), r.cells().get(id));
        }
        String name = r.cells().get(label);
        int index = data.labels().find(name);
        if (index < 0 && inTraining(data.samples().get(row))) {
          throw new DataException(
              r.place(), "label " + CsvInput.shown(name) + " is no class", "use one of " + names());
        }
        put(row, index, r.place());
      }
    }
  }

  private void readLines(Progress progress) {
    Map<String, Integer> rows = rowsByName();
    LabelNumbers numbers = new LabelNumbers(data.labels());
    List<Integer> order = new ArrayList<>();
    List<String> places = new ArrayList<>();
    try (Lines in = new Lines(file, encoding)) {
      for (String line = in.next(); line != null; line = in.next()) {
        if (!line.isBlank()) {
          String[] cells = cells(line.strip(), in.place());
          Integer row = rows.get(stem(cells[0]));
          if (row == null) {
            throw unknown(in.place(), cells[0]);
          }
          Sample s = data.samples().get(row);
          numbers.add(cells[1], inTraining(s) ? s.label() : Sample.UNKNOWN, in.place());
          order.add(row);
          places.add(in.place());
        }
      }
    }
    requireAll(new HashSet<>(order));
    List<Integer> read = numbers.labels(file.toString());
    for (int i = 0; i < order.size(); i++) {
      put(order.get(i), read.get(i), places.get(i));
    }
    progress.say(numbers.decided(file.toString()));
  }

  private static String[] cells(String line, String place) {
    String[] cells = line.split("\\s+", -1);
    if (cells.length != 2) {
      throw new DataException(
          place,
          CsvInput.shown(line) + " is not a picture's name and a label",
          "give lines such as 'train_00001.jpg 5', or a CSV table with the columns id,label");
    }
    return cells;
  }

  /** Rows by the stem of id and picture, without those that two samples share. */
  private Map<String, Integer> rowsByName() {
    Map<String, Integer> rows = new HashMap<>();
    for (int row = 0; row < labels.length; row++) {
      Sample s = data.samples().get(row);
      for (String name : List.of(stem(s.id()), stem(s.path()))) {
        Integer other = rows.put(name, row);
        if (other != null && other != row) {
          rows.put(name, -1);
        }
      }
    }
    rows.values().removeIf(row -> row < 0);
    return rows;
  }

  /** A picture's name without folders, suffix and RAF-DB's mark of alignment. */
  static String stem(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    int dot = last.lastIndexOf('.');
    String bare = dot > 0 ? last.substring(0, dot) : last;
    return bare.endsWith("_aligned")
        ? bare.substring(0, bare.length() - "_aligned".length())
        : bare;
  }

  private void put(int row, int label, String place) {
    Sample s = data.samples().get(row);
    if (!seen[row].isEmpty() && inTraining(s) && labels[row] != label) {
      throw new DataException(
          place,
          "gives sample "
              + CsvInput.shown(s.id())
              + " the label "
              + name(label)
              + ", but "
              + seen[row]
              + " gave it "
              + name(labels[row]),
          "correct one of the two lines");
    }
    seen[row] = place;
    if (inTraining(s)) {
      labels[row] = label;
    }
  }

  private String name(int label) {
    return label < 0 ? "of no class" : CsvInput.shown(data.labels().name(label));
  }

  private void requireAll() {
    Set<Integer> rows = new HashSet<>();
    for (int row = 0; row < labels.length; row++) {
      if (!seen[row].isEmpty()) {
        rows.add(row);
      }
    }
    requireAll(rows);
  }

  private void requireAll(Set<Integer> rows) {
    List<String> missing = new ArrayList<>();
    for (int row = 0; row < labels.length; row++) {
      if (inTraining(data.samples().get(row)) && !rows.contains(row)) {
        missing.add(data.samples().get(row).id());
      }
    }
    if (!missing.isEmpty()) {
      throw new DataException(
          file.toString(),
          String.format(
              Locale.ROOT,
              "lacks %,d training samples of %s, such as %s",
              missing.size(),
              data.dir(),
              missing.subList(0, Math.min(3, missing.size()))),
          "give a list of the whole training split, one line for each picture");
    }
  }

  private static boolean inTraining(Sample s) {
    return s.split() == Split.TRAIN && s.label() != Sample.UNKNOWN;
  }

  private DataException unknown(String place, String name) {
    return new DataException(
        place,
        CsvInput.shown(name) + " is no sample of " + data.dir(),
        "give the list that belongs to the data set");
  }

  private List<String> names() {
    return data.labels().names();
  }
}
