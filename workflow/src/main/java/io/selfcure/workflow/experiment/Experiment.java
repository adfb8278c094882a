package io.selfcure.workflow.experiment;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.FolderLock;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Yaml;
import io.selfcure.core.error.InterruptedRunException;
import io.selfcure.core.error.SelfcureException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.core.progress.Progress;
import io.selfcure.curation.run.RunEvent;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.training.loop.Trainings;
import io.selfcure.training.settings.TrainSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A grid of trainings in one folder. Cells run one after the other, each an ordinary run on an
 * ordinary data set; what was interrupted goes on, what is finished is kept, and tables and plots
 * are written after every cell.
 */
public final class Experiment {

  /** Of the folder; 1 had fewer tables and columns, which are made anew at every start. */
  private static final String FORMAT = "2";

  private static final String BEFORE = "1";

  /** What this machine does for a training. */
  public interface Host {
    /** Makes settings concrete for a data set and this machine. */
    TrainSettings resolve(TrainSettings settings, Dataset data);

    /** A data set's pictures at a size, picture i for row i. */
    PixelPack pixels(Dataset data, int size, Progress progress);
  }

  private final ExperimentFile file;
  private final Path to;
  private final Dataset data;
  private final Host host;
  private final List<Cell> cells;
  private final Map<String, CellRecord> records;
  private final RegisteredReading registered;
  private final Trainings trainings = new Trainings(Readings.LAST);
  private @Nullable RuntimeException bug;

  private Experiment(
      ExperimentFile file, Path to, Dataset data, Host host, @Nullable String readAgain) {
    this.file = file;
    this.to = to;
    this.data = data;
    this.host = host;
    this.records = CellRecord.readAll(to);
    List<Cell> planned = Grid.cells(file, data, s -> host.resolve(s, data));
    this.cells = Continuation.of(file.file(), planned, records);
    this.registered = RegisteredReading.of(to, data, file.reading(), cells, readAgain);
    registered.requirePermitted(pending());
  }

  /**
   * Reads an experiment and checks all of it; nothing is written.
   *
   * @param file the grid, docs/formats/experiment.md
   * @param to the experiment's folder: new, or that of the same experiment
   * @throws UsageException naming everything that is wrong with the file, or how it differs from
   *     what was begun
   */
  public static Experiment plan(Path file, Path to, Host host) {
    return plan(file, to, host, null);
  }

  /**
   * The same of an experiment that may read a registered split though it was read before.
   *
   * @param readAgain why, for the record; null where it must not
   */
  public static Experiment plan(Path file, Path to, Host host, @Nullable String readAgain) {
    ExperimentFile read = ExperimentFile.read(file);
    Grid.requireSound(read);
    Dataset data = Dataset.read(read.data());
    Path header = header(to);
    if (Files.exists(header)) {
      Map<String, String> changed = Trainings.differences(begun(header), describe(read, data));
      if (!changed.isEmpty()) {
        throw new UsageException(
            file.toString(),
            "is not the experiment that was begun in "
                + Wording.value(to)
                + ": "
                + Wording.value(changed),
            "undo the change, or name another folder with {to}");
      }
    } else {
      Outputs.requireFresh(to, "{to}");
    }
    return new Experiment(read, to, data, host, readAgain);
  }

  private static Map<String, String> begun(Path header) {
    Map<String, String> begun = new LinkedHashMap<>(Yaml.readFlat(header));
    begun.replace("format", BEFORE, FORMAT);
    return begun;
  }

  private static Path header(Path to) {
    return to.resolve("experiment.yaml");
  }

