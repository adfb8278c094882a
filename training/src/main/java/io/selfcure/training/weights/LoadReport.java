package io.selfcure.training.weights;

import io.selfcure.core.error.ModelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a weights file gives a network.
 *
 * @param sources the file's names by the network's, of tensors with equal shapes, in the file's
 *     order
 * @param skipped tensors of the file the network cannot take, in the file's order
 * @param missing names the network wants and the file does not have, in the network's order; a
 *     tensor of another shape counts as skipped, not as missing
 * @param gaps what there is in the file and in the network before the heads and is not in both, in
 *     words; empty where the network gets all of it
 */
public record LoadReport(
    Map<String, String> sources, List<Skipped> skipped, List<String> missing, List<String> gaps) {

  private static final int EXAMPLES = 3;
  private static final int WEIGHTS_OF_CONVOLUTION = 4; // dimensions

  /** The network's first convolution; other sizes of pictures need other kernels. */
  private static final String STEM = "conv1.weight";

  /** Copies what it is given. */
  public LoadReport {
    sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    skipped = List.copyOf(skipped);
    missing = List.copyOf(missing);
    gaps = List.copyOf(gaps);
  }

  /** The network's names of what the file gives, in the file's order. */
  public List<String> loaded() {
    return List.copyOf(sources.keySet());
  }

  /**
   * A tensor of the file that is left out.
   *
   * @param name its name in the file
   * @param reason why, in words for the user
   */
  public record Skipped(String name, String reason) {}

  /**
   * Compares a file with a network, by names, of other programs too ({@link ForeignNames}). Every
   * floating-point type is taken; integers only as scalars (batch norm's counters).
   *
   * @param file the file's tensors
   * @param wanted the network's shapes by name
   */
  public static LoadReport match(Map<String, TensorData> file, Map<String, List<Long>> wanted) {
    ForeignNames names = ForeignNames.of(file, wanted);
    Map<String, String> sources = new LinkedHashMap<>();
    List<Skipped> skipped = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    List<String> gaps = new ArrayList<>();
    file.forEach(
        (name, tensor) -> {
          String target = names.target(name);
          String problem =
              names.ambiguous(name)
                  ? "another tensor of the file would be " + Faults.show(target) + " too"
                  : problem(tensor, wanted.get(target));
          seen.add(target);
          if (problem == null) {
            sources.put(target, name);
            return;
          }
          skipped.add(new Skipped(name, problem));
          if (before(target) && tensor.shape().size() == WEIGHTS_OF_CONVOLUTION) {
            gaps.add(Faults.show(name) + ": " + problem);
          }
        });
    List<String> missing = wanted.keySet().stream().filter(n -> !seen.contains(n)).toList();
    missing.stream()
        .filter(n -> n.equals(STEM) || before(n))
        .forEach(n -> gaps.add(n + ": not in the file"));
    return new LoadReport(sources, skipped, missing, gaps);
  }

  private static @Nullable String problem(TensorData tensor, @Nullable List<Long> shape) {
    if (shape == null) {
      return "not in the network";
    }
    if (!shape.equals(tensor.shape())) {
      return "shape " + tensor.shape() + " in file, " + shape + " in the network";
    }
    return !shape.isEmpty() && !tensor.dtype().isFloatingPoint()
        ? tensor.dtype() + " values, floating-point ones are wanted"
        : null;
  }

  /** Whether a tensor belongs to the layers between the stem and the heads, and is learned. */
  private static boolean before(String name) {
    return (name.startsWith("layer") || name.startsWith("bn1."))
        && !name.endsWith(".num_batches_tracked");
  }

  /**
   * Refuses a file that does not give the network all its layers before the heads: what else it
   * gives is worth nothing without them. Only the first convolution may be of another size.
   *
   * @param file named in the error
   * @return this report
   * @throws ModelException if no tensor matched, or a layer did not
   */
  public LoadReport requireLayers(Path file) {
    if (sources.isEmpty()) {
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
    if (!gaps.isEmpty()) {
      throw new ModelException(
          file.toString(),
          "gives only "
              + sources.size()
              + " tensors, and not the network's layers: "
              + examples(gaps)
              + "; of what it has, "
              + examples(
                  skipped.stream().map(s -> Faults.show(s.name()) + ": " + s.reason()).toList()),
          "name the weights of a ResNet-18 of the same {width}, or train without {init}");
    }
    return this;
  }

  /** Every tensor loaded, skipped and missing, one a line under a count; ends without a newline. */
  public String describe() {
    StringBuilder text = new StringBuilder();
    section(text, "loaded", sources.entrySet().stream().map(LoadReport::taken).toList());
    section(
        text,
        "skipped",
        skipped.stream().map(s -> Faults.show(s.name()) + ": " + s.reason()).toList());
    section(text, "missing from the file", missing.stream().map(Faults::show).toList());
    return text.toString().stripTrailing();
  }

  private static String taken(Map.Entry<String, String> e) {
    boolean same = e.getKey().equals(e.getValue());
    return e.getKey() + (same ? "" : ", in the file " + Faults.show(e.getValue()));
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
