package io.selfcure.training.weights;

import io.selfcure.training.weights.Pickled.Dict;
import io.selfcure.training.weights.Pickled.Function;
import io.selfcure.training.weights.Pickled.Inert;
import io.selfcure.training.weights.Pickled.Storage;
import io.selfcure.training.weights.Pickled.StorageType;
import io.selfcure.training.weights.Pickled.Strided;
import io.selfcure.training.weights.Pickled.Tuple;
import java.util.List;

/** What the few allowed calls of a pickle give. */
final class PickleCalls {

  private PickleCalls() {}

  /** The result of a call; tensors are described, not read. */
  static Object call(Function function, List<Object> arguments, PickleInput in) {
    return switch (function) {
      case DICT -> dict(arguments, in);
      case DEFAULT_DICT -> new Dict();
      case REBUILD_TENSOR -> tensor(arguments, in);
      case REBUILD_PARAMETER -> {
        Object tensor = arguments.isEmpty() ? Inert.NONE : arguments.get(0);
        if (!(tensor instanceof Strided) && !foreign(tensor)) {
          throw in.damaged("makes a parameter of something other than a tensor");
        }
        yield tensor;
      }
      case SIZE ->
          new Tuple(
              longs(argument(arguments, 0, in), in).stream().map(Object.class::cast).toList());
      case DEVICE -> Inert.OPAQUE;
    };
  }

  /** Whether an object stands for one of a class that is not known, or for such a class. */
  static boolean foreign(Object object) {
    return object == Inert.FOREIGN
        || object == Inert.OPAQUE
        || (object instanceof Dict d && d.foreign());
  }

  /**
   * What a persistent id stands for: a storage, or {@link Inert#OPAQUE} for one of elements that
   * are not known and for what else Python kept beside (a class and its source, in old files).
   */
  static Object persistent(Object id, PickleInput in) {
    if (id instanceof Tuple tuple && !tuple.items().isEmpty()) {
      boolean module = tuple.items().get(0).equals("module");
      if (module || (tuple.items().size() > 1 && foreign(tuple.items().get(1)))) {
        return Inert.OPAQUE;
      }
    }
    return storage(id, in);
  }

  /**
   * The storage of a persistent id: {@code ('storage', class, key, location, numel)}, in old files
   * with a view {@code (key, start, numel)} or None behind it.
   */
  private static Storage storage(Object id, PickleInput in) {
    if (!(id instanceof Tuple tuple)
        || tuple.items().size() < 5
        || tuple.items().size() > 6
        || !tuple.items().get(0).equals("storage")) {
      throw in.damaged("refers to something other than a storage");
    }
    List<Object> items = tuple.items();
    if (!(items.get(1) instanceof StorageType type)) {
      throw in.damaged("has a storage without an element type");
    }
    Object key = items.get(2);
    if (!(key instanceof String) && !(key instanceof Long)) {
      throw in.damaged("has a storage without a key");
    }
    long numel = size(items.get(4), "storage", in);
    long start = 0;
    long seen = numel;
    if (items.size() == 6 && items.get(5) instanceof Tuple view) {
      start = size(argument(view.items(), 1, in), "view", in);
      seen = size(argument(view.items(), 2, in), "view", in);
      if (start > numel || seen > numel - start) {
        throw in.damaged("has a view of " + seen + " from " + start + " of a storage of " + numel);
      }
    }
    return new Storage(key.toString(), type.dtype(), numel, start, seen);
  }

  private static Dict dict(List<Object> arguments, PickleInput in) {
    if (arguments.isEmpty()) {
      return new Dict();
    }
    if (arguments.get(0) instanceof Dict same) {
      return same; // a copy would cost memory for nothing
    }
    // Python 2 wrote an ordered dictionary as a list of [key, value].
    Dict dict = new Dict();
    List<Object> pairs = items(arguments.get(0), in);
    in.work(pairs.size());
    for (Object pair : pairs) {
      List<Object> both = items(pair, in);
      if (both.size() != 2) {
        throw in.damaged("makes a dictionary of something other than pairs");
      }
      dict.put(both.get(0), both.get(1));
    }
    return dict;
  }

  // (storage, offset, size, stride, ...): the rest is about gradients.
  private static Object tensor(List<Object> arguments, PickleInput in) {
    if (foreign(argument(arguments, 0, in))) {
      return Inert.OPAQUE;
    }
    if (!(argument(arguments, 0, in) instanceof Storage storage)) {
      throw in.damaged("has a tensor without a storage");
    }
    long offset = size(argument(arguments, 1, in), "tensor's offset", in);
    List<Long> shape = longs(argument(arguments, 2, in), in);
    List<Long> strides = longs(argument(arguments, 3, in), in);
    if (shape.size() != strides.size()) {
      throw in.damaged("has a tensor of shape " + shape + " with the strides " + strides);
    }
    return new Strided(storage, offset, shape, strides);
  }

  private static Object argument(List<Object> arguments, int index, PickleInput in) {
    if (index >= arguments.size()) {
      throw in.damaged("gives a call only " + arguments.size() + " arguments");
    }
    return arguments.get(index);
  }

  private static List<Long> longs(Object sequence, PickleInput in) {
    List<Object> items = items(sequence, in);
    if (items.size() > Shapes.MAX_DIMENSIONS) {
      throw in.damaged("has a shape of " + items.size() + " dimensions");
    }
    in.work(items.size()); // a call may repeat at three bytes each time
    return items.stream().map(item -> size(item, "shape", in)).toList();
  }

  private static long size(Object value, String what, PickleInput in) {
    if (value instanceof Long number && number >= 0) {
      return number;
    }
    throw in.damaged(
        "has a " + what + " of " + (value instanceof Long ? value : "no number") + ", wanted >= 0");
  }

  @SuppressWarnings("unchecked") // only the unpickler makes lists, and always of objects
  private static List<Object> items(Object sequence, PickleInput in) {
    if (sequence instanceof Tuple tuple) {
      return tuple.items();
    }
    if (sequence instanceof List<?> list) {
      return (List<Object>) list;
    }
    throw in.damaged("has something other than a sequence where one belongs");
  }
}
