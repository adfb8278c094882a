package io.selfcure.training.loop;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import io.selfcure.core.data.CsvText;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.Yaml;
import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.Reasons;
import io.selfcure.core.error.Wording;
import io.selfcure.curation.run.Facts;
import io.selfcure.curation.run.RunEvent;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.training.settings.TrainSettings;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a training writes into its {@link RunFolder}; every file is replaced in one step. */
final class RunFiles {

  private RunFiles() {}

  /** Makes a new folder for a run, or takes an empty one. */
  static void make(RunFolder run) {
    Outputs.requireFresh(run.dir(), "{out}");
    makeDirectory(run.dir());
  }

  private static void makeDirectory(Path dir) {
    try {
      Files.createDirectories(dir);
    } catch (IOException e) {
      throw new EnvironmentException(
          dir.toString(),
          "cannot be made: " + Reasons.of(e),
          "check permissions and free space",
          e);
    }
  }

  /** Writes what is known before training into a new run folder. */
  static void begin(RunFolder run, TrainSettings settings, Map<String, String> provenance) {
    makeDirectory(run.checkpoints());
    Outputs.writeAtomically(run.provenance(), Yaml.write(provenance));
    Outputs.writeAtomically(run.config(), settings.toYaml()); // last: it makes the folder a run
  }

  /**
   * Writes what the run's method does, once: a run that goes on keeps what it began with.
   *
   * @return whether there was nothing yet
   */
  static boolean recordFacts(RunFolder run, Facts facts) {
    boolean first = run.readFacts() == null;
    if (first) {
      Outputs.writeAtomically(run.facts(), Yaml.write(facts));
    }
    return first;
  }

  /** The settings a run was made with. */
  static TrainSettings settings(RunFolder run) {
    return TrainSettings.of(run.settings(), Map.of(), run.config().toString());
  }

  /** The checkpoints a run can go on from, newest first; empty before the first was written. */
  static List<Path> resumable(RunFolder run) {
    return Stream.of(run.lastCheckpoint(), run.previousCheckpoint()).filter(Files::exists).toList();
  }

  /**
   * Makes a checkpoint the last one, and the last one the previous. It is written once: its other
   * names are links to the same file, which nobody changes in place.
   *
   * @param also its other names
   */
  static void publish(RunFolder run, Checkpoint checkpoint, List<Path> also) {
    Path next = run.lastCheckpoint().resolveSibling("next.safetensors");
    checkpoint.write(next);
    try {
      for (Path name : also) {
        Path link = name.resolveSibling("link.safetensors");
        Files.deleteIfExists(link);
        link(link, next);
        Files.move(link, name, ATOMIC_MOVE, REPLACE_EXISTING);
      }
      if (Files.exists(run.lastCheckpoint())) {
        Files.move(run.lastCheckpoint(), run.previousCheckpoint(), ATOMIC_MOVE, REPLACE_EXISTING);
      }
      Files.move(next, run.lastCheckpoint(), ATOMIC_MOVE);
    } catch (IOException e) {
      throw new EnvironmentException(
          run.lastCheckpoint().toString(),
          "cannot be written: " + Reasons.of(e),
          "check permissions",
          e);
    }
  }

  /** Some file systems know no links. */
  private static void link(Path link, Path file) throws IOException {
    try {
      Files.createLink(link, file);
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.copy(file, link, REPLACE_EXISTING);
    }
  }

  /** Replaces the metrics by these rows. */
  static void writeMetrics(RunFolder run, List<Map<String, String>> rows) {
    Outputs.writeAtomically(run.metrics(), CsvText.of(List.of(), rows));
  }

  /** Replaces the events by these. */
  static void writeEvents(RunFolder run, List<RunEvent> events) {
    CsvText table = new CsvText("epoch", "event", "finding", "remedy");
    for (RunEvent e : events) {
      table.add(
          Integer.toString(e.epoch()), e.event(), e.finding(), Wording.NEUTRAL.render(e.remedy()));
    }
    Outputs.writeAtomically(run.events(), table.text());
  }
}
