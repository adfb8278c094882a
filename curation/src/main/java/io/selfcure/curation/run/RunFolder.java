package io.selfcure.curation.run;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Preprocessing;
import io.selfcure.core.data.Yaml;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.curation.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folder a training run leaves behind (docs/formats/run.md): where its files are, and what is
 * in those that are text. Reading needs no network library.
 *
 * @param dir the folder
 */
public record RunFolder(Path dir) {

  /** The provenance's key of the data set's hash. */
  public static final String DATA_HASH = "data-sha256";

  /** The provenance's key of how the faces were cut out. */
  public static final String PREPROCESSING = "preprocessing";

  /** Settings as run. */
  public Path config() {
    return dir.resolve("config.yaml");
  }

  /** Provenance: program, platform, data. */
  public Path provenance() {
    return dir.resolve("run.yaml");
  }

  /** What the training's method does. */
  public Path facts() {
    return dir.resolve("facts.yaml");
  }

  /** One line an epoch. */
  public Path metrics() {
    return dir.resolve("metrics.csv");
  }

  /** The same figures as JSON, one object an epoch. */
  public Path metricLines() {
    return dir.resolve("metrics.jsonl");
  }

  /** The evaluations on the validation samples, one JSON object an epoch. */
  public Path validation() {
    return dir.resolve("validation.jsonl");
  }

  /** The health monitor's alarms; missing where there were none. */
  public Path events() {
    return dir.resolve("events.csv");
  }

  /** The ledger. */
  public Path ledger() {
    return dir.resolve(Ledger.FILE);
  }

  /** The folder of TensorBoard's event files. */
  public Path tensorboard() {
    return dir.resolve("tensorboard");
  }

  /** The file a training holds locked while it works in the folder. */
  public Path lock() {
    return dir.resolve("run.lock");
  }

  /** The report for people. */
  public Path report() {
    return dir.resolve("report.html");
  }

  /** The newest checkpoint. */
  public Path lastCheckpoint() {
    return checkpoints().resolve("last.safetensors");
  }

  /** The one before {@link #lastCheckpoint()}, should that be damaged. */
  public Path previousCheckpoint() {
    return checkpoints().resolve("previous.safetensors");
  }

  /** The checkpoint of the epoch that was best on the validation samples. */
  public Path bestCheckpoint() {
    return checkpoints().resolve("best.safetensors");
  }

  /** The checkpoint of one of the last epochs, where a training was asked to keep them. */
  public Path epochCheckpoint(int epoch) {
    return checkpoints().resolve("epoch-" + epoch + ".safetensors");
  }

  /** The folder of the checkpoints. */
  public Path checkpoints() {
    return dir.resolve("checkpoints");
  }

  /** Whether a training was ever begun here. */
  public boolean exists() {
    return Files.isRegularFile(config());
  }

  /**
   * The settings the run was made with, by name, in their own order.
   *
   * @throws UsageException when this is no run folder
   */
  public Map<String, String> settings() {
    if (!exists()) {
      throw new UsageException(
          dir.toString(),
          "is no run folder: " + config().getFileName() + " is missing",
          "name a run");
    }
    return Yaml.readFlat(config());
  }

  /**
   * Program, platform and data of the run, by name.
   *
   * @throws DataException when the record is missing or damaged
   */
  public Map<String, String> origin() {
    try {
      return Yaml.readFlat(provenance());
    } catch (UsageException e) {
      throw new DataException(
          provenance().toString(), e.problem(), "restore the file or train again", e);
    }
  }

  /**
   * What the method of the run says of itself; null where a version of before began the run, which
   * wrote no such file.
   *
   * @throws DataException when the file is damaged or of another version
   */
  public @Nullable Facts readFacts() {
    if (!Files.exists(facts())) {
      return null;
    }
    try {
      return Yaml.read(facts(), Facts.class);
    } catch (JacksonException e) {
      throw damaged(facts(), e.getOriginalMessage(), "restore it, or remove it", e);
    }
  }

  /**
   * Refuses data that are not those of the run.
   *
   * @throws DataException when their hash is another one
   */
  public void requireData(Dataset data) {
    Map<String, String> origin = origin();
    if (!data.sha256().equals(origin.get(DATA_HASH))) {
      throw new DataException(
          data.dir().toString(),
          "has hash " + data.sha256() + ", the run began with " + origin.get(DATA_HASH),
          "use the data set of the run: " + Wording.value(String.valueOf(origin.get("data"))));
    }
  }

  /** How a data set's faces were cut out, or {@link Preprocessing#UNKNOWN}. */
  public static String preprocessing(Dataset data) {
    String how = data.card().preprocessing();
    return how.isEmpty() ? Preprocessing.UNKNOWN : how;
  }

  /**
   * Whether a data set's faces were cut out as those that the run was trained on; true of runs that
   * do not say.
   *
   * @throws DataException when what the run says cannot be understood
   */
  public boolean sameFaces(Dataset data) {
    String before = origin().get(PREPROCESSING);
    String now = preprocessing(data);
    if (before == null || before.equals(now)) {
      return true;
    }
    return !before.equals(Preprocessing.UNKNOWN)
        && !now.equals(Preprocessing.UNKNOWN)
        && Preprocessing.of(before).like(Preprocessing.of(now));
  }

