package io.selfcure.training.weights;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a safetensors file holds.
 *
 * @param tensors by name, in the order of the file's header; unmodifiable
 * @param metadata free text by key, in the file's order; unmodifiable
 */
public record WeightsFile(Map<String, TensorData> tensors, Map<String, String> metadata) {

  /** Copies both maps, keeping their order. */
  public WeightsFile {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }
}
