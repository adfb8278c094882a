package io.selfcure.datasets.intake;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.Lines;
import io.selfcure.core.error.DataException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rows of a file with a JSON object a line, such as Hugging Face's {@code metadata.jsonl}. Its
 * columns are the keys in the order in which they first occur; a key that a line lacks, or null, is
 * an empty cell. Lists and objects are cells of JSON. The file is read twice, as only its end says
 * which keys there are.
 */
final class JsonRows implements TableRows {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private final Lines lines;
  private long number = -1;

  JsonRows(Path file, @Nullable Charset encoding) {
    try (Lines all = new Lines(file, encoding)) {
      for (JsonNode row = next(all); row != null; row = next(all)) {
        row.propertyNames().forEach(k -> columns.putIfAbsent(k, columns.size()));
      }
    }
    if (columns.isEmpty()) {
      throw new DataException(
          file.toString(), "has no JSON object", "give a file with an object a line");
    }
    lines = new Lines(file, encoding);
  }

  @Override
  public List<String> header() {
    return List.copyOf(columns.keySet());
  }

  @Override
  public CsvInput.@Nullable Row next() {
    JsonNode row = next(lines);
    if (row == null) {
      return null;
    }
    List<String> cells = new ArrayList<>(Collections.nCopies(columns.size(), ""));
    row.properties()
        .forEach(
            e -> {
              Integer column = columns.get(e.getKey());
              if (column != null) { // none where the file was written to meanwhile
                cells.set(column, cell(e.getValue()));
              }
            });
    return new CsvInput.Row(lines.place(), ++number, cells);
  }

  private static String cell(JsonNode value) {
    return value.isNull() || (value.isContainer() && value.isEmpty())
        ? ""
        : value.isContainer() ? value.toString() : value.asString();
  }

  private static @Nullable JsonNode next(Lines in) {
    for (String line = in.next(); line != null; line = in.next()) {
      if (!line.isBlank()) {
        return object(line, in.place());
      }
    }
    return null;
  }

  private static JsonNode object(String line, String place) {
    try {
      JsonNode row = JSON.readTree(line);
      if (row.isObject()) {
        return row;
      }
    } catch (JacksonException e) {
      throw new DataException(
          place,
          "is not JSON: " + e.getOriginalMessage(),
          "repair the line: each is an object, such as {{\"file_name\": \"1.png\", \"label\": \"sad\"}",
          e);
    }
    throw new DataException(
        place, "is " + CsvInput.shown(line) + ", no JSON object", "write an object a line");
  }

  @Override
  public String reading() {
    return "";
  }

  @Override
  public void close() {
    lines.close();
  }
}
