package io.selfcure.app;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.metrics.ConfusionMatrix;
import io.selfcure.curation.run.RunFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tables for people, in plain text. */
final class Tables {

  private Tables() {}

  /**
   * Lines of cells: the first column flush left, the others flush right, a rule under the first
   * line.
   */
  static String plain(List<List<String>> lines) {
    int columns = lines.get(0).size();
    int[] wide = new int[columns];
    for (List<String> line : lines) {
      for (int c = 0; c < columns; c++) {
        wide[c] = Math.max(wide[c], line.get(c).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (int l = 0; l < lines.size(); l++) {
      text.append("  ").append(pad(lines.get(l).get(0), wide[0], true));
      for (int c = 1; c < columns; c++) {
        text.append("  ").append(pad(lines.get(l).get(c), wide[c], false));
      }
      text.append('\n');
      if (l == 0) {
        int total = java.util.Arrays.stream(wide).sum() + 2 * (columns - 1);
        text.append("  ").append("-".repeat(total)).append('\n');
      }
    }
    return text.toString();
  }

  private static String pad(String cell, int width, boolean left) {
    String blanks = " ".repeat(width - cell.length());
    return left ? cell + blanks : blanks + cell;
  }

  /**
   * Words in lines of some width.
   *
   * @param first what the first line begins with
   * @param others what the others begin with
   */
  static List<String> wrapped(String first, String others, String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(first);
    for (String word : text.split(" ", -1)) {
      if (line.length() + word.length() > width) {
        lines.add(line.toString().stripTrailing());
        line = new StringBuilder(others);
      }
      line.append(word).append(' ');
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }

  /** A share as per cent, "-" where the cell is empty. */
  static String percent(Map<String, String> row, String column) {
    double share = RunFolder.number(row, column);
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** Confusion matrix: rows are true classes, columns predicted ones, then the class's recall. */
  static String confusion(ConfusionMatrix matrix) {
    LabelSet labels = matrix.labels();
    List<List<String>> lines = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("true \\ predicted"));
    header.addAll(labels.names());
    header.add("recall");
    lines.add(header);
    for (int t = 0; t < labels.size(); t++) {
      List<String> line = new ArrayList<>(List.of(labels.name(t)));
      for (int p = 0; p < labels.size(); p++) {
        line.add(Long.toString(matrix.count(t, p)));
      }
      double recall = matrix.recall(t);
      line.add(Double.isNaN(recall) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * recall));
      lines.add(line);
    }
    return plain(lines);
  }

  /** How many samples a data set has by class and split, and how many source rows were left out. */
  static String counts(Dataset data) {
    Map<String, Map<String, Long>> counts = data.card().counts();
    List<List<String>> lines = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("class"));
    header.addAll(counts.keySet());
    lines.add(header);
    List<String> names = new ArrayList<>(data.labels().names());
    names.add("unlabelled");
    for (String name : names) {
      if (counts.values().stream().anyMatch(s -> s.containsKey(name))
          || !name.equals("unlabelled")) {
        List<String> line = new ArrayList<>(List.of(name));
        counts.values().forEach(s -> line.add(Long.toString(s.getOrDefault(name, 0L))));
        lines.add(line);
      }
    }
    List<String> totals = new ArrayList<>(List.of("all"));
    counts
        .values()
        .forEach(
            s -> totals.add(Long.toString(s.values().stream().mapToLong(Long::longValue).sum())));
    lines.add(totals);
    return data.card().name()
        + " in "
        + data.dir()
        + "\n"
        + plain(lines)
        + "  left out: "
        + data.card().skipped()
        + " (skipped.csv says which and why)\n";
  }
}
