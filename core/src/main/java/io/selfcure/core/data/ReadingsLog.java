package io.selfcure.core.data;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.Reasons;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Who read a registered split: a table beside the data set that only ever gets longer
 * (docs/formats/manifest.md). Row 0 says what is registered; each further one is a reading.
 */
public final class ReadingsLog {

  private static final List<String> COLUMNS =
      List.of(
          "reading",
          "time",
          "command",
          "reader",
          "networks",
          "sha256",
          "data",
          "data_sha256",
          "version",
          "reason");
  private static final String REGISTERED = "registered";

  private final Path file;
  private final Registration registration;

  private ReadingsLog(Path file, Registration registration) {
    this.file = file;
    this.registration = registration;
  }

  /**
   * A reading.
   *
   * @param number counted from 1
   * @param time when, ISO 8601, UTC
   * @param command what read: experiment, evaluate
   * @param reader the folder of the experiment, or the model
   * @param networks how many networks are read on the split
   * @param sha256 hash of the list of cells, or of the checkpoint
   * @param data the data set that was read
   * @param dataSha256 its {@link Dataset#sha256}
   * @param version of the program
   * @param reason why it was read though it is kept for one reading, or was read before; else empty
   */
  public record Reading(
      int number,
      String time,
      String command,
      String reader,
      int networks,
      String sha256,
      String data,
      String dataSha256,
      String version,
      String reason) {

    /** A reading of now, which has no number yet. */
    public static Reading of(
        String command, Path reader, int networks, String sha256, Dataset data, String reason) {
      return new Reading(
          0,
          now(),
          command,
          absolute(reader),
          networks,
          sha256,
          absolute(data.dir()),
          data.sha256(),
          ProgramVersion.text(),
          reason);
    }

    private Reading numbered(int next) {
      return new Reading(
          next, time, command, reader, networks, sha256, data, dataSha256, version, reason);
    }

    /** For people: reading 1, 2026-05-04T10:00:00Z, by experiment /grids/first. */
    public String text() {
      return "reading "
          + number
          + ", "
          + time
          + ", by "
          + command
          + " "
          + reader
          + (reason.isEmpty() ? "" : ", because: " + CsvInput.shown(reason));
    }

    private List<String> cells() {
      return List.of(
          Integer.toString(number),
          time,
          command,
          reader,
          Integer.toString(networks),
          sha256,
          data,
          dataSha256,
          version,
          reason);
    }
  }

  /** Where the record of a data set stands that is made at {@code to}: beside it. */
  public static Path beside(Path to) {
    Path whole = to.toAbsolutePath().normalize();
    return whole.resolveSibling(whole.getFileName() + ".readings.csv");
  }

  /**
   * Begins the record of a split that is being registered, or goes on with the one that is there of
   * the very same samples: a data set that is deleted and drawn again was read all the same.
   *
   * @param to the data set's directory
   * @return the record
   * @throws UsageException when the file there is no such record
   */
  public static ReadingsLog begin(Path to, Registration registration) {
    ReadingsLog log = new ReadingsLog(registration.file(to), registration);
    log.locked(
        () -> {
          if (Files.exists(log.file)) {
            log.requireSame();
          } else {
            log.write(
                List.of(
                    new Reading(
                        0,
                        now(),
                        REGISTERED,
                        absolute(to),
                        0,
                        registration.sha256(),
                        absolute(to),
                        "",
                        ProgramVersion.text(),
                        "")));
          }
        });
    return log;
  }

  private void requireSame() {
    try {
      rows();
    } catch (DataException e) {
      throw new UsageException(
          file.toString(),
          "is in the way: it " + e.problem(),
          "move it, or name another data set with {to}",
          e);
    }
  }

  /**
   * The record of a data set with a registered split.
   *
   * @throws DataException when it is missing, damaged or another split's
   */
  public static ReadingsLog of(Dataset data) {
    Registration registration = data.registered();
    if (registration == null) {
      throw new IllegalArgumentException(data.dir() + " has no registered split");
    }
    ReadingsLog log = new ReadingsLog(registration.file(data.dir()), registration);
    log.readings();
    return log;
  }

  /** Where it stands. */
  public Path file() {
    return file;
  }

  /**
   * The readings so far, the oldest first.
   *
   * @throws DataException when the file is missing, damaged or another split's
   */
  public List<Reading> readings() {
    List<Reading> rows = rows();
    return rows.subList(1, rows.size());
  }

  private List<Reading> rows() {
    if (!Files.isRegularFile(file)) {
      throw new DataException(
          file.toString(),
          "is missing: it records who read the registered split " + registration.split().id(),
          "put it there again; where it was moved apart from the data set, the key 'registered' in "
              + Dataset.CARD
              + " names the place");
    }
    List<Reading> all = new ArrayList<>();
    try (CsvInput csv = new CsvInput(file)) {
      int[] at = COLUMNS.stream().mapToInt(csv::column).toArray();
      for (CsvInput.Row row = csv.next(); row != null; row = csv.next()) {
        List<String> cells = row.cells();
        all.add(reading(row.place(), Arrays.stream(at).mapToObj(cells::get).toList(), all.size()));
      }
    }
    Reading first = all.isEmpty() ? null : all.get(0);
    if (first == null
        || !first.command().equals(REGISTERED)
        || !first.sha256().equals(registration.sha256())) {
      throw new DataException(
          file.toString(),
          "is the record of other samples: its first row has "
              + (first == null ? "no hash" : Wording.value(first.sha256()))
              + ", registered are those of "
              + registration.sha256(),
          "put the right file there");
    }
    return List.copyOf(all);
  }

  private static Reading reading(String place, List<String> c, int expected) {
    try {
      Reading read =
          new Reading(
              Integer.parseInt(c.get(0)),
              c.get(1),
              c.get(2),
              c.get(3),
              Integer.parseInt(c.get(4)),
              c.get(5),
              c.get(6),
              c.get(7),
              c.get(8),
              c.get(9));
      if (read.number() == expected) {
        return read;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new DataException(
        place,
        "is numbered '"
            + c.get(0)
            + "', expected is "
            + expected
            + ": rows were changed or removed",
        "put back the file as it was written");
  }

  /**
   * Adds a reading.
   *
   * @param permit looks at those that are there and throws where there must be no further one
   * @return the reading with its number
   */
  public Reading add(Reading reading, Consumer<List<Reading>> permit) {
    List<Reading> added = new ArrayList<>();
    locked(
        () -> {
          List<Reading> all = new ArrayList<>(rows());
          permit.accept(List.copyOf(all.subList(1, all.size())));
          added.add(reading.numbered(all.size()));
          all.addAll(added);
          write(all);
        });
    return added.get(0);
  }

  /** Written anew as a whole, so that nobody sees a torn row. */
  private void write(List<Reading> rows) {
    CsvText table = new CsvText(COLUMNS.toArray(String[]::new));
    rows.forEach(r -> table.add(r.cells()));
    Outputs.writeAtomically(file, table.text());
  }

  /** Two readers at once would each write a record without the other. */
  private void locked(Runnable work) {
    try {
      Outputs.whileLocked(file.resolveSibling("." + file.getFileName() + ".lock"), work);
    } catch (IOException e) {
      throw new EnvironmentException(
          file.toString(), "cannot be written: " + Reasons.of(e), "check permissions", e);
    }
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  /** Fine enough to tell two readings of the same cells apart: both may begin within a second. */
  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS).toString();
  }
}
