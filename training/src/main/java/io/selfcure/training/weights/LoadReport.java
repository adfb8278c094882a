package io.selfcure.training.weights;

import io.selfcure.core.error.ModelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a weights file gives a network.
 *
 * @param loaded names present on both sides with equal shapes, in the file's order
 * @param skipped tensors of the file the network cannot take, in the file's order
 * @param missing names the network wants and the file does not have, in the network's order; a
 *     tensor of another shape counts as skipped, not as missing
 */
public record LoadReport(List<String> loaded, List<Skipped> skipped, List<String> missing) {

  private static final int EXAMPLES = 3;

  /** Copies the lists. */
  public LoadReport {
    loaded = List.copyOf(loaded);
    skipped = List.copyOf(skipped);
    missing = List.copyOf(missing);
  }

  /**
   * A tensor of the file that is left out.
   *
   * @param name its name in the file
   * @param reason why, in words for the user
   */
  public record Skipped(String name, String reason) {}

  /**
   * Compares a file with a network, by exact names. Every floating-point type is taken; integers
   * only as scalars (batch norm's counters).
   *
   * @param file the file's tensors
   * @param wanted the network's shapes by name
   */
  public static LoadReport match(Map<String, TensorData> file, Map<String, List<Long>> wanted) {
    List<String> loaded = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>();
    file.forEach(
        (name, tensor) -> {
          List<Long> shape = wanted.get(name);
          if (shape == null) {
            skipped.add(new Skipped(name, "not in the network"));
          } else if (!shape.equals(tensor.shape())) {
            skipped.add(
                new Skipped(
                    name, "shape " + tensor.shape() + " in file, " + shape + " in the network"));
          } else if (!shape.isEmpty() && !tensor.dtype().isFloatingPoint()) {
            skipped.add(
                new Skipped(name, tensor.dtype() + " values, floating-point ones are wanted"));
          } else {
            loaded.add(name);
          }
        });
    List<String> missing = wanted.keySet().stream().filter(n -> !file.containsKey(n)).toList();
    return new LoadReport(loaded, skipped, missing);
  }

  /**
   * Refuses a file that gives the network nothing.
   *
   * @param file named in the error
   * @return this report
   * @throws ModelException if no tensor matched
   */
  public LoadReport requireSomething(Path file) {
    if (loaded.isEmpty()) {
      throw new ModelException(
          file.toString(),
          "none of its "
              + skipped.size()
              + " tensors fits the network; the file has "
              + examples(
                  skipped.stream().map(s -> Faults.show(s.name()) + ": " + s.reason()).toList())
              + "; the network also wants "
              + examples(missing.stream().map(Faults::show).toList()),
          "check that the file is of the same architecture as the network");
    }
    return this;
  }

  /** Every tensor loaded, skipped and missing, one a line under a count; ends without a newline. */
  public String describe() {
    StringBuilder text = new StringBuilder();
    section(text, "loaded", loaded.stream().map(Faults::show).toList());
    section(
        text,
        "skipped",
        skipped.stream().map(s -> Faults.show(s.name()) + ": " + s.reason()).toList());
    section(text, "missing from the file", missing.stream().map(Faults::show).toList());
    return text.toString().stripTrailing();
  }

  private static void section(StringBuilder text, String title, List<String> lines) {
    text.append(title).append(": ").append(lines.size()).append('\n');
    lines.forEach(line -> text.append("  ").append(line).append('\n'));
  }

  private static String examples(List<String> names) {
    if (names.isEmpty()) {
      return "nothing";
    }
    String some = names.stream().limit(EXAMPLES).reduce((a, b) -> a + "; " + b).orElse("");
    return names.size() > EXAMPLES ? some + "; ..." : some;
  }
}
