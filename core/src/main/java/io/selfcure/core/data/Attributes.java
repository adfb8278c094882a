package io.selfcure.core.data;

import io.selfcure.core.error.DataException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a source says of its samples beyond label, votes and subject: view, gaze, landmarks, action
 * units and the like (docs/formats/manifest.md lists the names). A file of its own, {@code
 * attributes.jsonl}, one JSON object a line with the sample's id first, so that tables of a million
 * samples stay small where nobody asks for it.
 */
public final class Attributes {

  private static final String ID = "id";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Attributes() {}

  /** A line of the file. */
  static String line(String id, Map<String, ?> values) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put(ID, id);
    new TreeMap<>(values).forEach(all::put); // an order of its own, or two imports would differ
    String line = JSON.writeValueAsString(all);
    if (line.length() > Lines.LONGEST) {
      throw new DataException(
          "sample " + CsvInput.shown(id),
          "has attributes of " + line.length() + " characters; there is room for " + Lines.LONGEST,
          "keep fewer of them");
    }
    return line;
  }

  /**
   * Reads them one after the other; samples that a derived data set has left out may be among them.
   *
   * @param take is given a sample's id and its attributes
   * @throws DataException when the file is missing, damaged or not that of the card
   */
  public static void read(Dataset data, BiConsumer<String, JsonNode> take) {
    if (data.card().attributes().isEmpty()) {
      return;
    }
    Path file = data.dir().resolve(Dataset.ATTRIBUTES);
    String found = Outputs.sha256(file);
    if (!found.equals(data.card().attributes())) {
      throw damaged(
          file.toString(), "has SHA-256 " + found + ", the card says " + data.card().attributes());
    }
    try (Lines in = new Lines(file)) {
      for (String line = in.next(); line != null; line = in.next()) {
        parse(line, in.place(), take);
      }
    }
  }

  private static void parse(String line, String place, BiConsumer<String, JsonNode> take) {
    JsonNode tree;
    try {
      tree = JSON.readTree(line);
    } catch (JacksonException e) {
      throw damaged(place, "is no JSON: " + e.getOriginalMessage());
    }
    if (!(tree instanceof ObjectNode values) || !values.path(ID).isString()) {
      throw damaged(place, "is no JSON object with an id");
    }
    String id = values.remove(ID).asString();
    take.accept(id, values);
  }

  private static DataException damaged(String place, String problem) {
    return new DataException(place, problem, "import again");
  }
}
