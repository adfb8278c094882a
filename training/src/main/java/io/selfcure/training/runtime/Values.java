package io.selfcure.training.runtime;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Copies small tensors out of native memory. */
public final class Values {

  private Values() {}

  /** All values of a tensor in row-major order. */
  public static float[] floats(Tensor tensor) {
    try (PointerScope scope = new PointerScope()) {
      Tensor plain = tensor.detach().cpu().to(ScalarType.Float).contiguous();
      float[] values = new float[Math.toIntExact(plain.numel())];
      new FloatPointer(plain.data_ptr_float()).get(values);
      return values;
    }
  }

  /** The rows of a matrix. */
  public static float[][] rows(Tensor matrix) {
    int n = Math.toIntExact(matrix.size(0));
    int c = Math.toIntExact(matrix.size(1));
    float[] all = floats(matrix);
    float[][] rows = new float[n][];
    for (int i = 0; i < n; i++) {
      rows[i] = java.util.Arrays.copyOfRange(all, i * c, (i + 1) * c);
    }
    return rows;
  }
}
