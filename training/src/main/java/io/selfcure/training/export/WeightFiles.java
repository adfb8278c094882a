package io.selfcure.training.export;

import io.selfcure.training.network.NetworkWeights;
import io.selfcure.training.network.StateDict;
import io.selfcure.training.weights.PthWriter;
import io.selfcure.training.weights.Safetensors;
import java.nio.file.Path;
import java.util.Map;

/**
 * A network's weights alone, under torchvision's names and shapes for a ResNet-18 (the importance
 * head beside them as {@code importance.weight} and {@code importance.bias}).
 */
public final class WeightFiles {

  private WeightFiles() {}

  /**
   * Writes a safetensors file.
   *
   * @param metadata free text by key
   */
  public static void safetensors(StateDict state, Map<String, String> metadata, Path file) {
    Safetensors.write(file, NetworkWeights.export(state), metadata);
  }

  /** Writes what Python's {@code torch.load} gives as a dictionary of tensors by name. */
  public static void pth(StateDict state, Path file) {
    PthWriter.write(file, NetworkWeights.export(state));
  }
}
