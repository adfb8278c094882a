package io.selfcure.training.network;

import io.selfcure.core.error.ModelException;
import io.selfcure.training.weights.DType;
import io.selfcure.training.weights.LoadReport;
import io.selfcure.training.weights.TensorData;
import io.selfcure.training.weights.WeightsReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Moves weights between files and a network. */
public final class NetworkWeights {

  private NetworkWeights() {}

  /**
   * Fills a network from a .pth or .safetensors file: tensors of the same shape and name, also in
   * the names of other programs, are taken, others (another head, say) are skipped, and the report
   * says which.
   *
   * @throws ModelException when the file is damaged or does not give the layers before the heads
   */
  public static LoadReport initialise(StateDict state, Path file) {
    Map<String, TensorData> found = WeightsReader.read(file);
    Map<String, List<Long>> wanted = new LinkedHashMap<>();
    state.names().forEach(n -> wanted.put(n, shape(state.get(n))));
    LoadReport report = LoadReport.match(found, wanted).requireLayers(file);
    report.sources().forEach((name, source) -> copyInto(required(found, source), state.get(name)));
    return report;
  }

  private static TensorData required(Map<String, TensorData> found, String name) {
    return Objects.requireNonNull(found.get(name), name);
  }

  /** Every tensor of a network by name. */
  public static Map<String, TensorData> export(StateDict state) {
    Map<String, TensorData> all = new LinkedHashMap<>();
    state.names().forEach(n -> all.put(n, export(state.get(n))));
    return all;
  }

  /** A copy of one tensor: fp32, or int64 for counters. */
  public static TensorData export(Tensor tensor) {
    try (PointerScope scope = new PointerScope()) {
      Tensor plain = tensor.detach().cpu().contiguous();
      boolean counter = plain.scalar_type().intern() == ScalarType.Long;
      DType type = counter ? DType.I64 : DType.F32;
      byte[] bytes = new byte[Math.toIntExact(plain.numel() * type.bytes())];
      new BytePointer(plain.data_ptr()).get(bytes);
      ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      return new TensorData(type, shape(plain), data);
    }
  }

  /**
   * Fills every tensor of a network.
   *
   * @throws ModelException when one is missing or of another shape
   */
  public static void restoreAll(StateDict state, Map<String, TensorData> tensors) {
    for (String name : state.names()) {
      TensorData value = tensors.get(name);
      if (value == null || !value.shape().equals(shape(state.get(name)))) {
        throw new ModelException(
            "tensor " + name,
            value == null ? "is missing" : "is " + value + ", expected " + shape(state.get(name)),
            "use a checkpoint of the same network");
      }
      copyInto(value, state.get(name));
    }
  }

  /** Copies values of any floating-point or integer type into a tensor of the same shape. */
  public static void copyInto(TensorData from, Tensor to) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      long[] shape = from.shape().stream().mapToLong(Long::longValue).toArray();
      Tensor values;
      if (to.scalar_type().intern() == ScalarType.Long) {
        values = torch.tensor(from.toLongs(), new TensorOptions(ScalarType.Long));
      } else {
        values = torch.tensor(from.toFloats(), new TensorOptions(ScalarType.Float));
      }
      to.copy_(values.reshape(shape));
    }
  }

  private static List<Long> shape(Tensor tensor) {
    List<Long> shape = new ArrayList<>();
    for (long d = 0; d < tensor.dim(); d++) {
      shape.add(tensor.size(d));
    }
    return shape;
  }
}
