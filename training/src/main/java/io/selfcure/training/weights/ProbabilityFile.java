package io.selfcure.training.weights;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.ModelException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Class probabilities of samples as a safetensors file (docs/formats/probabilities.md).
 *
 * @param classes the C classes in the order of the columns
 * @param ids the samples in the order of the rows, N distinct ones
 * @param values N x C, rows first, each in [0, 1], each row summing to 1
 * @param notes free text by key: how they were made
 */
public record ProbabilityFile(
    List<String> classes, List<String> ids, float[] values, Map<String, String> notes) {

  private static final String FORMAT = "selfcure-probabilities-2";

  /** The ids are a JSON list in the metadata, for which a header has room a million times only. */
  private static final String FORMAT_1 = "selfcure-probabilities-1";

  private static final String TENSOR = "probabilities";
  private static final String IDS = "ids"; // a tensor, and in the first version a metadata key
  private static final String ID_OFFSETS = "id_offsets";
  private static final String FORMAT_KEY = "format";
  private static final String CLASSES_KEY = "classes";
  private static final double SUM_TOLERANCE = 0.02;
  private static final String REMEDY = "write it as docs/formats/probabilities.md says";

  /** Checks shape and names. */
  public ProbabilityFile {
    classes = List.copyOf(classes);
    ids = List.copyOf(ids);
    notes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(notes));
    if (values.length != (long) classes.size() * ids.size()) {
      throw new IllegalArgumentException(
          values.length + " values for " + ids.size() + " x " + classes.size());
    }
  }

  /**
   * Writes the file so that its name shows the old content or the new, never a part.
   *
   * @throws DataException when the ids take 2 GiB or more, or are no valid Unicode
   */
  public void write(Path file) {
    Map<String, String> metadata = new LinkedHashMap<>(notes);
    metadata.put(FORMAT_KEY, FORMAT);
    metadata.put(CLASSES_KEY, new JsonMapper().writeValueAsString(classes));
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    tensors.put(TENSOR, TensorData.ofFloats(values, ids.size(), classes.size()));
    long[] offsets = new long[ids.size() + 1];
    byte[] text = text(file, offsets);
    tensors.put(ID_OFFSETS, TensorData.ofLongs(offsets, offsets.length));
    tensors.put(IDS, TensorData.ofBytes(text, text.length));
    Safetensors.write(file, tensors, metadata);
  }

  /** All ids as UTF-8, one after the other; notes where each begins and the last ends. */
  private byte[] text(Path file, long[] offsets) {
    for (int i = 0; i < ids.size(); i++) {
      offsets[i + 1] = offsets[i] + encoded(file, i).remaining();
    }
    long length = offsets[ids.size()];
    if (length > Integer.MAX_VALUE - 8) {
      throw new DataException(
          file.toString(), "would hold " + length + " bytes of ids", "use ids below 2 GiB in all");
    }
    ByteBuffer all = ByteBuffer.allocate((int) length);
    for (int i = 0; i < ids.size(); i++) {
      all.put(encoded(file, i));
    }
    return all.array();
  }

  private ByteBuffer encoded(Path file, int i) {
    try {
      return StandardCharsets.UTF_8.newEncoder().encode(java.nio.CharBuffer.wrap(ids.get(i)));
    } catch (CharacterCodingException e) { // half a surrogate pair
      throw new DataException(
          file + ", row " + i, "has an id that is no valid Unicode", "give it another id", e);
    }
  }

  /**
   * Reads a file of this version or of the first.
   *
   * @throws ModelException when it is no safetensors file
   * @throws DataException when it does not hold probabilities with their ids
   */
  public static ProbabilityFile read(Path file) {
    WeightsFile found = Safetensors.read(file);
    Map<String, String> notes = new LinkedHashMap<>(found.metadata());
    String format = notes.remove(FORMAT_KEY);
    if (!FORMAT.equals(format) && !FORMAT_1.equals(format)) {
      throw damaged(
          file,
          (format == null ? "does not say its format" : "says 'format: " + format + "'")
              + " in its metadata; "
              + FORMAT
              + " and "
              + FORMAT_1
              + " are read");
    }
    List<String> classes = names(notes.remove(CLASSES_KEY), CLASSES_KEY, file);
    List<String> ids =
        FORMAT.equals(format) ? ids(found, file) : names(notes.remove(IDS), IDS, file);
    TensorData tensor = found.tensors().get(TENSOR);
    if (tensor == null
        || !tensor.dtype().isFloatingPoint()
        || !tensor.shape().equals(List.of((long) ids.size(), (long) classes.size()))) {
      throw damaged(
          file,
          "has no floating-point tensor '"
              + TENSOR
              + "' of "
              + ids.size()
              + " x "
              + classes.size()
              + (tensor == null ? "" : ", but " + tensor));
    }
    float[] values = tensor.toFloats();
    requireProbabilities(values, ids, classes.size(), file);
    return new ProbabilityFile(classes, ids, values, notes);
  }

  private static List<String> ids(WeightsFile found, Path file) {
    TensorData text = found.tensors().get(IDS);
    TensorData offsets = found.tensors().get(ID_OFFSETS);
    if (text == null
        || offsets == null
        || text.dtype() != DType.U8
        || offsets.dtype() != DType.I64
        || text.shape().size() != 1
        || offsets.shape().size() != 1
        || offsets.elements() < 2) {
      throw damaged(file, "has no tensors '" + IDS + "' of U8 and '" + ID_OFFSETS + "' of I64");
    }
    long[] at = offsets.toLongs();
    if (at[0] != 0 || at[at.length - 1] != text.bytes()) {
      throw damaged(
          file, "'" + ID_OFFSETS + "' do not go from 0 to the " + text.bytes() + " of its ids");
    }
    ByteBuffer bytes = text.data();
    List<String> ids = new ArrayList<>(at.length - 1);
    for (int i = 0; i + 1 < at.length; i++) {
      ids.add(id(bytes, at[i], at[i + 1], file + ", row " + i));
    }
    if (new HashSet<>(ids).size() < ids.size()) {
      throw damaged(file, "has one id twice");
    }
    return ids;
  }

  private static String id(ByteBuffer bytes, long begin, long end, String row) {
    if (begin >= end || end > bytes.capacity()) {
      throw new DataException(row, "has its id at bytes " + begin + " to " + end, REMEDY);
    }
    try {
      ByteBuffer id = bytes.slice((int) begin, (int) (end - begin));
      return StandardCharsets.UTF_8.newDecoder().decode(id).toString();
    } catch (CharacterCodingException e) {
      throw new DataException(row, "has an id that is not UTF-8", REMEDY, e);
    }
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

  private static List<String> names(@Nullable String text, String key, Path file) {
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
    throw damaged(file, "metadata '" + key + "' is no JSON array of distinct texts");
  }

  private static DataException damaged(Path file, String problem) {
    return new DataException(file.toString(), problem, REMEDY);
  }
}