  /**
   * Refuses faces that were cut out otherwise than those that the run was trained on. A checkpoint
   * of its own says nothing of faces.
   *
   * @throws DataException naming the data set, the run and how each one's faces were cut out
   */
  public void requireSameFaces(Dataset data) {
    if (exists() && !sameFaces(data)) {
      throw new DataException(
          data.dir().toString(),
          "has faces cut out otherwise than those of the run: "
              + preprocessing(data)
              + "; the run "
              + dir
              + ": "
              + origin().get(PREPROCESSING),
          "cut them out as for the run ({command faces}, {command import folder: align}), or add"
              + " {other-faces}");
    }
  }

  /**
   * The metrics so far, a map of column to cell for each epoch; empty before the first. A cell is a
   * finite number or empty.
   *
   * @throws DataException when there is anything else
   */
  public List<Map<String, String>> readMetrics() {
    return readCsv(
        metrics(),
        r -> {
          requireEpoch(cell(r, "epoch"));
          r.forEach(RunFolder::requireFigure);
          return r;
        },
        "restore it, or remove it: training then goes on without its lines");
  }

  private static int requireEpoch(String cell) {
    if (!cell.matches("[1-9]\\d{0,8}")) {
      throw new IllegalArgumentException(
          "epoch is " + CsvInput.shown(cell) + ", expected 1 or a greater number");
    }
    return Integer.parseInt(cell);
  }

  private static void requireFigure(String column, String cell) {
    try {
      if (cell.isEmpty() || Double.isFinite(Double.parseDouble(cell))) {
        return;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(notAFigure(column, cell), e);
    }
    throw new IllegalArgumentException(notAFigure(column, cell));
  }

  private static String notAFigure(String column, String cell) {
    return column + " is " + CsvInput.shown(cell) + ", expected a number";
  }

  /** The alarms so far, causes before what follows from them; empty where there were none. */
  public List<RunEvent> readEvents() {
    List<RunEvent> events =
        readCsv(
            events(),
            r ->
                new RunEvent(
                    requireEpoch(cell(r, "epoch")),
                    cell(r, "event"),
                    cell(r, "finding"),
                    AlarmKind.remedy(cell(r, "event"), cell(r, "remedy"))),
            "restore or remove it");
    events.sort(AlarmKind.BY_CAUSE);
    return events;
  }

  private static String cell(Map<String, String> row, String column) {
    String cell = row.get(column);
    if (cell == null) {
      throw new IllegalArgumentException("it has no column '" + column + "'");
    }
    return cell;
  }

  private static <T> List<T> readCsv(
      Path file, Function<Map<String, String>, T> parse, String remedy) {
    List<T> rows = new ArrayList<>();
    if (!Files.exists(file)) {
      return rows;
    }
    try (CsvInput csv = new CsvInput(file)) {
      for (CsvInput.Row r = csv.next(); r != null; r = csv.next()) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int c = 0; c < csv.header().size(); c++) {
          row.put(csv.header().get(c), r.cells().get(c));
        }
        rows.add(parsed(r, row, parse, remedy));
      }
    }
    return rows;
  }

  private static <T> T parsed(
      CsvInput.Row r,
      Map<String, String> row,
      Function<Map<String, String>, T> parse,
      String remedy) {
    try {
      return parse.apply(row);
    } catch (IllegalArgumentException e) {
      throw new DataException(r.place(), "is damaged: " + e.getMessage(), remedy, e);
    }
  }

  /**
   * The evaluations on the validation samples, in the form of {@code Evaluation.toMap} with the
   * epoch before it; empty where there were none.
   */
  public List<JsonNode> readValidation() {
    List<JsonNode> all = new ArrayList<>();
    if (!Files.exists(validation())) {
      return all;
    }
    String remedy = "restore it, or remove it: reports then go without it";
    try {
      for (String line : Files.readAllLines(validation())) {
        JsonNode node = new JsonMapper().readTree(line);
        if (!node.path("epoch").isInt()) {
          throw damaged(validation(), "line " + (all.size() + 1) + " has no epoch", remedy, null);
        }
        all.add(node);
      }
    } catch (IOException | JacksonException e) {
      throw damaged(validation(), String.valueOf(e.getMessage()), remedy, e);
    }
    return all;
  }

  private static DataException damaged(
      Path file, String problem, String remedy, @Nullable Exception e) {
    String place = file.toString();
    return e == null
        ? new DataException(place, "is damaged: " + problem, remedy)
        : new DataException(place, "is damaged: " + problem, remedy, e);
  }

  /** The figure in a cell of a row of the metrics, NaN where it is empty or missing. */
  public static double number(Map<String, String> row, String column) {
    String cell = row.getOrDefault(column, "");
    return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
  }
}
