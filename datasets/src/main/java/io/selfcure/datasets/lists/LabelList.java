package io.selfcure.datasets.lists;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Expressions;
import io.selfcure.core.data.Lines;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.noise.ListedNoise;
import io.selfcure.datasets.fer2013.VoteTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A published list of noisy labels in one of three layouts, told apart by the first line:
 *
 * <ul>
 *   <li>RAF-DB's: lines {@code train_00001.jpg 5}, labels 1 to 7 in RAF-DB's order;
 *   <li>selfcure's: a CSV table with the columns {@code id} and {@code label} (a class name);
 *   <li>FERPlus's: a table like fer2013new.csv, row by row; the most-voted class is the label.
 * </ul>
 *
 * Every labelled training sample must be in the list. Other samples may be; they keep their labels.
 */
public final class LabelList {

  private final Path file;
  private final Dataset data;
  private final int[] labels;
  private final boolean[] seen;

  private LabelList(Path file, Dataset data) {
    this.file = file;
    this.data = data;
    this.labels = data.samples().stream().mapToInt(Sample::label).toArray();
    this.seen = new boolean[labels.length];
  }

  /**
   * Reads a list for a data set.
   *
   * @throws DataException naming file and line when a name or label is unknown, occurs twice, or a
   *     training sample is missing
   */
  public static ListedNoise read(Path file, Dataset data) {
    LabelList list = new LabelList(file, data);
    String first = firstLine(file).toLowerCase(Locale.ROOT);
    if (first.contains("usage") && first.contains("neutral")) {
      list.readVotes();
    } else if (first.contains(",")) {
      list.readTable();
    } else {
      list.readLines();
    }
    list.requireAll();
    return new ListedNoise(
        Arrays.stream(list.labels).boxed().toList(),
        String.valueOf(file.getFileName()),
        Outputs.sha256(file));
  }

  private static String firstLine(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new DataException(file.toString(), "is not a file", "give the list's path");
    }
    try (Lines in = new Lines(file)) {
      String line = in.next();
      return line == null ? "" : line;
    }
  }

  private void readVotes() {
    VoteTable.requireRows(data);
    VoteTable votes = VoteTable.read(file);
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

  private void readTable() {
    Map<String, Integer> rows = new HashMap<>();
    for (int row = 0; row < labels.length; row++) {
      rows.put(data.samples().get(row).id(), row);
    }
    try (CsvInput csv = new CsvInput(file)) {
      int id = csv.column("id");
      int label = csv.column("label");
      for (CsvInput.Row r = csv.next(); r != null; r = csv.next()) {
        Integer row = rows.get(r.cells().get(id));
        if (row == null) {
          throw unknown(r.place(), r.cells().get(id));
        }
        String name = r.cells().get(label);
        int index = data.labels().indexOf(name);
        if (index < 0 && inTraining(data.samples().get(row))) {
          throw new DataException(
              r.place(), "label " + CsvInput.shown(name) + " is no class", "use one of " + names());
        }
        put(row, index, r.place());
      }
    }
  }

  private void readLines() {
    Map<String, Integer> rows = rowsByName();
    try (Lines in = new Lines(file)) {
      for (String line = in.next(); line != null; line = in.next()) {
        if (!line.isBlank()) {
          readLine(line.strip(), in.place(), rows);
        }
      }
    }
  }

  private void readLine(String line, String place, Map<String, Integer> rows) {
    String[] cells = line.split("\\s+", -1);
    if (cells.length != 2) {
      throw new DataException(
          place,
          CsvInput.shown(line) + " is not a picture's name and a label",
          "give lines such as 'train_00001.jpg 5', or a CSV table with the columns id,label");
    }
    Integer row = rows.get(stem(cells[0]));
    if (row == null) {
      throw unknown(place, cells[0]);
    }
    int number =
        cells[1].matches("[1-9]") ? Integer.parseInt(cells[1]) : Expressions.RAF_DB.size() + 1;
    int label =
        number > Expressions.RAF_DB.size()
            ? Sample.UNKNOWN
            : Expressions.indexOf(data.labels(), Expressions.RAF_DB.get(number - 1));
    if (label == Sample.UNKNOWN) {
      throw new DataException(
          place,
          "label " + CsvInput.shown(cells[1]) + " is none of RAF-DB's that is a class here",
          "labels are 1 to 7 for " + Expressions.RAF_DB + "; the classes are " + names());
    }
    put(row, label, place);
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
    if (seen[row]) {
      throw new DataException(
          place,
          "names sample " + data.samples().get(row).id() + " a second time",
          "name each picture once");
    }
    seen[row] = true;
    if (inTraining(data.samples().get(row))) {
      labels[row] = label;
    }
  }

  private void requireAll() {
    List<String> missing = new ArrayList<>();
    for (int row = 0; row < labels.length; row++) {
      if (inTraining(data.samples().get(row)) && !seen[row]) {
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
