package io.selfcure.training.loop;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.Yaml;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.ledger.Ledger;
import io.selfcure.training.settings.TrainSettings;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder a training run leaves behind (docs/formats/run.md): {@code config.yaml}, {@code
 * run.yaml}, {@code metrics.csv}, {@code ledger.sqlite} and {@code checkpoints/}.
 *
 * @param dir the folder
 */
public record RunFolder(Path dir) {

  /** Settings as run. */
  public Path config() {
    return dir.resolve("config.yaml");
  }

  /** Provenance: program, platform, data. */
  public Path provenance() {
    return dir.resolve("run.yaml");
  }

  /** One line an epoch. */
  public Path metrics() {
    return dir.resolve("metrics.csv");
  }

  /** The health monitor's alarms; missing where there were none. */
  public Path events() {
    return dir.resolve("events.csv");
  }

  /** The ledger. */
  public Path ledger() {
    return dir.resolve(Ledger.FILE);
  }

  /** The checkpoint after the last complete epoch. */
  public Path lastCheckpoint() {
    return dir.resolve("checkpoints").resolve("last.safetensors");
  }

  /** The one before {@link #lastCheckpoint()}, should that be damaged. */
  Path previousCheckpoint() {
    return dir.resolve("checkpoints").resolve("previous.safetensors");
  }

  /** The checkpoints a run can go on from, newest first; empty before the first epoch's end. */
  List<Path> resumable() {
    return Stream.of(lastCheckpoint(), previousCheckpoint()).filter(Files::exists).toList();
  }

  /** Makes a finished file the last checkpoint, and the last one the previous. */
  void publishCheckpoint(Path finished) {
    try {
      if (Files.exists(lastCheckpoint())) {
        Files.move(lastCheckpoint(), previousCheckpoint(), ATOMIC_MOVE, REPLACE_EXISTING);
      }
      Files.move(finished, lastCheckpoint(), ATOMIC_MOVE);
    } catch (IOException e) {
      throw new EnvironmentException(
          lastCheckpoint().toString(),
          "cannot be written: " + e.getMessage(),
          "check permissions",
          e);
    }
  }

  /** The checkpoint of the epoch that was best on the validation samples. */
  public Path bestCheckpoint() {
    return dir.resolve("checkpoints").resolve("best.safetensors");
  }

  /** Makes a new run folder and writes what is known before training. */
  void begin(TrainSettings settings, Map<String, String> provenance) {
    Outputs.requireFresh(dir, "--out");
    try {
      Files.createDirectories(dir.resolve("checkpoints"));
    } catch (IOException e) {
      throw new EnvironmentException(
          dir.toString(),
          "cannot be made: " + e.getMessage(),
          "check permissions and free space",
          e);
    }
    Outputs.writeAtomically(provenance(), Yaml.write(provenance));
    Outputs.writeAtomically(config(), settings.toYaml()); // last: it makes the folder a run
  }

  /** The settings a run was made with. */
  public TrainSettings settings() {
    if (!Files.isRegularFile(config())) {
      throw new UsageException(
          dir.toString(),
          "is no run folder: " + config().getFileName() + " is missing",
          "name a run");
    }
    return TrainSettings.of(TrainSettings.readYaml(config()), Map.of());
  }

  /**
   * Refuses data that are not those of the run.
   *
   * @throws DataException when their hash is another one
   */
  public void requireData(Dataset data) {
    Provenance.requireSameData(this, data);
  }

  /** Replaces the metrics by these rows. */
  void writeMetrics(List<Map<String, String>> rows) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      csv.writeRecord(rows.get(0).keySet());
      rows.forEach(r -> csv.writeRecord(r.values()));
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
    Outputs.writeAtomically(metrics(), text.toString());
  }

  /** The metrics written so far, a map of column to cell for each epoch; empty before the first. */
  public List<Map<String, String>> readMetrics() {
    List<Map<String, String>> rows = new ArrayList<>();
    if (Files.exists(metrics())) {
      try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(metrics())) {
        for (NamedCsvRecord r : csv) {
          Integer.parseInt(r.getField("epoch"));
          rows.add(new LinkedHashMap<>(r.getFieldsAsMap()));
        }
      } catch (IOException
          | CsvParseException
          | UncheckedIOException
          | NoSuchElementException
          | NumberFormatException e) {
        throw damagedMetrics(String.valueOf(e.getMessage()), e);
      }
    }
    return rows;
  }

  DataException damagedMetrics(String problem, @Nullable Exception cause) {
    String remedy = "restore it, or remove it: training then goes on without its lines";
    String place = metrics().toString();
    return cause == null
        ? new DataException(place, "is damaged: " + problem, remedy)
        : new DataException(place, "is damaged: " + problem, remedy, cause);
  }
}
