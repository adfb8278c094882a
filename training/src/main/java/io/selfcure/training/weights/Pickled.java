package io.selfcure.training.weights;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The only objects that {@link Unpickler} makes, besides strings, {@link Long}, {@link
 * java.math.BigInteger}, {@link Double}, {@link Boolean} and lists. None of them runs anything, and
 * none takes part in {@code equals} or {@code hashCode}: a hostile pickle may tie them into knots.
 */
final class Pickled {

  private Pickled() {}

  /** Values without content of interest. */
  enum Inert {
    NONE,
    /** Bytes, a device, an element type, anything else that cannot lead to a tensor. */
    OPAQUE,
    /** A class or function that is not known; calling it gives a foreign {@link Dict}. */
    FOREIGN
  }

  /** What a pickle may call. */
  enum Function {
    /** {@code collections.OrderedDict} and {@code collections.Counter}. */
    DICT,
    /** {@code collections.defaultdict}, whose argument makes what is missing. */
    DEFAULT_DICT,
    /** {@code torch._utils._rebuild_tensor_v2}, and the one before PyTorch 0.4 without version. */
    REBUILD_TENSOR,
    /** {@code torch._utils._rebuild_parameter}, with or without state. */
    REBUILD_PARAMETER,
    /** {@code torch.Size}. */
    SIZE,
    /** {@code torch.device}. */
    DEVICE
  }

  /** A storage class. */
  record StorageType(DType dtype) {}

  /** A tuple, which unlike a list cannot change. */
  static final class Tuple {
    private final List<Object> items;

    Tuple(List<Object> items) {
      this.items = List.copyOf(items);
    }

    List<Object> items() {
      return items;
    }
  }

  /**
   * A dictionary, or an object of a class that is not known with what was put into it and its
   * attributes. Keys other than strings and numbers are left out: they cannot name a tensor.
   */
  static final class Dict {
    private final Map<Object, Object> items = new LinkedHashMap<>();
    private final boolean foreign;

    Dict() {
      this(false);
    }

    Dict(boolean foreign) {
      this.foreign = foreign;
    }

    /** Whether it stands for an object of a class that is not known. */
    boolean foreign() {
      return foreign;
    }

    void put(Object key, Object value) {
      if (key instanceof String || key instanceof Long) {
        items.put(key, value);
      }
    }

    Map<Object, Object> items() {
      return Collections.unmodifiableMap(items);
    }
  }

  /**
   * A run of elements in the file that tensors share.
   *
   * @param key its name in the file
   * @param dtype its element type
   * @param numel its length in elements
   * @param viewStart the first element that tensors see, 0 unless an old file says otherwise
   * @param viewNumel how many elements tensors see
   */
  record Storage(String key, DType dtype, long numel, long viewStart, long viewNumel) {}

  /**
   * A tensor not read yet.
   *
   * @param storage where its elements are
   * @param offset its first element, in elements
   * @param shape its sizes
   * @param strides the distance in elements between neighbours along each dimension
   */
  record Strided(Storage storage, long offset, List<Long> shape, List<Long> strides) {}
}
