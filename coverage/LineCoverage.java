import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prints the share of lines that any module's tests reach, one line per module.
 *
 * <p>Usage: java LineCoverage.java jacoco.csv
 */
class LineCoverage {

  private record Lines(long missed, long covered) {
    Lines plus(Lines other) {
      return new Lines(missed + other.missed, covered + other.covered);
    }

    String share() {
      long all = missed + covered;
      return String.format(Locale.ROOT, "%5.1f %% of %,6d lines", 100.0 * covered / all, all);
    }
  }

  public static void main(String[] args) throws IOException {
    Path table = Path.of(args[0]);
    if (!Files.exists(table)) {
      System.out.println("Line coverage: no tests ran");
      return;
    }
    Map<String, Lines> modules = new TreeMap<>();
    Lines all = new Lines(0, 0);
    for (String row : Files.readAllLines(table)) {
      String[] cells = row.split(",", -1);
      if (cells[0].equals("GROUP")) {
        continue;
      }
      // counted from the end: a class's name may hold commas
      int last = cells.length - 1;
      Lines lines = new Lines(Long.parseLong(cells[last - 5]), Long.parseLong(cells[last - 4]));
      modules.merge(cells[0].replaceFirst(".*/", ""), lines, Lines::plus);
      all = all.plus(lines);
    }
    System.out.println("Line coverage, by the tests of all modules:");
    modules.forEach((name, lines) -> System.out.printf("  %-20s %s%n", name, lines.share()));
    System.out.printf("  %-20s %s%n", "all", all.share());
  }
}
