package io.selfcure.training.loop;

import io.selfcure.core.error.DivergedException;
import io.selfcure.training.method.Method;
import io.selfcure.training.network.NetworkWeights;
import io.selfcure.training.objective.Optimization;
import io.selfcure.training.weights.DType;
import io.selfcure.training.weights.TensorData;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What changes while a network trains, as a checkpoint's tensors: what the method saves, weights
 * under PyTorch's names among it, and under {@code selfcure.} the current labels, the margin and
 * what the optimizer has gathered.
 *
 * @param method how it trains
 * @param optimization optimizer and learned margin
 */
record TrainingState(Method method, Optimization optimization) {

  private static final String LABELS = "selfcure.current-labels";
  private static final String MARGIN = "selfcure.margin-1";
  private static final String OPTIMIZER = "selfcure.optimizer.";

  /**
   * A copy of everything.
   *
   * @param current the labels trained on, by position
   * @throws DivergedException when a weight is not finite: such a checkpoint would be worthless
   */
  Map<String, TensorData> export(int[] current) {
    Map<String, TensorData> tensors = new LinkedHashMap<>(method.save());
    tensors.forEach(TrainingState::requireFinite);
    tensors.put(
        LABELS,
        TensorData.ofLongs(Arrays.stream(current).asLongStream().toArray(), current.length));
    tensors.put(MARGIN, NetworkWeights.export(optimization.delta1()));
    optimization.save().forEach((name, tensor) -> tensors.put(OPTIMIZER + name, tensor));
    return tensors;
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
            "lower {learning-rate} or set {clip-gradient=5}");
      }
    }
  }

  /** Puts the method, margin and optimizer back. */
  void restore(Checkpoint checkpoint) {
    method.restore(checkpoint.saved());
    NetworkWeights.copyInto(checkpoint.required(MARGIN), optimization.delta1());
    optimization.load(optimizer(checkpoint));
  }

  private static Map<String, TensorData> optimizer(Checkpoint checkpoint) {
    Map<String, TensorData> gathered = new LinkedHashMap<>();
    checkpoint
        .tensors()
        .forEach(
            (name, tensor) -> {
              if (name.startsWith(OPTIMIZER)) {
                gathered.put(name.substring(OPTIMIZER.length()), tensor);
              }
            });
    return gathered;
  }

  /** The labels trained on when the checkpoint was written, by position. */
  static int[] currentLabels(Checkpoint checkpoint) {
    return Arrays.stream(checkpoint.required(LABELS).toLongs())
        .mapToInt(Math::toIntExact)
        .toArray();
  }
}
