package io.selfcure.training.loop;

import io.selfcure.core.error.DivergedException;
import io.selfcure.training.network.NetworkWeights;
import io.selfcure.training.network.StateDict;
import io.selfcure.training.objective.Optimization;
import io.selfcure.training.weights.DType;
import io.selfcure.training.weights.TensorData;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What changes while a network trains, as a checkpoint's tensors: weights under PyTorch's names,
 * and under {@code selfcure.} the current labels, the margin and the optimizer's archive.
 *
 * @param network the network's tensors
 * @param optimization optimizer and learned margin
 * @param cure of the mode {@code improved}, whose averaged weights take PyTorch's names
 */
record TrainingState(StateDict network, Optimization optimization, @Nullable Cure cure) {

  private static final String LABELS = "selfcure.current-labels";
  private static final String MARGIN = "selfcure.margin-1";
  private static final String OPTIMIZER = "selfcure.optimizer";

  /**
   * A copy of everything.
   *
   * @param current the labels trained on, by position
   * @throws DivergedException when a weight is not finite: such a checkpoint would be worthless
   */
  Map<String, TensorData> export(int[] current) {
    Map<String, TensorData> tensors = new LinkedHashMap<>(NetworkWeights.export(published()));
    tensors.forEach(TrainingState::requireFinite);
    tensors.put(
        LABELS,
        TensorData.ofLongs(Arrays.stream(current).asLongStream().toArray(), current.length));
    tensors.put(MARGIN, NetworkWeights.export(optimization.delta1()));
    byte[] archive = optimization.save();
    tensors.put(OPTIMIZER, TensorData.ofBytes(archive, archive.length));
    if (cure != null) {
      tensors.putAll(cure.save());
    }
    return tensors;
  }

  /** The weights to use. */
  private StateDict published() {
    return cure == null ? network : cure.state();
  }

  private static void requireFinite(String name, TensorData tensor) {
    if (tensor.dtype() != DType.F32) {
      return; // a counter
    }
    for (float v : tensor.toFloats()) {
      if (!Float.isFinite(v)) {
        throw new DivergedException(
            "weights " + name,
            "hold the value " + v,
            "lower --learning-rate or set --clip-gradient 5");
      }
    }
  }

  /** Puts weights, margin and optimizer back. */
  void restore(Checkpoint checkpoint) {
    NetworkWeights.restoreAll(published(), checkpoint.tensors());
    if (cure != null) {
      cure.restore(checkpoint);
    }
    NetworkWeights.copyInto(checkpoint.required(MARGIN), optimization.delta1());
    TensorData archive = checkpoint.required(OPTIMIZER);
    byte[] bytes = new byte[(int) archive.bytes()];
    archive.data().get(bytes);
    optimization.load(bytes);
  }

  /** The labels trained on when the checkpoint was written, by position. */
  static int[] currentLabels(Checkpoint checkpoint) {
    return Arrays.stream(checkpoint.required(LABELS).toLongs())
        .mapToInt(Math::toIntExact)
        .toArray();
  }
}
