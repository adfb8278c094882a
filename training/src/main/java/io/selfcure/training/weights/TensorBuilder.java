package io.selfcure.training.weights;

import io.selfcure.training.weights.Pickled.Strided;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Makes a described tensor of PyTorch's real: contiguous, little-endian, checked. */
final class TensorBuilder {

  private final MemoryBudget budget;
  private final boolean bigEndian;

  TensorBuilder(MemoryBudget budget, boolean bigEndian) {
    this.budget = budget;
    this.bigEndian = bigEndian;
  }

  /**
   * A view of the storage if the tensor lies there contiguously, a copy otherwise.
   *
   * @param place names the tensor
   * @param bytes the storage as tensors see it
   */
  TensorData build(String place, Strided tensor, ByteBuffer bytes) {
    DType dtype = tensor.storage().dtype();
    int width = dtype.bytes();
    int wanted = Shapes.bytes(dtype, tensor.shape(), place);
    if (wanted == 0) {
      return new TensorData(dtype, tensor.shape(), ByteBuffer.allocate(0));
    }
    requireInside(place, tensor, bytes.remaining() / width);
    if (isContiguous(tensor) && (!bigEndian || width == 1)) {
      ByteBuffer view = bytes.slice((int) tensor.offset() * width, wanted);
      return new TensorData(dtype, tensor.shape(), view);
    }
    budget.charge(wanted, place);
    return new TensorData(dtype, tensor.shape(), gather(tensor, bytes, wanted));
  }

  private static void requireInside(String place, Strided tensor, long storageElements) {
    boolean inside;
    try {
      long last = tensor.offset();
      for (int d = 0; d < tensor.shape().size(); d++) {
        long reach = Math.multiplyExact(tensor.shape().get(d) - 1, tensor.strides().get(d));
        last = Math.addExact(last, reach);
      }
      inside = last < storageElements;
    } catch (ArithmeticException e) {
      inside = false;
    }
    if (!inside) {
      throw Faults.damaged(
          place,
          "of shape "
              + tensor.shape()
              + ", strides "
              + tensor.strides()
              + " and offset "
              + tensor.offset()
              + " reaches beyond its storage of "
              + storageElements
              + " elements");
    }
  }

  private static boolean isContiguous(Strided tensor) {
    long expected = 1;
    for (int d = tensor.shape().size() - 1; d >= 0; d--) {
      long size = tensor.shape().get(d);
      if (size != 1 && tensor.strides().get(d) != expected) {
        return false;
      }
      expected *= size;
    }
    return true;
  }

  // Goes through the elements in row-major order, a row of the innermost dimension at a time.
  private ByteBuffer gather(Strided tensor, ByteBuffer bytes, int wanted) {
    ByteBuffer in = bytes.slice().order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    ByteBuffer out = ByteBuffer.allocate(wanted).order(ByteOrder.LITTLE_ENDIAN);
    List<Long> shape = tensor.shape();
    int inner = shape.size() - 1;
    long rowSize = inner < 0 ? 1 : shape.get(inner);
    long rowStride = inner < 0 ? 0 : tensor.strides().get(inner);
    long[] index = new long[Math.max(inner, 0)];
    long start = tensor.offset();
    while (true) {
      copyRow(in, start, rowSize, rowStride, out, tensor.storage().dtype().bytes());
      int d = index.length - 1;
      while (d >= 0 && ++index[d] == shape.get(d)) {
        start -= (shape.get(d) - 1) * tensor.strides().get(d);
        index[d] = 0;
        d--;
      }
      if (d < 0) {
        return out.flip();
      }
      start += tensor.strides().get(d);
    }
  }

  private static void copyRow(
      ByteBuffer in, long start, long size, long stride, ByteBuffer out, int width) {
    for (long i = 0; i < size; i++) {
      int at = (int) (start + i * stride) * width;
      switch (width) {
        case 1 -> out.put(in.get(at));
        case 2 -> out.putShort(in.getShort(at));
        case 4 -> out.putInt(in.getInt(at));
        default -> out.putLong(in.getLong(at));
      }
    }
  }
}
