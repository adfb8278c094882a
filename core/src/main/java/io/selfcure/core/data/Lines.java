package io.selfcure.core.data;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Reasons;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text file line by line, whichever of the three line ends it has; one line of any length does
 * not fill the memory.
 */
public final class Lines implements AutoCloseable {

  /** Characters that a line may have at most. */
  static final int LONGEST = 1 << 20;

  private final Path file;
  private final BufferedReader in;
  private long number;

  /** Opens a file. */
  public Lines(Path file) {
    this(file, null);
  }

  /** Opens a file in a known encoding, null for UTF-8. */
  public Lines(Path file, @Nullable Charset encoding) {
    this.file = file;
    in = new BufferedReader(TextReader.open(file, encoding));
  }

  /** All lines of a file that is short by its nature. */
  public static List<String> all(Path file) {
    List<String> lines = new ArrayList<>();
    try (Lines in = new Lines(file)) {
      for (String line = in.next(); line != null; line = in.next()) {
        lines.add(line);
      }
    }
    return lines;
  }

  /** The numbers of a short file, separated by blanks, tabs or line ends. */
  public static double[] numbers(Path file) {
    String text = String.join(" ", all(file)).strip();
    if (text.isEmpty()) {
      return new double[0];
    }
    String[] cells = text.split("\\s+", -1);
    double[] numbers = new double[cells.length];
    for (int i = 0; i < cells.length; i++) {
      numbers[i] = number(cells[i], file.toString());
    }
    return numbers;
  }

  /**
   * A finite number.
   *
   * @throws DataException when the cell is none
   */
  public static double number(String cell, String place) {
    try {
      double value = Double.parseDouble(cell.strip());
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new DataException(
        place,
        "has " + CsvInput.shown(cell) + " where a number is expected",
        "check that it is the right file");
  }

  /** The next line without its end, or null at the end of the file. */
  public @Nullable String next() {
    try {
      int c = in.read();
      if (c < 0) {
        return null;
      }
      number++;
      StringBuilder line = new StringBuilder();
      while (c >= 0 && c != '\n' && c != '\r') {
        line.append((char) c);
        if (line.length() > LONGEST) {
          throw new DataException(
              place(),
              "is longer than " + LONGEST + " characters",
              "check that it is the right file");
        }
        c = in.read();
      }
      if (c == '\r') {
        in.mark(1);
        if (in.read() != '\n') {
          in.reset();
        }
      }
      return line.toString();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** File and line that was read last. */
  public String place() {
    return file + " line " + number;
  }

  private DataException unreadable(IOException e) {
    return new DataException(
        file.toString(), "cannot be read: " + Reasons.of(e), "check its permissions", e);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }
}
