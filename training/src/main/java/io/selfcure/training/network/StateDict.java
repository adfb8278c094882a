package io.selfcure.training.network;

import io.selfcure.training.runtime.Accelerator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * Named tensors in PyTorch's state-dict naming and order. The tensors are held here for the
 * network's whole life, outside every pointer scope, so that a garbage collection can never free
 * one in use; {@link #close} ends it, and nothing may use them afterwards.
 */
public final class StateDict implements AutoCloseable {

  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final Set<String> parameters = new LinkedHashSet<>();

  /** Takes a tensor's owner: in-place methods return an alias that dies with it. */
  void parameter(String name, Tensor tensor) {
    Tensor placed = Accelerator.place(tensor);
    placed.requires_grad_(true);
    tensors.put(name, placed.retainReference());
    parameters.add(name);
  }

  void buffer(String name, Tensor tensor) {
    tensors.put(name, Accelerator.place(tensor).retainReference());
  }

  /** The tensor of that name. */
  public Tensor get(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no tensor named " + name);
    }
    return tensor;
  }

  /** Whether there is a tensor of that name. */
  public boolean has(String name) {
    return tensors.containsKey(name);
  }

  /** All names, parameters and buffers, in the order of PyTorch's state dict. */
  public List<String> names() {
    return List.copyOf(tensors.keySet());
  }

  /** The names of what the optimizer changes. */
  public List<String> parameterNames() {
    return List.copyOf(parameters);
  }

  /** The parameters of those names, for an optimizer. */
  public TensorVector vector(List<String> names) {
    List<Tensor> chosen = new ArrayList<>();
    names.forEach(n -> chosen.add(get(n)));
    return new TensorVector(chosen.toArray(new Tensor[0]));
  }

  @Override
  public void close() {
    tensors.values().forEach(Tensor::deallocate);
    tensors.clear();
    parameters.clear();
  }

  /** Number of trainable values. */
  public long parameterCount() {
    return parameters.stream().mapToLong(n -> get(n).numel()).sum();
  }
}
