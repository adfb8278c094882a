package io.selfcure.datasets.folder;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.CsvLayout;
import io.selfcure.core.data.Expressions;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Wording;
import io.selfcure.datasets.intake.TableRows;
import io.selfcure.datasets.intake.Walk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table of labels that lies beside class directories. Where both tell the same, the directories
 * serve; where they do not, one of them is wrong, and nobody but the user knows which.
 */
final class TableBeside {

  private static final List<String> PICTURES =
      List.of("path", "pth", "image", "filename", "file_name", "file", "img", "image_path", "name");
  private static final List<String> LABELS =
      List.of("label", "labels", "emotion", "expression", "class");

  /** Stands for the classes of a name that is in more than one; it is no directory's name. */
  private static final String SEVERAL = "/";

  private final Map<String, String> classes = new HashMap<>();
  private final Map<String, Map<String, Integer>> codes = new HashMap<>();
  private final Tree tree;
  private final Set<String> meanings;
  private long rows;
  private long other;

  /** Rows with a label that is no directory, of a picture that several directories have. */
  private long unclear;

  private String example = "";

  private TableBeside(Tree tree) {
    meanings = tree.classes().stream().map(Expressions::meaning).collect(Collectors.toSet());
    this.tree = tree;
  }

  /** Only where there is a table: a tree may have a million files. */
  private void index() {
    for (Tree.Entry entry : tree.files()) {
      String name = Walk.name(entry.path());
      put(name, entry.className());
      put(entry.className() + "/" + name, entry.className());
    }
  }

  private void put(String name, String className) {
    String before = classes.put(name, className);
    if (before != null && !before.equals(className)) {
      classes.put(name, SEVERAL);
    }
  }

  /**
   * Compares the directories with each table in the root, in its splits and one directory down.
   *
   * @throws DataException when a table has other labels
   */
  static void requireAgreement(Path root, Tree tree) {
    for (Path file : tables(root)) {
      TableBeside table = new TableBeside(tree);
      table.read(file);
      long differences = table.other + table.mixedCodes();
      if (differences == 0 && table.unclear > 0) {
        throw new DataException(
            file.toString(),
            String.format(
                Locale.ROOT,
                "has %,d labels that are no directories here, of pictures whose names several"
                    + " directories have%s",
                table.unclear,
                ", such as " + table.example),
            "if the table is right, name its pictures with their directories and import it, as in"
                + " {command import csv: from}; if the directories are the classes, move it away");
      }
      if (differences > 0) {
        throw new DataException(
            file.toString(),
            String.format(
                Locale.ROOT,
                "gives %,d of %,d pictures another label than their directory%s",
                differences,
                table.rows,
                table.example.isEmpty() ? "" : ", such as " + table.example),
            "if the table is right, import it, as in {command import csv: from}; if the directories"
                + " are, move it away");
      }
    }
  }

  private static List<Path> tables(Path root) {
    return Stream.concat(Stream.of(root), Walk.directories(root).stream())
        .flatMap(d -> Walk.children(d).stream())
        .filter(
            f -> Walk.name(f).toLowerCase(Locale.ROOT).matches(".*\\.(csv|tsv|txt|jsonl|ndjson)"))
        .filter(Files::isRegularFile)
        .toList();
  }

  private void read(Path file) {
    try (TableRows table = TableRows.open(file, CsvLayout.ANYONES)) {
      int picture = table.first(PICTURES);
      int label = table.first(LABELS);
      if (picture < 0 || label < 0) {
        if (!TableRows.isJsonLines(Walk.name(file))) {
          readList(file);
        }
        return;
      }
      index();
      for (CsvInput.Row r = table.next(); r != null; r = table.next()) {
        see(r.cells().get(picture).strip(), r.cells().get(label).strip());
      }
    } catch (DataException e) {
      rows = 0; // no table of labels that can be read: it says nothing
      other = 0;
      unclear = 0;
      codes.clear();
    }
  }

  /**
   * A list without a header, whose lines begin with a picture and its label. What else a list may
   * have there, such as a size or a split, is no code of a class.
   */
  private void readList(Path file) {
    index();
    try (CsvInput csv = new CsvInput(file, CsvLayout.ANYONES.with(CsvLayout.Header.NONE))) {
      for (CsvInput.Row r = csv.next(); r != null; r = csv.next()) {
        List<String> cells =
            r.cells().size() > 1
                ? r.cells()
                : List.of(String.join("", r.cells()).strip().split("\\s+", -1));
        if (cells.size() > 1 && meanings.contains(Expressions.meaning(cells.get(1).strip()))) {
          see(cells.get(0).strip(), cells.get(1).strip());
        }
      }
    }
  }

  private void see(String path, String label) {
    String className = find(path.replace('\\', '/'));
    if (className.isEmpty() || label.isEmpty()) {
      return;
    }
    if (className.equals(SEVERAL)) {
      if (!meanings.contains(Expressions.meaning(label))) {
        unclear++;
        example = example.isEmpty() ? Wording.value(path + " (" + label + ")") : example;
      }
      return;
    }
    rows++;
    if (!meanings.contains(Expressions.meaning(label))) { // a code, or words of its own
      codes.computeIfAbsent(label, k -> new HashMap<>()).merge(className, 1, Integer::sum);
    } else if (!Expressions.meaning(label).equals(Expressions.meaning(className))) {
      other++;
      example =
          example.isEmpty()
              ? Wording.value(path + " (directory " + className + ", table " + label + ")")
              : example;
    }
  }

  private String find(String path) {
    String[] parts = path.split("/", -1);
    String name = parts[parts.length - 1];
    String below = parts.length < 2 ? name : parts[parts.length - 2] + "/" + name;
    String exact = classes.get(below);
    return exact != null ? exact : classes.getOrDefault(name, "");
  }

  /** A code stands for one class each: how many pictures have another than most with their code. */
  private long mixedCodes() {
    long mixed = 0;
    for (Map<String, Integer> byClass : codes.values()) {
      mixed +=
          byClass.values().stream().mapToInt(Integer::intValue).sum()
              - byClass.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }
    return mixed;
  }
}