  /** What must not change between two starts; settings are compared cell by cell. */
  private static Map<String, String> describe(ExperimentFile file, Dataset data) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("format", FORMAT);
    all.put("data", data.card().name());
    all.put(RunFolder.DATA_HASH, data.sha256());
    all.put("split", file.reading().split().id());
    all.put("checkpoint", file.reading().checkpoint().id());
    return all;
  }

  /** Axes without effect in a mode, whose values are one cell there, in words. */
  public List<String> collapsed() {
    return cells.stream()
        .flatMap(
            c ->
                c.axes().entrySet().stream()
                    .filter(a -> a.getValue().isEmpty())
                    .map(a -> a.getKey() + " has no effect in " + c.mode() + ": one cell for all"))
        .distinct()
        .toList();
  }

  /** Names of cells that were begun and are no longer in the grid: kept, and in no table. */
  public List<String> leftOut() {
    List<String> names = new ArrayList<>(records.keySet());
    cells.forEach(c -> names.remove(c.name()));
    return names;
  }

  /** The cells in running order: name and state (new, begun, finished, failed). */
  public Map<String, String> states() {
    Map<String, String> states = new LinkedHashMap<>();
    for (Cell cell : cells) {
      CellRecord record = records.get(cell.name());
      states.put(cell.name(), record == null ? "new" : record.state().id());
    }
    return states;
  }

  /**
   * Runs what is not finished.
   *
   * @return 0, or the exit code of the first cell that failed
   * @throws InterruptedRunException after {@link #stop}; all that was done is kept
   */
  public int run(CellWatch watch) {
    Outputs.writeAtomically(header(to), Yaml.write(describe(file, data)));
    FolderLock lock = FolderLock.take(to.resolve("run.lock"), "experiment");
    try {
      for (int i = 0; i < cells.size(); i++) {
        Cell cell = cells.get(i);
        CellRecord before = records.get(cell.name());
        if (before != null && before.settled()) {
          watch.kept(i, cell.name(), before);
          noteRead(cell, before);
          Readings.removeKept(runFolder(cell), cell.settings().epochs()); // killed in between
          continue;
        }
        requireGoing(i);
        registered.requirePermitted(pending()); // another may have read it meanwhile
        CellRecord record = run(i, cell, watch);
        records.put(cell.name(), record);
        results().write(to);
      }
      results().write(to); // cells may have left the grid
    } finally {
      lock.close();
    }
    if (bug != null) {
      throw bug;
    }
    return records().stream()
        .mapToInt(CellRecord::exitCode)
        .filter(c -> c > 0)
        .findFirst()
        .orElse(0);
  }

  private void requireGoing(int index) {
    if (trainings.stopping()) {
      throw interrupted("stopped before cell " + (index + 1) + " of " + cells.size());
    }
  }

  private InterruptedRunException interrupted(String problem) {
    return new InterruptedRunException(
        to.toString(),
        problem + "; finished cells and checkpoints are kept",
        "run it again into the same folder: it goes on from there");
  }

  /** Runs a cell and records what became of it; a failure does not stop the others. */
  private CellRecord run(int index, Cell cell, CellWatch watch) {
    CellRecord record = CellRecord.begun(cell);
    record.write(to);
    Progress progress = watch.begin(index, cells.size(), cell.name(), cell.settings().epochs());
    try {
      record = trained(cell, record, progress);
    } catch (InterruptedRunException e) {
      watch.end(record);
      throw interrupted(
          "cell " + (index + 1) + " of " + cells.size() + ", " + cell.name() + ", " + e.problem());
    } catch (SelfcureException e) {
      record = record.failed(String.valueOf(e.getMessage()), e.exitCode());
    } catch (RuntimeException e) { // libtorch's, or a bug: told once all other cells have run
      bug = bug == null ? e : bug;
      record = record.failed(e.toString(), 1);
    }
    record.write(to);
    watch.end(record);
    return record;
  }

  private CellRecord trained(Cell cell, CellRecord record, Progress progress) {
    TrainSettings settings = cell.settings();
    Path folder = to.resolve("data").resolve(cell.dataName());
    Dataset noisy =
        Files.exists(folder)
            ? Dataset.read(folder)
            : cell.noise().inject(data, cell.seed(), folder, progress);
    PixelPack pixels = host.pixels(noisy, settings.network().inputSize(), progress);
    RunFolder run = runFolder(cell);
    List<Map<String, String>> rows = trainings.train(settings, noisy, pixels, run.dir(), progress);
    registered.record(pending());
    Readings readings = new Readings(run, settings, noisy, pixels, file.reading().split());
    Map<String, Double> figures = readings.read(file.reading().checkpoint(), rows, progress);
    String alarms =
        run.readEvents().stream().map(RunEvent::event).distinct().collect(Collectors.joining(" "));
    CellRecord finished = record.finished(alarms, figures);
    finished.write(to); // before what it was read from goes
    noteRead(cell, finished);
    Readings.removeKept(run, settings.epochs());
    return finished;
  }

  private void noteRead(Cell cell, CellRecord record) {
    if (record.state() == CellRecord.State.FINISHED) {
      registered.done(cell);
    }
  }

  /** The cells that are still to be read. */
  private List<Cell> pending() {
    return cells.stream()
        .filter(
            c -> {
              CellRecord record = records.get(c.name());
              return record == null || !record.settled();
            })
        .toList();
  }

  private RunFolder runFolder(Cell cell) {
    return new RunFolder(to.resolve("runs").resolve(cell.name()));
  }

  private List<CellRecord> records() {
    List<CellRecord> all = new ArrayList<>();
    for (Cell cell : cells) {
      CellRecord record = records.get(cell.name());
      if (record != null) {
        all.add(record);
      }
    }
    return all;
  }

  /** The tables so far. */
  public Results results() {
    Map<Cell, CellRecord> all = new LinkedHashMap<>();
    for (Cell cell : cells) {
      CellRecord record = records.get(cell.name());
      if (record != null && record.state() != CellRecord.State.BEGUN) {
        all.put(cell, record);
      }
    }
    return new Results(all, file.reading(), data.card().name(), registered.note());
  }

  /** Asks, from any thread, to write a checkpoint and end. */
  public void stop() {
    trainings.stop();
  }
}
