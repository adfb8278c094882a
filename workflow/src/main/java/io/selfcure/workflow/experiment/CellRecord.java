package io.selfcure.workflow.experiment;

import io.selfcure.core.data.Outputs;
import io.selfcure.core.error.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What became of a cell: {@code cells/NAME.json} (docs/formats/experiment.md).
 *
 * @param format version
 * @param cell its name
 * @param noise kind of noise
 * @param rate share of wrong labels
 * @param settings all its settings by name
 * @param state how far it is
 * @param problem why it failed, else empty
 * @param exitCode what kind of failure, docs/exit-codes.md; 0 where there was none
 * @param alarms names of the health monitor's alarms, blank-separated
 * @param figures what was read, by column of results.csv; those that do not apply are missing
 */
record CellRecord(
    int format,
    String cell,
    String noise,
    double rate,
    Map<String, String> settings,
    State state,
    String problem,
    int exitCode,
    String alarms,
    Map<String, Double> figures) {

  static final int FORMAT = 1;

  private static final int DIVERGED = 6;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  /** How far a cell is. */
  enum State {
    BEGUN,
    FINISHED,
    FAILED;

    String id() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  static CellRecord begun(Cell cell) {
    return new CellRecord(
        FORMAT,
        cell.name(),
        cell.noise().kind().id(),
        cell.noise().rate(),
        cell.settings().toMap(),
        State.BEGUN,
        "",
        0,
        "",
        Map.of());
  }

  CellRecord finished(String theAlarms, Map<String, Double> theFigures) {
    return new CellRecord(
        format, cell, noise, rate, settings, State.FINISHED, "", 0, theAlarms, theFigures);
  }

  CellRecord failed(String why, int code) {
    return new CellRecord(
        format, cell, noise, rate, settings, State.FAILED, why, code, "", Map.of());
  }

  /** Whether running it again can bring nothing new: it ended, or it would diverge again. */
  boolean settled() {
    return state == State.FINISHED || (state == State.FAILED && exitCode == DIVERGED);
  }

  private static Path folder(Path to) {
    return to.resolve("cells");
  }

  void write(Path to) {
    Outputs.writeAtomically(
        folder(to).resolve(cell + ".json"), JSON.writeValueAsString(this) + "\n");
  }

  /**
   * The records of an experiment by cell.
   *
   * @throws DataException when one is damaged
   */
  static Map<String, CellRecord> readAll(Path to) {
    Map<String, CellRecord> all = new TreeMap<>();
    if (!Files.isDirectory(folder(to))) {
      return all;
    }
    try (Stream<Path> files = Files.list(folder(to))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        CellRecord read = read(file);
        all.put(read.cell(), read);
      }
    } catch (IOException e) {
      throw damaged(folder(to), e);
    }
    return new LinkedHashMap<>(all);
  }

  private static CellRecord read(Path file) {
    try {
      CellRecord read = JSON.readValue(file.toFile(), CellRecord.class);
      if (read.format() != FORMAT) {
        throw new DataException(
            file.toString(),
            "has format " + read.format() + ", this program reads " + FORMAT,
            "use the program that wrote it");
      }
      return read;
    } catch (JacksonException e) {
      throw damaged(file, e);
    }
  }

  private static DataException damaged(Path file, Exception e) {
    return new DataException(
        file.toString(),
        "cannot be read: " + e.getMessage(),
        "remove it: the cell is then read from its run again",
        e);
  }
}
