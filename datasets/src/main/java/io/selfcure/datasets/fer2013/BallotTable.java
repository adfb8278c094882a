package io.selfcure.datasets.fer2013;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.error.DataException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** FERPlus's fer2013new.csv, row by row. */
final class BallotTable implements AutoCloseable {

  private static final List<String> CHOICES =
      List.of(
          "neutral",
          "happiness",
          "surprise",
          "sadness",
          "anger",
          "disgust",
          "fear",
          "contempt",
          "unknown",
          "NF");

  /** Those who were asked; a row may lack the vote of one, and the official file has such a row. */
  static final int VOTERS = 10;

  private final CsvInput table;
  private final int usage;
  private final int image;
  private final int[] choices;
  private final ShortBallots nines = new ShortBallots();
  private String name = "";

  BallotTable(Path file) {
    this(file, null);
  }

  /** A table in a known encoding, null for UTF-8. */
  BallotTable(Path file, @Nullable Charset encoding) {
    table = ContestTable.open(file, encoding);
    usage = table.column("usage");
    image = optional("image name");
    choices = CHOICES.stream().mapToInt(table::column).toArray();
  }

  /** The picture's name in the row that was read last; empty where there is none. */
  String image() {
    return name;
  }

  private int optional(String column) {
    return table.has(column) ? table.column(column) : -1;
  }

  /** The next ballot, or null at the end. */
  @Nullable Ballot next() {
    CsvInput.Row row = table.next();
    if (row == null) {
      return null;
    }
    List<String> cells = row.cells();
    List<Integer> counts = new ArrayList<>();
    for (int column : choices) {
      counts.add(count(cells.get(column).trim()));
    }
    nines.check(counts, table.place(), "fer2013new.csv");
    name = image < 0 ? "" : cells.get(image);
    return new Ballot(cells.get(usage).trim(), counts);
  }

  private int count(String cell) {
    if (cell.length() > 2 || !cell.matches("\\d+") || Integer.parseInt(cell) > VOTERS) {
      throw new DataException(
          table.place(),
          "has " + CsvInput.shown(cell) + " where a count of votes from 0 to 10 is expected",
          "give the official fer2013new.csv");
    }
    return Integer.parseInt(cell);
  }

  /** What to say of the rows read so far that lack a vote; empty where all are whole. */
  String shortRows() {
    return nines.note();
  }

  /** File and line of the ballot that was read last. */
  String place() {
    return table.place();
  }

  @Override
  public void close() {
    table.close();
  }
}
