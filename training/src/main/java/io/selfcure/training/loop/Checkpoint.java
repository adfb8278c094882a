package io.selfcure.training.loop;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.ModelException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.progress.Progress;
import io.selfcure.training.network.NetworkWeights;
import io.selfcure.training.network.StateDict;
import io.selfcure.training.objective.Optimization;
import io.selfcure.training.settings.TrainSettings;
import io.selfcure.training.weights.Safetensors;
import io.selfcure.training.weights.TensorData;
import io.selfcure.training.weights.WeightsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything a run needs to go on, in one safetensors file (docs/formats/run.md): weights under
 * PyTorch's names, and under {@code selfcure.} the current labels, the margin and the optimizer's
 * archive.
 *
 * @param epoch the last complete epoch
 * @param bestAccuracy best accuracy on the validation samples so far, -infinity where there are
 *     none
 * @param bestEpoch its epoch, 0 where there is none
 * @param settings the run's settings
 * @param labels the classes
 * @param tensors all tensors by name
 */
record Checkpoint(
    int epoch,
    double bestAccuracy,
    int bestEpoch,
    TrainSettings settings,
    LabelSet labels,
    Map<String, TensorData> tensors) {

  private static final String FORMAT = "selfcure-checkpoint-1";
  private static final String LABELS = "selfcure.current-labels";
  private static final String MARGIN = "selfcure.margin-1";
  private static final String OPTIMIZER = "selfcure.optimizer";

  static Checkpoint of(
      int epoch,
      double bestAccuracy,
      int bestEpoch,
      TrainSettings settings,
      LabelSet labels,
      int[] current,
      StateDict state,
      Optimization optimization) {
    Map<String, TensorData> tensors = new LinkedHashMap<>(NetworkWeights.export(state));
    tensors.put(
        LABELS,
        TensorData.ofLongs(Arrays.stream(current).asLongStream().toArray(), current.length));
    tensors.put(MARGIN, NetworkWeights.export(optimization.delta1()));
    byte[] archive = optimization.save();
    tensors.put(OPTIMIZER, TensorData.ofBytes(archive, archive.length));
    return new Checkpoint(epoch, bestAccuracy, bestEpoch, settings, labels, tensors);
  }

  /** This with more tensors. */
  Checkpoint with(Map<String, TensorData> more) {
    Map<String, TensorData> all = new LinkedHashMap<>(tensors);
    all.putAll(more);
    return new Checkpoint(epoch, bestAccuracy, bestEpoch, settings, labels, all);
  }

  /** Writes the file atomically. */
  void write(Path file) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", FORMAT);
    metadata.put("epoch", Integer.toString(epoch));
    metadata.put("best-accuracy", Double.toString(bestAccuracy));
    metadata.put("best-epoch", Integer.toString(bestEpoch));
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
    for (Path file : run.resumable()) {
      try {
        return read(file);
      } catch (ModelException e) {
        progress.say("WARNING: " + file + " " + e.problem() + "; trying the one before it");
        fault = fault == null ? e : fault;
      }
    }
    if (fault != null) {
      throw fault;
    }
    return null;
  }

  /**
   * Reads a checkpoint.
   *
   * @throws ModelException when it is missing, damaged or not a checkpoint of this program
   */
  static Checkpoint read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ModelException(
          file.toString(),
          "not found",
          "name a run folder that has finished an epoch, or a checkpoint");
    }
    WeightsFile weights = Safetensors.read(file);
    Map<String, String> m = weights.metadata();
    if (!FORMAT.equals(m.get("format"))) {
      throw new ModelException(
          file.toString(),
          "is not a checkpoint of this program: its format is '"
              + m.get("format")
              + "', not "
              + FORMAT,
          "use plain weights files with 'selfcure train --init'");
    }
    try {
      return new Checkpoint(
          Integer.parseInt(m.getOrDefault("epoch", "")),
          Double.parseDouble(m.getOrDefault("best-accuracy", "")),
          Integer.parseInt(m.getOrDefault("best-epoch", "")),
          settings(m.getOrDefault("settings", "")),
          labels(m.getOrDefault("labels", "")),
          weights.tensors());
    } catch (JacksonException | NumberFormatException | UsageException | DataException e) {
      throw new ModelException(
          file.toString(), "has damaged metadata: " + e.getMessage(), "use another checkpoint", e);
    }
  }

  /**
   * Refuses settings that are not those of this checkpoint; threads may differ.
   *
   * @param place the file they come from
   */
  void requireSettings(TrainSettings now, Path place) {
    Map<String, String> changed = new LinkedHashMap<>(now.toMap());
    settings.toMap().forEach(changed::remove);
    changed.remove("threads");
    if (!changed.isEmpty()) {
      throw new UsageException(
          place.toString(),
          "was changed since the last checkpoint: it now has " + changed,
          "undo the change, or start a new run with --config " + place);
    }
  }

  private static TrainSettings settings(String json) {
    Map<String, String> values = new LinkedHashMap<>();
    new JsonMapper()
        .readTree(json)
        .properties()
        .forEach(p -> values.put(p.getKey(), p.getValue().asString()));
    return TrainSettings.of(Map.of(), values);
  }

  private static LabelSet labels(String json) {
    return new LabelSet(List.of(new JsonMapper().readValue(json, String[].class)));
  }

  /** Puts weights, margin and optimizer back. */
  void restore(StateDict state, Optimization optimization) {
    NetworkWeights.restoreAll(state, tensors);
    NetworkWeights.copyInto(required(MARGIN), optimization.delta1());
    TensorData archive = required(OPTIMIZER);
    byte[] bytes = new byte[(int) archive.bytes()];
    archive.data().get(bytes);
    optimization.load(bytes);
  }

  /** The training labels after {@link #epoch}, by position. */
  int[] currentLabels() {
    return Arrays.stream(required(LABELS).toLongs()).mapToInt(Math::toIntExact).toArray();
  }

  /** The tensor of that name. */
  TensorData required(String name) {
    TensorData tensor = tensors.get(name);
    if (tensor == null) {
      throw new ModelException("checkpoint", "lacks '" + name + "'", "use another checkpoint");
    }
    return tensor;
  }
}
