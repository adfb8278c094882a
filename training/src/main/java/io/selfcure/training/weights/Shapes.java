package io.selfcure.training.weights;

import io.selfcure.core.error.ModelException;
import java.util.List;

/** Arithmetic on shapes that come from files nobody vouches for. */
final class Shapes {

  /** PyTorch's own limit. */
  static final int MAX_DIMENSIONS = 64;

  /** One tensor must fit a Java buffer. */
  static final long MAX_TENSOR_BYTES = Integer.MAX_VALUE - 8L;

  private Shapes() {}

  /**
   * The number of elements of a shape.
   *
   * @throws ModelException if there are too many dimensions, a negative one, or a product (zeros
   *     left out) beyond 63 bits
   */
  static long elements(List<Long> shape, String place) {
    if (shape.size() > MAX_DIMENSIONS) {
      throw Faults.damaged(
          place, "has " + shape.size() + " dimensions, more than " + MAX_DIMENSIONS);
    }
    long product = 1;
    boolean empty = false;
    for (long size : shape) {
      if (size < 0) {
        throw Faults.damaged(place, "has a negative size in its shape " + shape);
      }
      empty |= size == 0;
      if (size > 0 && Long.MAX_VALUE / size < product) {
        throw Faults.damaged(place, "has an impossibly large shape " + shape);
      }
      product *= Math.max(size, 1);
    }
    return empty ? 0 : product;
  }

  /**
   * The bytes of a tensor.
   *
   * @throws ModelException as {@link #elements}, or if one Java buffer cannot hold the tensor
   */
  static int bytes(DType dtype, List<Long> shape, String place) {
    long elements = elements(shape, place);
    if (elements > MAX_TENSOR_BYTES / dtype.bytes()) {
      throw new ModelException(
          place,
          "of type " + dtype + " and shape " + shape + " takes 2 GiB or more",
          "a single tensor must stay below 2 GiB; split it or save it in a smaller type");
    }
    return (int) (elements * dtype.bytes());
  }
}
