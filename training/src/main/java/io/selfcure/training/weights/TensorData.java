package io.selfcure.training.weights;

import io.selfcure.core.error.ModelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * One tensor outside any native library: contiguous, row-major, little-endian.
 *
 * <p>The payload may be a view of a mapped file, which then must not be truncated while in use. It
 * is read-only.
 *
 * @param dtype the element type
 * @param shape the sizes, outermost first; empty for a scalar
 * @param data exactly {@code elements() * dtype.bytes()} bytes
 */
public record TensorData(DType dtype, List<Long> shape, ByteBuffer data) {

  /**
   * @throws ModelException if the shape is impossible, takes 2 GiB or more, or does not agree with
   *     the payload
   */
  public TensorData {
    shape = List.copyOf(shape);
    int bytes = Shapes.bytes(dtype, shape, "a tensor");
    if (bytes != data.remaining()) {
      throw Faults.damaged(
          "a tensor",
          "of type "
              + dtype
              + " and shape "
              + shape
              + " takes "
              + bytes
              + " bytes but has "
              + data.remaining());
    }
    data = data.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A single-precision tensor of these values, which are copied. */
  public static TensorData ofFloats(float[] values, long... shape) {
    ByteBuffer buffer = allocate(values.length, DType.F32);
    buffer.asFloatBuffer().put(values);
    return new TensorData(DType.F32, boxed(shape), buffer);
  }

  /** A 64-bit integer tensor of these values, which are copied. */
  public static TensorData ofLongs(long[] values, long... shape) {
    ByteBuffer buffer = allocate(values.length, DType.I64);
    buffer.asLongBuffer().put(values);
    return new TensorData(DType.I64, boxed(shape), buffer);
  }

  /** An unsigned byte tensor of these values, which are copied. */
  public static TensorData ofBytes(byte[] values, long... shape) {
    return new TensorData(DType.U8, boxed(shape), ByteBuffer.wrap(values.clone()));
  }

  /** The payload: a fresh read-only little-endian view at position 0. */
  @Override
  public ByteBuffer data() {
    return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The number of elements; 1 for a scalar. */
  public long elements() {
    return data.remaining() / dtype.bytes();
  }

  /** The payload's size in bytes. */
  public long bytes() {
    return data.remaining();
  }

  /**
   * The values as single precision. F16 and BF16 convert exactly; F64 rounds, and values beyond
   * single precision become infinite.
   *
   * @throws ModelException if the type is not a floating-point one
   */
  public float[] toFloats() {
    ByteBuffer in = data();
    float[] out = new float[(int) elements()];
    switch (dtype) {
      case F32 -> in.asFloatBuffer().get(out);
      case F64 -> {
        for (int i = 0; i < out.length; i++) {
          out[i] = (float) in.getDouble();
        }
      }
      case F16 -> {
        for (int i = 0; i < out.length; i++) {
          out[i] = halfToFloat(in.getShort());
        }
      }
      case BF16 -> {
        for (int i = 0; i < out.length; i++) {
          out[i] = Float.intBitsToFloat(in.getShort() << 16);
        }
      }
      default -> throw wrongType("floating-point values");
    }
    return out;
  }

  /**
   * The values as 64-bit integers; BOOL gives 0 and 1.
   *
   * @throws ModelException if the type is a floating-point one
   */
  public long[] toLongs() {
    ByteBuffer in = data();
    long[] out = new long[(int) elements()];
    for (int i = 0; i < out.length; i++) {
      out[i] =
          switch (dtype) {
            case I64 -> in.getLong();
            case I32 -> in.getInt();
            case I16 -> in.getShort();
            case I8 -> in.get();
            case U8 -> in.get() & 0xff;
            case BOOL -> in.get() == 0 ? 0 : 1;
            default -> throw wrongType("integers");
          };
    }
    return out;
  }

  /** The type and shape, such as {@code F32 [8, 512]}; never the values. */
  @Override
  public String toString() {
    return dtype + " " + shape;
  }

  private ModelException wrongType(String wanted) {
    return new ModelException(
        "a tensor", "is " + this + ", wanted " + wanted, "check that the file fits the network");
  }

  private static ByteBuffer allocate(int elements, DType dtype) {
    return ByteBuffer.allocate(Math.multiplyExact(elements, dtype.bytes()))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private static List<Long> boxed(long... shape) {
    return Arrays.stream(shape).boxed().toList();
  }

  // Java has this only from release 20 on.
  static float halfToFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >>> 10) & 0x1f;
    int fraction = half & 0x3ff;
    if (exponent == 0x1f) {
      return Float.intBitsToFloat(sign | 0x7f800000 | (fraction << 13));
    }
    if (exponent == 0) {
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    return Float.intBitsToFloat(sign | ((exponent + 112) << 23) | (fraction << 13));
  }
}
