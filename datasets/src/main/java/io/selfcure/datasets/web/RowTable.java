package io.selfcure.datasets.web;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.CsvLayout;
import io.selfcure.core.data.CsvText;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.TextReader;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Reasons;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tables of text that are written and read as CSV or as a JSON list of flat objects, whichever the
 * file's name ends in.
 */
final class RowTable {

  static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private RowTable() {}

  /**
   * Refuses a file whose name does not tell its format.
   *
   * @param option the option that named it, for the message
   */
  static void requireFormat(Path file, String option) {
    if (!isJson(file) && !lower(file).endsWith(".csv")) {
      throw new UsageException(
          option,
          Wording.value(file) + " ends in neither .csv nor .json",
          "end its name in one of them");
    }
  }

  static boolean isJson(Path file) {
    return lower(file).endsWith(".json");
  }

  static String lower(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
  }

  /** Writes rows, a cell that a row lacks empty. */
  static void write(Path file, List<String> columns, List<Map<String, String>> rows) {
    if (isJson(file)) {
      Outputs.writeAtomically(file, JSON.writeValueAsString(rows) + "\n");
      return;
    }
    CsvText table = new CsvText(CsvLayout.EXACT, columns.toArray(String[]::new));
    for (Map<String, String> row : rows) {
      table.add(columns.stream().map(c -> row.getOrDefault(c, "")).toList());
    }
    Outputs.writeAtomically(file, table.text());
  }

  /**
   * Reads rows.
   *
   * @param required columns that must be there
   * @param take is given a row's place and its cells by column
   * @throws DataException when the file is missing, damaged, or lacks a column
   */
  static void read(Path file, List<String> required, BiConsumer<String, Map<String, String>> take) {
    if (isJson(file)) {
      readJson(file, required, take);
      return;
    }
    try (CsvInput csv = new CsvInput(file, CsvLayout.EXACT.separatedBy(CsvLayout.RECOGNISED))) {
      required.forEach(csv::column);
      for (CsvInput.Row row = csv.next(); row != null; row = csv.next()) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (int c = 0; c < csv.header().size(); c++) {
          cells.put(csv.header().get(c), row.cells().get(c).strip());
        }
        take.accept(row.place(), cells);
      }
    }
  }

  private static void readJson(
      Path file, List<String> required, BiConsumer<String, Map<String, String>> take) {
    if (!Files.isRegularFile(file)) {
      throw new DataException(file.toString(), "is not a file", "give the path of a JSON file");
    }
    try (TextReader in = TextReader.open(file);
        JsonParser parser = JSON.createParser(in)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new DataException(file.toString(), "is no JSON list", "write a list of objects");
      }
      int number = 0;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        String place = file + " entry " + ++number;
        Map<String, String> cells = cells(parser.readValueAsTree(), place);
        for (String column : required) {
          if (!cells.containsKey(column)) {
            throw new DataException(place, "has no '" + column + "'", "add it");
          }
        }
        take.accept(place, cells);
      }
    } catch (JacksonException e) {
      throw new DataException(
          file.toString(), "is no JSON: " + e.getOriginalMessage(), "write it again", e);
    } catch (IOException e) {
      throw new DataException(
          file.toString(), "cannot be read: " + Reasons.of(e), "check its permissions", e);
    }
  }

  private static Map<String, String> cells(JsonNode node, String place) {
    if (!node.isObject()) {
      throw new DataException(place, "is no JSON object", "write a list of objects");
    }
    Map<String, String> cells = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> e : node.properties()) {
      if (e.getValue().isContainer()) {
        throw new DataException(
            place, "has a list or object as " + CsvInput.shown(e.getKey()), "write texts only");
      }
      cells.put(e.getKey(), e.getValue().isNull() ? "" : e.getValue().asString().strip());
    }
    return cells;
  }
}
