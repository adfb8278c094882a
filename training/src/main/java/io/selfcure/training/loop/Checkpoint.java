package io.selfcure.training.loop;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.ModelException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.core.progress.Progress;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.training.method.Method;
import io.selfcure.training.settings.TrainSettings;
import io.selfcure.training.weights.Safetensors;
import io.selfcure.training.weights.TensorData;
import io.selfcure.training.weights.WeightsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything a run needs to go on, in one safetensors file (docs/formats/run.md).
 *
 * @param position how far the run is
 * @param settings the run's settings
 * @param labels the classes
 * @param tensors all tensors by name: {@link TrainingState}'s and, within an epoch, {@link
 *     EpochTally}'s
 */
record Checkpoint(
    Position position, TrainSettings settings, LabelSet labels, Map<String, TensorData> tensors) {

  private static final String FORMAT = "selfcure-checkpoint-3";

  /**
   * Its optimizer is an archive of libtorch's, which is a program: its weights are read, but no
   * training goes on from it.
   */
  private static final String WITH_ARCHIVE = "selfcure-checkpoint-2";

  private static final String ARCHIVE = "selfcure.optimizer";

  /**
   * How far a run is.
   *
   * @param epoch the last complete epoch
   * @param step the steps done of the epoch after it; 0 at an epoch's end
   * @param bestAccuracy best accuracy on the validation samples so far, -infinity where there are
   *     none
   * @param bestEpoch its epoch, 0 where there is none
   */
  record Position(int epoch, int step, double bestAccuracy, int bestEpoch) {

    /** Before the first epoch. */
    static final Position START = new Position(0, 0, Double.NEGATIVE_INFINITY, 0);

    /** In words: "after epoch 3 of 40", or "in epoch 4 of 40, after its step 2 of 31". */
    String describe(int epochs, int stepsAnEpoch) {
      return step == 0
          ? "after epoch " + epoch + " of " + epochs
          : String.format(
              Locale.ROOT,
              "in epoch %d of %d, after its step %d of %d",
              epoch + 1,
              epochs,
              step,
              stepsAnEpoch);
    }

    /** Within the epoch after {@link #epoch}. */
    Position atStep(int steps) {
      return new Position(epoch, steps, bestAccuracy, bestEpoch);
    }

    /** After an epoch with this accuracy on the validation samples. */
    Position after(int ended, double accuracy) {
      return accuracy > bestAccuracy
          ? new Position(ended, 0, accuracy, ended)
          : new Position(ended, 0, bestAccuracy, bestEpoch);
    }
  }

  /** Writes the file atomically. */
  void write(Path file) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", FORMAT);
    metadata.put("epoch", Integer.toString(position.epoch()));
    metadata.put("step", Integer.toString(position.step()));
    metadata.put("best-accuracy", Double.toString(position.bestAccuracy()));
    metadata.put("best-epoch", Integer.toString(position.bestEpoch()));
    metadata.put("labels", new JsonMapper().writeValueAsString(labels.names()));
    metadata.put("settings", new JsonMapper().writeValueAsString(settings.toMap()));
    Safetensors.write(file, tensors, metadata);
  }

  /**
   * The newest checkpoint of a run that can be read; null where there is none yet.
   *
   * @throws ModelException when all are damaged
   */
  static @Nullable Checkpoint newest(RunFolder run, Progress progress) {
    ModelException fault = null;
    for (Path file : RunFiles.resumable(run)) {
      try {
        Checkpoint checkpoint = read(file);
        checkpoint.requireResumable(file);
        return checkpoint;
      } catch (ModelException e) {
        progress.say("WARNING: " + file + ": " + e.problem() + "; trying the one before it");
        fault = fault == null ? e : fault;
      }
    }
    if (fault != null) {
      throw fault;
    }
    return null;
  }

  private void requireResumable(Path file) {
    if (tensors.containsKey(ARCHIVE)) {
      throw new UsageException(
          file.toString(),
          "is of an older version, which kept the optimizer as a program; none is run out of a file",
          "begin a new run from its weights, with {init}, or finish this one with that version");
    }
  }

  /**
   * Reads a checkpoint.
   *
   * @throws ModelException when it is missing, damaged or not a checkpoint of this program
   */
  static Checkpoint read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ModelException(
          file.toString(), "not found", "name a run folder that has a checkpoint, or a checkpoint");
    }
    WeightsFile weights = Safetensors.read(file);
    Map<String, String> m = weights.metadata();
    if (!List.of(FORMAT, WITH_ARCHIVE).contains(m.getOrDefault("format", ""))) {
      throw new ModelException(
          file.toString(),
          "is not a checkpoint of this program: its format is '"
              + m.get("format")
              + "', not "
              + FORMAT,
          "use plain weights files with {command train: init}");
    }
    try {
      return new Checkpoint(
          new Position(
              Integer.parseInt(m.getOrDefault("epoch", "")),
              Integer.parseInt(m.getOrDefault("step", "")),
              Double.parseDouble(m.getOrDefault("best-accuracy", "")),
              Integer.parseInt(m.getOrDefault("best-epoch", ""))),
          settings(m.getOrDefault("settings", "")),
          labels(m.getOrDefault("labels", "")),
          weights.tensors());
    } catch (JacksonException | NumberFormatException | UsageException | DataException e) {
      throw new ModelException(
          file.toString(), "has damaged metadata: " + e.getMessage(), "use another checkpoint", e);
    }
  }

  /**
   * Refuses settings that are not those of this checkpoint; what decides no figure may differ.
   *
   * @param place the file they come from
   */
  void requireSettings(TrainSettings now, Path place) {
    Map<String, String> changed = new LinkedHashMap<>(now.toMap());
    settings.toMap().forEach(changed::remove);
    changed.keySet().removeAll(List.of("threads", "checkpoint-minutes", "tensorboard"));
    if (!changed.isEmpty()) {
      throw new UsageException(
          place.toString(),
          "was changed since the last checkpoint: it now has " + Wording.value(changed),
          "undo the change, or start a new run with {config} " + Wording.value(place));
    }
  }

  private static TrainSettings settings(String json) {
    Map<String, String> values = new LinkedHashMap<>();
    new JsonMapper()
        .readTree(json)
        .properties()
        .forEach(p -> values.put(p.getKey(), p.getValue().asString()));
    return TrainSettings.of(values, Map.of());
  }

  private static LabelSet labels(String json) {
    return new LabelSet(List.of(new JsonMapper().readValue(json, String[].class)));
  }

  /**
   * A tensor by name.
   *
   * @throws ModelException when there is none
   */
  TensorData required(String name) {
    return saved().required(name);
  }

  /** What a method needs of it. */
  Method.Saved saved() {
    return new Method.Saved(position.epoch(), tensors);
  }
}
