package io.selfcure.core.data;

import com.fasterxml.jackson.annotation.Nulls;
import java.nio.file.Path;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** The one YAML dialect of the program: kebab-case keys, unknown and missing keys refused. */
public final class Yaml {

  private static final ObjectMapper MAPPER =
      YAMLMapper.builder(new YAMLFactory())
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
          .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .disable(YAMLWriteFeature.SPLIT_LINES)
          .disable(YAMLWriteFeature.USE_NATIVE_TYPE_ID)
          .build();

  private Yaml() {}

  /** Reads a file into a record; unknown keys fail, and so does "nothing" wherever it stands. */
  public static <T> T read(Path file, Class<T> type) {
    T value = MAPPER.readValue(file.toFile(), type);
    if (value == null) {
      throw MismatchedInputException.from(null, type, "it holds nothing");
    }
    return value;
  }

  /** A record as YAML text. */
  public static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** The mapper itself, for trees. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }
}
