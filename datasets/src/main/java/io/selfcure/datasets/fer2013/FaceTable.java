package io.selfcure.datasets.fer2013;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * FER2013's pictures, row by row: {@code emotion,pixels,Usage} in any order. Without Usage all rows
 * are training rows where they have an emotion (train.csv) and test rows where they have none
 * (test.csv).
 */
final class FaceTable implements AutoCloseable {

  static final int SIDE = 48;

  private final CsvInput table;
  private final int emotion;
  private final int pixels;
  private final int usage;
  private final LabelSet labels;

  FaceTable(Path file) {
    this(file, LabelSet.FER2013);
  }

  /** A table with codes of other classes. */
  FaceTable(Path file, LabelSet labels) {
    this.labels = labels;
    table = ContestTable.open(file);
    try {
      pixels = table.column("pixels");
      emotion = optional("emotion");
      usage = optional("usage");
      requireLabels();
    } catch (DataException e) {
      table.close();
      throw e;
    }
  }

  /** A test table has pixels alone: beside another column the labels have only another name. */
  private void requireLabels() {
    if (emotion < 0 && table.header().size() > (usage < 0 ? 1 : 2)) {
      throw new DataException(
          table.place(),
          "has no column 'emotion': the header is "
              + CsvInput.shown(String.join(",", table.header())),
          "name the column of the codes from 0 to " + (labels.size() - 1) + " emotion");
    }
  }

  /**
   * One row.
   *
   * @param row 0-based, header not counted
   * @param usage the official part it belongs to
   * @param split ours
   * @param label its code, or {@link Sample#UNKNOWN}
   * @param pixels 48 x 48 grey values, rows first; read from their text when asked for, which fails
   *     with the row's place where they are no such numbers
   */
  record Face(long row, String usage, Split split, int label, Supplier<byte[]> pixels) {}

  /** Whether the table says which official part a row belongs to. */
  boolean hasUsage() {
    return usage >= 0;
  }

  /** Whether the table says what its faces express. */
  boolean hasLabels() {
    return emotion >= 0;
  }

  private int optional(String column) {
    return table.has(column) ? table.column(column) : -1;
  }

  /** The next row, or null at the end. */
  @Nullable Face next() {
    CsvInput.Row row = table.next();
    if (row == null) {
      return null;
    }
    List<String> cells = row.cells();
    int label = emotion < 0 ? Sample.UNKNOWN : label(cells.get(emotion).trim());
    String part = usage < 0 ? (emotion < 0 ? "PrivateTest" : "Training") : cells.get(usage).trim();
    String place = row.place();
    String text = cells.get(pixels);
    return new Face(row.number(), part, split(part), label, () -> pixels(text, place));
  }

  private Split split(String part) {
    return switch (part) {
      case "Training" -> Split.TRAIN;
      case "PublicTest" -> Split.VALID;
      case "PrivateTest" -> Split.TEST;
      default ->
          throw fault(
              table.place(),
              "Usage " + CsvInput.shown(part),
              "Training, PublicTest or PrivateTest");
    };
  }

  private int label(String cell) {
    if (cell.length() != 1 || cell.charAt(0) < '0' || cell.charAt(0) >= '0' + labels.size()) {
      throw fault(
          table.place(),
          "emotion " + CsvInput.shown(cell),
          "a code from 0 to " + (labels.size() - 1) + ": " + String.join(", ", labels.names()));
    }
    return cell.charAt(0) - '0';
  }

  /** Parses blank-separated numbers; by hand, since an import reads 80 million of them. */
  private static byte[] pixels(String text, String place) {
    byte[] out = new byte[SIDE * SIDE];
    int count = 0;
    int value = -1;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      if (c >= '0' && c <= '9') {
        value = Math.max(value, 0) * 10 + c - '0';
        if (value > 255) {
          throw fault(place, "a pixel above 255 at position " + count, "values from 0 to 255");
        }
      } else if (c == ' ') {
        if (value >= 0) {
          if (count < out.length) {
            out[count] = (byte) value;
          }
          count++;
        }
        value = -1;
      } else {
        throw fault(place, "the character '" + c + "' among the pixels", "numbers and blanks");
      }
    }
    if (count != out.length) {
      throw fault(place, count + " pixels", out.length + " (48 x 48)");
    }
    return out;
  }

  private static DataException fault(String place, String found, String expected) {
    return new DataException(
        place,
        "has " + found + ", expected " + expected,
        "the file is damaged, truncated or another set's: compare it with the official one");
  }

  /** File and line of the row that was read last. */
  String place() {
    return table.place();
  }

  @Override
  public void close() {
    table.close();
  }
}
