package io.selfcure.workflow.experiment;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.ReadingsLog;
import io.selfcure.core.data.Registration;
import io.selfcure.core.data.Yaml;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.training.loop.Trainings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * An experiment's reading of a registered split. It is one, however often the experiment is
 * interrupted: {@code registered.yaml} in its folder says which cells it is of, and which of them
 * have been read. Whatever else is to be read is a further reading, for which a reason is wanted if
 * there was one before, by anybody.
 */
final class RegisteredReading {

  private static final int FORMAT = 1;

  /**
   * What the folder says.
   *
   * @param format version
   * @param time of the reading, as in the record
   * @param sha256 hash of its list of cells, as in the record
   * @param cells hashes of what decides each cell's figures
   * @param read those whose figures were read to the end
   */
  private record Begun(
      int format, String time, String sha256, List<String> cells, List<String> read) {}

  private final Path file;
  private final Dataset data;
  private final @Nullable ReadingsLog log;
  private final List<Cell> cells;
  private final @Nullable String why;

  private RegisteredReading(
      Path file, Dataset data, @Nullable ReadingsLog log, List<Cell> cells, @Nullable String why) {
    this.file = file;
    this.data = data;
    this.log = log;
    this.cells = cells;
    this.why = why;
  }

  /**
   * The reading of an experiment.
   *
   * @param to the experiment's folder
   * @param reading what is read of the data set
   * @param cells the planned cells
   * @param why why a split is read again; null where no reason is given
   * @throws UsageException when a reason is given and no registered split is read
   * @throws DataException when the record of the split is missing or damaged
   */
  static RegisteredReading of(
      Path to, Dataset data, Reading reading, List<Cell> cells, @Nullable String why) {
    Registration kept = data.registered();
    boolean read = kept != null && kept.split().id().equals(reading.split().id());
    if (why != null && (!read || why.isBlank())) {
      throw new UsageException(
          "{read-again}",
          read ? "gives no reason" : "is given, but " + reading.split().id() + " is not registered",
          read ? "say why the split is read again" : "leave it out");
    }
    return new RegisteredReading(
        to.resolve("registered.yaml"), data, read ? ReadingsLog.of(data) : null, cells, why);
  }

  /**
   * Refuses to read cells where that would be a further reading without a reason.
   *
   * @param pending the cells that are still to be read
   * @throws UsageException naming the readings that there were
   */
  void requirePermitted(Collection<Cell> pending) {
    if (log != null) {
      requirePermitted(pending, log.readings());
    }
  }

  private void requirePermitted(Collection<Cell> pending, List<ReadingsLog.Reading> before) {
    if (!before.isEmpty() && why == null && !goesOn(pending, before)) {
      throw new UsageException(
          data.dir().toString(),
          "has a registered split that was read before: "
              + Wording.value(
                  before.stream().map(ReadingsLog.Reading::text).collect(Collectors.joining("; "))),
          "choose on another split; {read-again=WHY} reads it again and records the reason");
    }
  }

  /** Whether these cells belong to the reading that was begun, and were not read in it yet. */
  private boolean goesOn(Collection<Cell> pending, List<ReadingsLog.Reading> before) {
    if (pending.isEmpty()) {
      return true;
    }
    Begun begun = begun();
    List<String> hashes = pending.stream().map(RegisteredReading::hash).toList();
    return begun != null
        && find(begun, before).isPresent()
        && begun.cells().containsAll(hashes)
        && hashes.stream().noneMatch(begun.read()::contains);
  }

  /**
   * Puts the reading on record, unless it goes on.
   *
   * @param pending the cells that are still to be read
   */
  void record(Collection<Cell> pending) {
    if (log == null || goesOn(pending, log.readings())) {
      return;
    }
    List<String> all = cells.stream().map(RegisteredReading::hash).sorted().toList();
    ReadingsLog.Reading reading =
        ReadingsLog.Reading.of(
            "experiment",
            Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow(),
            cells.size(),
            Registration.hash(all),
            data,
            why == null ? "" : why);
    // first what the folder says: killed in between, it names a reading that is not on record
    List<String> pendingNow = pending.stream().map(RegisteredReading::hash).toList();
    List<String> read = all.stream().filter(h -> !pendingNow.contains(h)).toList();
    Begun before = begun();
    write(new Begun(FORMAT, reading.time(), reading.sha256(), all, read));
    boolean added = false;
    try {
      log.add(reading, r -> requirePermitted(pending, r));
      added = true;
    } finally {
      if (!added && before != null) {
        write(before);
      }
    }
  }

  /**
   * Notes that a cell's figures were read to the end: to read them once more is another reading.
   */
  void done(Cell cell) {
    Begun begun = log == null ? null : begun();
    String hash = hash(cell);
    if (begun != null && begun.cells().contains(hash) && !begun.read().contains(hash)) {
      write(
          new Begun(
              FORMAT,
              begun.time(),
              begun.sha256(),
              begun.cells(),
              Stream.concat(begun.read().stream(), Stream.of(hash)).sorted().toList()));
    }
  }

  /** For the tables: which reading of the registered split they are of; empty for none. */
  String note() {
    Begun begun = log == null ? null : begun();
    return log == null || begun == null
        ? ""
        : find(begun, log.readings())
            .map(r -> " Of this registered split it is " + r.text() + ".")
            .orElse("");
  }

  private static Optional<ReadingsLog.Reading> find(
      Begun begun, List<ReadingsLog.Reading> readings) {
    return readings.stream()
        .filter(r -> r.time().equals(begun.time()) && r.sha256().equals(begun.sha256()))
        .findFirst();
  }

  private @Nullable Begun begun() {
    if (!Files.exists(file)) {
      return null;
    }
    try {
      Begun begun = Yaml.read(file, Begun.class);
      if (begun.format() == FORMAT) {
        return begun;
      }
    } catch (JacksonException e) {
      throw damaged(e.getOriginalMessage(), e);
    }
    throw damaged("it has another format than " + FORMAT, null);
  }

  private DataException damaged(String problem, @Nullable Exception cause) {
    String remedy = "put it back as it was written; without it this is another reading";
    return cause == null
        ? new DataException(file.toString(), "cannot be understood: " + problem, remedy)
        : new DataException(file.toString(), "cannot be understood: " + problem, remedy, cause);
  }

  private void write(Begun begun) {
    Outputs.writeAtomically(file, Yaml.write(begun));
  }

  /** What decides a cell's figures, whatever it is called. */
  private static String hash(Cell cell) {
    Map<String, String> settings = new TreeMap<>(Trainings.deciding(cell.settings().toMap()));
    settings.keySet().removeAll(new TreeSet<>(cell.settings().idle()));
    return Registration.hash(List.of(cell.noise().name(), settings.toString()));
  }
}
