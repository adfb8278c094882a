package io.selfcure.training.weights;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.ModelException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Class probabilities of samples as a safetensors file (docs/formats/audit.md).
 *
 * @param classes the C classes in the order of the columns
 * @param ids the samples in the order of the rows, N distinct ones
 * @param values N x C, rows first, each in [0, 1], each row summing to 1
 * @param notes free text by key: how they were made
 */
public record ProbabilityFile(
    List<String> classes, List<String> ids, float[] values, Map<String, String> notes) {

  private static final String FORMAT = "selfcure-probabilities-1";
  private static final String TENSOR = "probabilities";
  private static final String FORMAT_KEY = "format";
  private static final String CLASSES_KEY = "classes";
  private static final String IDS_KEY = "ids";
  private static final double SUM_TOLERANCE = 0.02;
  private static final String REMEDY =
      "write it as docs/formats/audit.md says: a tensor 'probabilities', metadata 'ids' and 'classes'";

  /** Checks shape and names. */
  public ProbabilityFile {
    classes = List.copyOf(classes);
    ids = List.copyOf(ids);
    notes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(notes));
    if (values.length != classes.size() * ids.size()) {
      throw new IllegalArgumentException(
          values.length + " values for " + ids.size() + " x " + classes.size());
    }
  }

  /** Writes the file so that its name shows the old content or the new, never a part. */
  public void write(Path file) {
    JsonMapper json = new JsonMapper();
    Map<String, String> metadata = new LinkedHashMap<>(notes);
    metadata.put(FORMAT_KEY, FORMAT);
    metadata.put(CLASSES_KEY, json.writeValueAsString(classes));
    metadata.put(IDS_KEY, json.writeValueAsString(ids));
    Safetensors.write(
        file, Map.of(TENSOR, TensorData.ofFloats(values, ids.size(), classes.size())), metadata);
  }

  /**
   * Reads a file.
   *
   * @throws ModelException when it is no safetensors file
   * @throws DataException when it does not hold probabilities with their ids
   */
  public static ProbabilityFile read(Path file) {
    WeightsFile found = Safetensors.read(file);
    Map<String, String> notes = new LinkedHashMap<>(found.metadata());
    if (!FORMAT.equals(notes.remove(FORMAT_KEY))) {
      throw new DataException(
          file.toString(), "does not say 'format: " + FORMAT + "' in its metadata", REMEDY);
    }
    List<String> classes = names(notes.remove(CLASSES_KEY), CLASSES_KEY, file);
    List<String> ids = names(notes.remove(IDS_KEY), IDS_KEY, file);
    TensorData tensor = found.tensors().get(TENSOR);
    if (tensor == null
        || !tensor.shape().equals(List.of((long) ids.size(), (long) classes.size()))) {
      throw new DataException(
          file.toString(),
          "has no tensor '"
              + TENSOR
              + "' of "
              + ids.size()
              + " x "
              + classes.size()
              + (tensor == null ? "" : ", but one of " + tensor.shape()),
          REMEDY);
    }
    float[] values = tensor.toFloats();
    requireProbabilities(values, ids, classes.size(), file);
    return new ProbabilityFile(classes, ids, values, notes);
  }

  private static void requireProbabilities(
      float[] values, List<String> ids, int classes, Path file) {
    for (int i = 0; i < ids.size(); i++) {
      double sum = 0;
      boolean fine = true;
      for (int c = 0; c < classes; c++) {
        float p = values[i * classes + c];
        fine &= p >= 0 && p <= 1 + SUM_TOLERANCE;
        sum += p;
      }
      if (!fine || !(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
        throw new DataException(
            file + ", row " + i,
            "is no distribution: values from 0 to 1 that sum to 1 are expected, the sum is " + sum,
            "write the softmax's output");
      }
    }
  }

  private static List<String> names(
      @org.jspecify.annotations.Nullable String text, String key, Path file) {
    try {
      JsonNode node = new JsonMapper().readTree(text == null ? "" : text);
      List<String> names =
          node.isArray() && node.valueStream().allMatch(JsonNode::isString)
              ? node.valueStream().map(JsonNode::asString).toList()
              : List.of();
      if (!names.isEmpty() && new HashSet<>(names).size() == names.size()) {
        return names;
      }
    } catch (JacksonException e) {
      throw new DataException(
          file.toString(),
          "metadata '" + key + "' is no JSON: " + e.getOriginalMessage(),
          REMEDY,
          e);
    }
    throw new DataException(
        file.toString(), "metadata '" + key + "' is no JSON array of distinct texts", REMEDY);
  }
}
