package io.selfcure.datasets.table;

import io.selfcure.core.data.CellTexts;
import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.CsvLayout;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Lines;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.data.TextReader;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.datasets.intake.Request;
import io.selfcure.datasets.intake.TableRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one table of pictures and labels. */
final class TableReader {

  private final Path file;
  private final Request request;
  private final PictureNames pictures;
  private final CsvLayout layout;
  private final List<String> headless;
  private final List<String> notes = new ArrayList<>();
  private String below = "";
  private @Nullable Split official;

  /**
   * @param file the table
   * @param pictures turns what it calls pictures into paths
   */
  TableReader(Path file, Request request, PictureNames pictures) {
    this.file = file;
    this.request = request;
    this.pictures = pictures;
    String columns = request.option("columns");
    if (columns != null && TableRows.isJsonLines(file.toString())) {
      throw new UsageException(
          "{columns}",
          "is for tables without a header, and in " + file + " each line names its columns",
          "leave it out");
    }
    this.headless = columns == null ? List.of() : Arrays.asList(columns.split(",", -1));
    this.layout = layout(request, columns == null);
  }

  /** How the user says that a table is laid out. */
  static CsvLayout layout(Request request, boolean header) {
    String separator = request.option("separator");
    String encoding = request.option("encoding");
    CsvLayout layout =
        CsvLayout.ANYONES.in(encoding == null ? null : TextReader.encoding(encoding, "{encoding}"));
    if (separator != null) {
      layout = layout.separatedBy(separator(separator));
    }
    return header ? layout : layout.with(CsvLayout.Header.NONE);
  }

  private static char separator(String option) {
    if (option.equalsIgnoreCase("tab") || option.equals("\\t")) {
      return '\t';
    }
    if (option.equalsIgnoreCase("blank")) {
      return ' ';
    }
    if (option.length() != 1 || option.matches("[\"\r\n]")) {
      throw new UsageException(
          "{separator}", CsvInput.shown(option) + " is no single character", "give ; or tab");
    }
    return option.charAt(0);
  }

  /**
   * Says that the table's pictures lie in a directory of their own.
   *
   * @param dir the directory below the root; empty for the root
   * @param split the split that it stands for, null where it does not
   */
  TableReader below(String dir, @Nullable Split split) {
    below = dir.isEmpty() ? "" : dir + "/";
    official = split;
    return this;
  }

  /** What was recognised. */
  List<String> notes() {
    return notes;
  }

  /**
   * Reads it.
   *
   * @param into where the rows of other tables are; null for a table of its own
   * @throws DataException when it is no such table
   */
  Gathering read(@Nullable Gathering into) {
    try (TableRows csv = TableRows.open(file, layout)) {
      if (!csv.reading().isEmpty() && request.option("separator") == null) {
        notes.add(Wording.value(String.valueOf(file.getFileName())) + ": " + csv.reading());
      }
      List<String> names = headless.isEmpty() ? csv.header() : headless;
      TableHeader header = new TableHeader(file.toString(), names, request);
      TableColumns columns = TableColumns.of(header, String.valueOf(file.getFileName()), request);
      notes.addAll(header.notes());
      Gathering rows = into == null ? new Gathering(columns.voteNames()) : into;
      rows.requireColumns(columns.voteNames(), file);
      UnnamedSplit unnamed = new UnnamedSplit(header, columns);
      for (CsvInput.Row row = csv.next(); row != null; row = csv.next()) {
        if (row.cells().size() != names.size()) {
          throw new DataException(
              row.place(),
              "has " + row.cells().size() + " cells; the columns are " + header.all(),
              "repair the line, or say what stands between cells with {separator}");
        }
        take(row, columns, rows);
        unnamed.see(row);
      }
      if (official == null) {
        unnamed.requireNone(file.toString());
      }
      return rows;
    }
  }

  private void take(CsvInput.Row row, TableColumns c, Gathering rows) {
    String written = CellTexts.value(row.cell(c.path(), Sample.LONGEST_TEXT));
    if (written.isEmpty()) {
      rows.skip(row.place(), "names no picture");
      return;
    }
    String path = pictures.path(written);
    if (path == null) {
      rows.skip(row.place(), pictures.problem(written));
      return;
    }
    Map<String, String> says = new LinkedHashMap<>();
    c.kept()
        .forEach(
            (name, column) -> {
              if (!cell(row, column).isEmpty()) {
                says.put(name, cell(row, column));
              }
            });
    List<String> labels =
        (c.judges().isEmpty() ? List.of(c.label()) : c.judges())
            .stream().map(l -> className(row, l)).filter(l -> !l.isEmpty()).toList();
    rows.add(
        new Answer(
            row.place(),
            below + path,
            cell(row, c.face()),
            c.box() == null ? null : c.box().read(row.cells(), row.place()),
            cell(row, c.annotator()),
            labels,
            c.votes().stream().map(v -> share(row, v)).toList(),
            className(row, c.truth()),
            c.split() < 0 ? official : split(row, c.split()),
            cell(row, c.subject()),
            says));
  }

  private static String cell(CsvInput.Row row, int column) {
    return column < 0 ? "" : CellTexts.value(row.cell(column, Sample.LONGEST_TEXT));
  }

  private static String className(CsvInput.Row row, int column) {
    String name = column < 0 ? "" : CellTexts.value(row.cell(column, LabelSet.LONGEST_NAME));
    if (name.startsWith("{\"") || name.startsWith("[\"")) {
      throw new DataException(
          row.place(),
          "has more than one class, " + CsvInput.shown(name),
          "keep the one that is meant, or remove the line");
    }
    return name;
  }

  private static double share(CsvInput.Row row, int column) {
    String cell = cell(row, column);
    double share = cell.isEmpty() ? 0 : Lines.number(cell, row.place());
    if (!(share >= 0 && share <= 1e6)) {
      throw new DataException(
          row.place(),
          "has " + CsvInput.shown(cell) + " votes",
          "give counts or probabilities, or name the columns with {vote-columns}");
    }
    return share;
  }

  private static Split split(CsvInput.Row row, int column) {
    Split split = UnnamedSplit.split(cell(row, column));
    if (split == null) {
      throw new DataException(
          row.place(),
          "has the split " + CsvInput.shown(cell(row, column)),
          "use train, valid or test");
    }
    return split;
  }
}
