package io.selfcure.core.data;

import com.fasterxml.jackson.annotation.Nulls;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** The one YAML dialect of the program: kebab-case keys, unknown and missing keys refused. */
public final class Yaml {

  private static final ObjectMapper MAPPER =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .disable(YAMLWriteFeature.SPLIT_LINES)
          .disable(YAMLWriteFeature.USE_NATIVE_TYPE_ID)
          .build();

  /** Characters that a file may have at most: the reader is slow, and files are written by hand. */
  static final int LONGEST = 1 << 21;

  private Yaml() {}

  /**
   * Reads a file as it is.
   *
   * @throws DataException when it is missing, no UTF-8, or longer than {@link #LONGEST}
   */
  public static JsonNode tree(Path file) {
    return MAPPER.readTree(TextReader.all(file, LONGEST));
  }

  /** Reads a file into a record; unknown keys fail, and so does "nothing" wherever it stands. */
  public static <T> T read(Path file, Class<T> type) {
    return read(file, type, Map.of());
  }

  /** The same for records with keys that older files lack: what these stand for then. */
  public static <T> T read(Path file, Class<T> type, Map<String, ?> defaults) {
    JsonNode tree = tree(file);
    if (tree instanceof ObjectNode keys) {
      defaults.forEach((key, value) -> keys.putIfAbsent(key, MAPPER.valueToTree(value)));
    }
    T value = MAPPER.treeToValue(tree, type);
    if (value == null) {
      throw MismatchedInputException.from(null, type, "it holds nothing");
    }
    return value;
  }

  /**
   * Reads a file of lines {@code name: value} as text, in file order; a list becomes its elements
   * with commas.
   *
   * @throws UsageException when it is missing, not YAML, names a setting twice, or holds groups
   */
  public static Map<String, String> readFlat(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UsageException(file.toString(), "is not a file", "give a YAML file of settings");
    }
    Map<String, String> values = new LinkedHashMap<>();
    try {
      JsonNode tree = tree(file);
      if (!tree.isObject()) {
        throw new UsageException(
            file.toString(), "holds no settings", "write lines of 'name: value'");
      }
      for (Map.Entry<String, JsonNode> e : tree.properties()) {
        JsonNode value = e.getValue();
        if (value.isObject() || value.valueStream().anyMatch(JsonNode::isContainer)) {
          throw group(file, e.getKey());
        }
        values.put(e.getKey(), scalar(value));
      }
    } catch (JacksonException e) {
      throw new UsageException(
          file.toString(),
          "is not YAML: " + Wording.value(e.getOriginalMessage()),
          "write lines of 'name: value'",
          e);
    }
    return values;
  }

  private static UsageException group(Path file, String key) {
    return new UsageException(
        file.toString(), "'" + Wording.value(key) + "' is a group", "settings are flat");
  }

  private static String scalar(JsonNode node) {
    if (node.isArray()) {
      return String.join(",", node.valueStream().map(JsonNode::asString).toList());
    }
    return node.isNull() ? "" : node.asString();
  }

  /**
   * A record as YAML text.
   *
   * @throws DataException when it would be too long to be read again
   */
  public static String write(Object value) {
    String text = MAPPER.writeValueAsString(value);
    if (text.length() > LONGEST) {
      throw new DataException(
          value.getClass().getSimpleName(),
          "would be YAML of " + text.length() + " characters; such files take " + LONGEST,
          "use fewer or shorter names");
    }
    return text;
  }

  /** The mapper itself, for trees. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }
}
