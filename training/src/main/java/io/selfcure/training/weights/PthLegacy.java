package io.selfcure.training.weights;

import io.selfcure.training.weights.Pickled.Storage;
import io.selfcure.training.weights.Pickled.Strided;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * PyTorch's layout before 1.6: five pickles (magic number, protocol, system, object, storage keys),
 * then for each key a 64-bit count of elements and the elements, always little-endian.
 */
final class PthLegacy {

  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final Long PROTOCOL = 1001L;
  private static final int COUNT_BYTES = 8;

  private final FileBytes file;
  private final MemoryBudget budget;

  /** A storage and the file position of its first element. */
  private record Placed(Storage storage, long start) {}

  private PthLegacy(FileBytes file) {
    this.file = file;
    this.budget = new MemoryBudget(file.place(), file.size());
  }

  /** Whether a file's first bytes are the pickled magic number. */
  static boolean looksLikeIt(ByteBuffer start) {
    if (start.remaining() < 14 || (start.get(0) & 0xff) != 0x80) {
      return false;
    }
    // Protocols 4 and 5 may put a frame of 9 bytes before the number.
    int at = (start.get(2) & 0xff) == 0x95 ? 11 : 2;
    byte[] magic = MAGIC.toByteArray();
    if (start.remaining() < at + 2 + magic.length || start.get(at + 1) != magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if (start.get(at + 2 + i) != magic[magic.length - 1 - i]) {
        return false;
      }
    }
    return (start.get(at) & 0xff) == 0x8a;
  }

  static Map<String, TensorData> read(FileBytes file) {
    return new PthLegacy(file).tensors();
  }

  private Map<String, TensorData> tensors() {
    long head = Math.min(file.size(), PthZip.MAX_PICKLE);
    PickleInput in = new PickleInput(file.range(0, head, "the pickles"), file.place());
    if (!MAGIC.equals(new Unpickler(in).load())) {
      throw in.damaged("does not start with PyTorch's magic number");
    }
    if (!PROTOCOL.equals(new Unpickler(in).load())) {
      throw in.damaged("is not of PyTorch's file version " + PROTOCOL);
    }
    new Unpickler(in).load(); // the writer's byte order and sizes: storages do not depend on them
    Unpickler object = new Unpickler(in);
    Map<String, Strided> chosen = StateDicts.choose(object.load(), object.foreign(), file.place());
    if (!(new Unpickler(in).load() instanceof List<?> keys)) {
      throw in.damaged("has no list of storages");
    }
    Map<String, Placed> found = place(keys, object.storages(), in);
    TensorBuilder builder = new TensorBuilder(budget, false);
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    chosen.forEach(
        (name, tensor) -> {
          String where = file.place() + ", tensor " + Faults.show(name);
          tensors.put(name, builder.build(where, tensor, bytes(where, tensor, found)));
        });
    return tensors;
  }

  // The storages follow each other, so each must be known to find the next.
  private Map<String, Placed> place(List<?> keys, Map<String, Storage> storages, PickleInput in) {
    Map<String, Placed> found = new HashMap<>();
    long at = in.position();
    for (Object key : keys) {
      String where = "storage " + Faults.show(key instanceof String text ? text : "of no name");
      Storage storage = key instanceof String text ? storages.get(text) : null;
      if (storage == null) {
        throw in.damaged("lists a " + where + " that no tensor uses");
      }
      long numel = file.range(at, COUNT_BYTES, where).getLong();
      if (numel != storage.numel()) {
        throw Faults.damaged(
            file.place(), where + " has " + numel + " elements, wanted " + storage.numel());
      }
      at += COUNT_BYTES;
      int width = storage.dtype().bytes();
      if (numel > (file.size() - at) / width) {
        throw Faults.damaged(
            file.place(), where + " of " + numel + " elements goes beyond the end of the file");
      }
      if (found.put(storage.key(), new Placed(storage, at)) != null) {
        throw in.damaged("lists " + where + " twice");
      }
      at += numel * width;
    }
    return found;
  }

  private ByteBuffer bytes(String where, Strided tensor, Map<String, Placed> found) {
    Storage storage = tensor.storage();
    Placed placed = found.get(storage.key());
    if (placed == null) {
      throw Faults.damaged(
          where, "uses the storage " + Faults.show(storage.key()) + ", which is not in the file");
    }
    if (placed.storage().dtype() != storage.dtype()
        || placed.storage().numel() != storage.numel()) {
      throw Faults.damaged(
          where, "describes the storage " + Faults.show(storage.key()) + " in two ways");
    }
    int width = storage.dtype().bytes();
    long first = placed.start() + storage.viewStart() * width;
    return file.range(first, storage.viewNumel() * width, where);
  }
}
