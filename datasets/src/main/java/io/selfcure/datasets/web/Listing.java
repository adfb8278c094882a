package io.selfcure.datasets.web;

import io.selfcure.core.data.CellTexts;
import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.TextReader;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Reasons;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a listing of search results that another program made: JSON documents one after the other
 * (yt-dlp's {@code -j}, {@code --flat-playlist -j}), one document with {@code entries} ({@code
 * -J}), a JSON list, or a CSV table.
 */
final class Listing {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> ENDS = List.of(".json", ".jsonl", ".ndjson", ".csv");
  private static final long MAX_BYTES = 1L << 30;
  private static final int MAX_TEXT = 4096;
  private static final int MAX_DEPTH = 8;
  private static final Pattern CLOCK = Pattern.compile("(\\d{1,3}:)?\\d{1,3}:\\d{2}(\\.\\d{1,3})?");

  private final Path file;
  private final List<String> named;
  private final Consumer<Hit> take;
  private final BiConsumer<String, String> odd;
  private long position;

  private Listing(Path file, Consumer<Hit> take, BiConsumer<String, String> odd) {
    this.file = file;
    this.take = take;
    this.odd = odd;
    this.named = List.of(stem(file));
  }

  /** Whether a file's name is that of a listing. */
  static boolean isOne(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return ENDS.stream().anyMatch(lower::endsWith);
  }

  /** A file that is named after its query, {@code q12.jsonl}. */
  private static String stem(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\..*$", "");
  }

  /**
   * Reads one.
   *
   * @param take is given the entries before any damage, too
   * @param odd is told where an entry is that cannot be used, and why; the others are not lost
   * @throws DataException when it is missing, damaged, or no listing
   */
  static void read(Path file, Consumer<Hit> take, BiConsumer<String, String> odd) {
    Listing listing = new Listing(file, take, odd);
    try {
      if (!Files.isRegularFile(file)) {
        throw new DataException(file.toString(), "is not a file", "name a listing");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new DataException(
            file.toString(), "has more than " + MAX_BYTES + " bytes", "list fewer at a time");
      }
      if (RowTable.lower(file).endsWith(".csv")) {
        RowTable.read(file, List.of(), listing::row);
      } else if (RowTable.isJson(file) || !listing.lines()) {
        listing.json();
      }
    } catch (IOException e) {
      throw new DataException(
          file.toString(), "cannot be read: " + Reasons.of(e), "check its permissions", e);
    }
  }

