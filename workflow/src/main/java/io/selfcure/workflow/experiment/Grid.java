package io.selfcure.workflow.experiment;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.SelfcureException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.core.noise.SymmetricNoise;
import io.selfcure.training.loop.Outlook;
import io.selfcure.training.settings.TrainSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Makes the cells of an experiment, the first seed's before the second's, so that a grid that is
 * cut short holds every comparison once; and finds everything that is wrong before anything runs.
 */
final class Grid {

  private static final int LONGEST_NAME = 150;
  private static final int MOST_CELLS = 10_000;

  private final ExperimentFile file;
  private final Set<String> problems;

  private Grid(ExperimentFile file) {
    this.file = file;
    this.problems = new LinkedHashSet<>(file.problems());
  }

  /**
   * The cells in the order in which they run.
   *
   * @param resolve makes settings concrete for the data set and this machine
   * @throws UsageException naming everything that is wrong
   */
  static List<Cell> cells(ExperimentFile file, Dataset data, UnaryOperator<TrainSettings> resolve) {
    return new Grid(file).make(data, resolve);
  }

  /** Refuses a file that is wrong in itself, before its data set is read. */
  static void requireSound(ExperimentFile file) {
    new Grid(file).make(null, s -> s);
  }

  private List<Cell> make(
      @org.jspecify.annotations.Nullable Dataset data, UnaryOperator<TrainSettings> resolve) {
    if (data != null) {
      file.noise().forEach(level -> checkNoise(level, data));
    }
    List<Cell> cells = new ArrayList<>();
    Set<Object> seen = new HashSet<>();
    List<Map<String, String>> all = combinations();
    if ((long) all.size() * file.noise().size() > MOST_CELLS) {
      problems.add("the grid has more than " + MOST_CELLS + " cells");
    } else {
      for (Map<String, String> values : all) {
        TrainSettings settings = bind(values);
        if (settings != null) {
          check(settings, data);
          for (NoiseLevel level : file.noise()) {
            Cell cell = new Cell("", level, axes(values, settings.idle()), resolve.apply(settings));
            if (seen.add(List.of(level, cell.mode(), cell.seed(), cell.axes()))) {
              cells.add(cell.named(name(cell)));
            }
          }
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new UsageException(
          file.file().toString(),
          Wording.value(String.join("\n  ", problems)),
          "see docs/formats/experiment.md, and {command train: help} for settings");
    }
    return unique(cells);
  }

  /** All settings of each training, seeds outermost, modes innermost. */
  private List<Map<String, String>> combinations() {
    List<Map<String, String>> all = List.of(Map.of());
    all = times(all, "seed", file.seeds());
    for (Map.Entry<String, List<String>> e : file.settings().entrySet()) {
      if (!e.getValue().isEmpty()) {
        all = times(all, e.getKey(), e.getValue());
      }
    }
    return file.modes().isEmpty() ? all : times(all, "mode", file.modes());
  }

  private static List<Map<String, String>> times(
      List<Map<String, String>> all, String name, List<String> values) {
    List<Map<String, String>> more = new ArrayList<>();
    for (Map<String, String> one : all) {
      for (String value : values) {
        if (more.size() > MOST_CELLS) {
          return more; // refused anyway
        }
        Map<String, String> with = new LinkedHashMap<>(one);
        with.put(name, value);
        more.add(with);
      }
    }
    return more;
  }

  private @org.jspecify.annotations.Nullable TrainSettings bind(Map<String, String> values) {
    try {
      return TrainSettings.of(values, Map.of());
    } catch (UsageException e) {
      e.problem().lines().map(String::strip).forEach(problems::add);
      return null;
    }
  }

  /** What makes a reading worthless or a training impossible. */
  private void check(TrainSettings settings, @org.jspecify.annotations.Nullable Dataset data) {
    Reading reading = file.reading();
    boolean validates =
        settings.holdout() > 0 || settings.validation() != TrainSettings.Validation.NONE;
    if (reading.split() == Reading.Part.HOLDOUT && settings.holdout() == 0) {
      problems.add("evaluate.split: holdout needs 'holdout: 0.1', say, among the settings");
    }
    if (reading.checkpoint() == Reading.Epoch.BEST) {
      if (!validates) {
        problems.add("evaluate.checkpoint: best needs samples to choose it on; set holdout");
      } else if (chosenOnReading(reading, settings)) {
        problems.add(
            "evaluate.checkpoint: best would be chosen on the samples that are reported, which"
                + " flatters it; set holdout and evaluate on valid or test, or take the last epoch");
      }
    }
    String init = settings.network().init();
    if (!init.isEmpty() && !Files.isRegularFile(Path.of(init))) {
      problems.add("settings.init: " + init + " is not a file");
    }
    if (data != null) {
      try {
        Outlook.requireTrainable(settings, data);
        requireSamples(reading, data);
        requireClean(data);
      } catch (SelfcureException e) {
        problems.add(data.dir() + " " + e.problem());
      }
    }
  }

  /** Whether this noise can be made of these classes and votes. */
  private void checkNoise(NoiseLevel level, Dataset data) {
    try {
      level.rule(1, data).labels(data.samples(), data.labels());
    } catch (SelfcureException e) {
      problems.add("noise " + level.kind().id() + ": " + data.dir() + " " + e.problem());
    }
  }

  /** Whether the best epoch is chosen on the very samples that are read. */
  static boolean chosenOnReading(Reading reading, TrainSettings settings) {
    return settings.holdout() > 0
        ? reading.split() == Reading.Part.HOLDOUT
        : reading.split() == Reading.Part.VALID
            && settings.validation() == TrainSettings.Validation.VALID;
  }

  private void requireSamples(Reading reading, Dataset data) {
    if (reading.split() != Reading.Part.HOLDOUT
        && data.split(Split.of(reading.split().id())).stream()
            .allMatch(s -> s.label() == Sample.UNKNOWN)) {
      problems.add(
          "evaluate.split: " + data.dir() + " has no labelled samples in " + reading.split().id());
    }
  }

  private void requireClean(Dataset data) {
    if (file.noise().stream().anyMatch(n -> n.kind() != SymmetricNoise.NONE)
        && data.samples().stream().anyMatch(Sample::knownWrong)) {
      problems.add(
          "noise: "
              + data.dir()
              + " already has labels that are known to be wrong; name the data set it was made from,"
              + " or leave noise out");
    }
  }

  /** The values of the axes; empty for one that has no effect, so that its values are one cell. */
  private Map<String, String> axes(Map<String, String> values, Set<String> idle) {
    Map<String, String> axes = new LinkedHashMap<>();
    file.settings()
        .forEach(
            (name, all) -> {
              if (all.size() > 1) {
                axes.put(name, idle.contains(name) ? "" : values.getOrDefault(name, ""));
              }
            });
    return axes;
  }

  private static String name(Cell cell) {
    List<String> parts = new ArrayList<>(List.of(cell.mode(), cell.noise().name()));
    cell.axes().forEach((name, value) -> parts.add(value.isEmpty() ? "" : name + "-" + value));
    parts.removeIf(String::isEmpty);
    parts.add("seed-" + cell.seed());
    String name = String.join("_", parts).replaceAll("[^A-Za-z0-9_.,+=-]", "-");
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
  }

  private static List<Cell> unique(List<Cell> cells) {
    Set<String> taken = new HashSet<>();
    List<Cell> unique = new ArrayList<>();
    for (Cell cell : cells) {
      String name = cell.name();
      for (int i = 2; !taken.add(name); i++) {
        name = cell.name() + "-" + i;
      }
      unique.add(cell.named(name));
    }
    return unique;
  }
}