  /**
   * Reads a file with a document a line: a line that is none costs itself only.
   *
   * @return whether any line was a document; where none was, they may go over several lines
   */
  private boolean lines() throws IOException {
    List<Runnable> oddities = new ArrayList<>(); // told once it is sure that lines are documents
    boolean any = false;
    long number = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      for (byte[] line = line(in); line != null; line = line(in)) {
        String place = file + " line " + ++number;
        if (number == 1 && isBracket(line)) {
          return false;
        }
        try {
          for (JsonNode next : documents(line)) {
            if (next.isContainer()) {
              any = true;
              document(next, place);
            } else {
              String where = place + " entry " + ++position;
              oddities.add(() -> odd.accept(where, oddity(next)));
            }
          }
        } catch (JacksonException e) {
          position++; // it was a result of the search, too
          String problem = "is no JSON: " + e.getOriginalMessage();
          oddities.add(() -> odd.accept(place, problem));
        }
      }
    }
    if (any) {
      oddities.forEach(Runnable::run);
    } else {
      position = 0;
    }
    return any;
  }

  private static boolean isBracket(byte[] line) {
    return new String(line, StandardCharsets.ISO_8859_1).strip().matches("[\\[{]");
  }

  private static List<JsonNode> documents(byte[] line) {
    try (MappingIterator<JsonNode> documents = JSON.readerFor(JsonNode.class).readValues(line)) {
      return documents.readAll();
    }
  }

  /** The bytes of the next line without its end, null at the end of the file. */
  private static byte @Nullable [] line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int c = in.read();
    if (c < 0) {
      return null;
    }
    for (; c >= 0 && c != '\n'; c = in.read()) {
      line.write(c);
    }
    return line.toByteArray();
  }

  private void json() throws IOException {
    int document = 0;
    try (TextReader in = TextReader.open(file);
        MappingIterator<JsonNode> documents = JSON.readerFor(JsonNode.class).readValues(in)) {
      while (documents.hasNextValue()) {
        JsonNode next = documents.nextValue();
        document++;
        document(next, file + " document " + document);
      }
    } catch (JacksonException e) {
      throw new DataException(
          file + " document " + (document + 1),
          "is no JSON: " + e.getOriginalMessage(),
          "list again: what came before is used",
          e);
    }
    if (document == 0) {
      throw new DataException(file.toString(), "is empty", "list again");
    }
  }

  private void document(JsonNode node, String place) {
    if (node.isArray()) {
      node.forEach(e -> entry(e, place, named));
      return;
    }
    if (!node.path("entries").isArray()) {
      entry(node, place, named);
      return;
    }
    position = 0;
    playlist(node, place, named, 1);
  }

  /** The entries of a list, and of the lists in it. */
  private void playlist(JsonNode node, String place, List<String> outer, int depth) {
    List<String> names = new ArrayList<>();
    addAll(names, node, "query", "title", "id");
    names.addAll(outer);
    for (JsonNode e : node.path("entries")) {
      if (e.path("entries").isArray() && depth < MAX_DEPTH) {
        playlist(e, place, names, depth + 1);
      } else {
        entry(e, place, names);
      }
    }
  }

  private void entry(JsonNode e, String place, List<String> playlist) {
    position++;
    String where = place + " entry " + position;
    if (!e.isObject()) {
      odd.accept(where, oddity(e));
      return;
    }
    try {
      hit(e, where, playlist);
    } catch (DataException bad) {
      odd.accept(where, bad.problem());
    }
  }

  private static String oddity(JsonNode e) {
    return e.isNull() ? "is null: the video could not be listed" : "is no JSON object";
  }

  private void hit(JsonNode e, String where, List<String> playlist) {
    List<String> names = new ArrayList<>();
    addAll(names, e, "query", "playlist_title", "playlist", "playlist_id");
    names.addAll(playlist);
    take.accept(
        new Hit(
            where,
            text(e, "id"),
            first(e, "webpage_url", "url"),
            seconds(text(e, "duration"), where),
            rank(text(e, "playlist_index"), where),
            first(e, "license", "licence"),
            text(e, "class"),
            names));
  }

  private void row(String place, Map<String, String> row) {
    position++;
    List<String> names = new ArrayList<>();
    for (String column : List.of("query", "query_id", "playlist")) {
      String cell = row.getOrDefault(column, "");
      if (!cell.isEmpty()) {
        names.add(cell);
      }
    }
    names.addAll(named);
    String id = cell(row, "id", "video");
    String url = cell(row, "webpage_url", "url");
    if (!row.containsKey("id") && !row.containsKey("video") && url.isEmpty()) {
      throw new DataException(
          place, "has neither a column id nor url: " + row.keySet(), "name the columns so");
    }
    try {
      take.accept(hit(place, row, id, url, names));
    } catch (DataException bad) {
      odd.accept(place, bad.problem());
    }
  }

  private Hit hit(
      String place, Map<String, String> row, String id, String url, List<String> names) {
    return new Hit(
        place,
        id,
        url,
        seconds(cell(row, "duration", "seconds"), place),
        rank(cell(row, "rank", "playlist_index"), place),
        cell(row, "license", "licence"),
        row.getOrDefault("class", ""),
        names);
  }

  private static String cell(Map<String, String> row, String name, String other) {
    String cell = row.getOrDefault(name, "");
    return cell.isEmpty() ? row.getOrDefault(other, "") : cell;
  }

  private static void addAll(List<String> names, JsonNode node, String... keys) {
    for (String key : keys) {
      String text = text(node, key);
      if (!text.isEmpty()) {
        names.add(text);
      }
    }
  }

  private static String first(JsonNode node, String key, String other) {
    String text = text(node, key);
    return text.isEmpty() ? text(node, other) : text;
  }

  /** A text or number of sensible length; anything else is as if it were not there. */
  private static String text(JsonNode node, String key) {
    JsonNode value = node.path(key);
    if (!value.isString() && !value.isNumber()) {
      return "";
    }
    String text = value.asString().strip();
    return text.length() <= MAX_TEXT ? text : "";
  }

  private static double seconds(String text, String place) {
    if (CellTexts.missing(text)) {
      return Double.NaN;
    }
    double seconds =
        CLOCK.matcher(text).matches() ? clock(text) : number(text, place, "a length in seconds");
    if (!(seconds >= 0 && seconds <= 1e9)) {
      throw new DataException(
          place, "has the length " + CsvInput.shown(text), "give seconds from 0 on");
    }
    return seconds;
  }

  /** "3:20" and "1:02:03" in seconds. */
  private static double clock(String text) {
    double seconds = 0;
    for (String part : text.split(":", -1)) {
      seconds = 60 * seconds + Double.parseDouble(part);
    }
    return seconds;
  }

  private long rank(String text, String place) {
    if (text.isEmpty()) {
      return position;
    }
    double rank = number(text, place, "a rank");
    if (!(rank >= 1 && rank <= 1e9) || rank != Math.rint(rank)) {
      throw new DataException(
          place, "has the rank " + CsvInput.shown(text), "give whole numbers from 1 on");
    }
    return (long) rank;
  }

  private static double number(String text, String place, String what) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new DataException(
          place, "has " + CsvInput.shown(text) + " where " + what + " is expected", "repair it", e);
    }
  }
}
