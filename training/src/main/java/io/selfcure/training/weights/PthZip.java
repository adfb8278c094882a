package io.selfcure.training.weights;

import io.selfcure.core.error.ModelException;
import io.selfcure.training.weights.Pickled.Storage;
import io.selfcure.training.weights.Pickled.Strided;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * PyTorch's zip layout, since 1.6: {@code <archive>/data.pkl} describes, {@code
 * <archive>/data/<key>} are the storages, {@code <archive>/byteorder} is optional.
 */
final class PthZip {

  static final int MAX_PICKLE = 64 << 20;

  private static final String PICKLE = "data.pkl";

  private final String place;
  private final MemoryBudget budget;
  private final ZipContents zip;
  private final String prefix;
  private final Map<String, ByteBuffer> storages = new HashMap<>();

  private PthZip(FileBytes file) {
    this.place = file.place();
    this.budget = new MemoryBudget(place, file.size());
    this.zip = new ZipContents(file, budget);
    this.prefix = prefix(zip.names(), place);
  }

  static boolean looksLikeIt(ByteBuffer start) {
    return start.remaining() >= 4
        && start.get(0) == 'P'
        && start.get(1) == 'K'
        && start.get(2) == 3
        && start.get(3) == 4;
  }

  static Map<String, TensorData> read(FileBytes file) {
    return new PthZip(file).tensors();
  }

  private Map<String, TensorData> tensors() {
    ByteBuffer pickle = zip.read(prefix + PICKLE, MAX_PICKLE);
    PickleInput in = new PickleInput(pickle, place + ", " + Faults.show(prefix + PICKLE));
    Unpickler object = new Unpickler(in);
    Map<String, Strided> chosen = StateDicts.choose(object.load(), object.foreign(), place);
    TensorBuilder builder = new TensorBuilder(budget, bigEndian());
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    chosen.forEach(
        (name, tensor) -> {
          String where = place + ", tensor " + Faults.show(name);
          tensors.put(name, builder.build(where, tensor, storage(tensor.storage(), where)));
        });
    return tensors;
  }

  private ByteBuffer storage(Storage storage, String where) {
    String name = prefix + "data/" + storage.key();
    ByteBuffer all = storages.computeIfAbsent(name, n -> zip.read(n, Shapes.MAX_TENSOR_BYTES));
    int width = storage.dtype().bytes();
    if (all.remaining() / width != storage.numel()) {
      throw Faults.damaged(
          where,
          "should have a storage of "
              + storage.numel()
              + " elements of type "
              + storage.dtype()
              + " but "
              + Faults.show(name)
              + " has "
              + all.remaining()
              + " bytes");
    }
    return all.slice((int) storage.viewStart() * width, (int) storage.viewNumel() * width);
  }

  private boolean bigEndian() {
    String name = prefix + "byteorder";
    if (!zip.names().contains(name)) {
      return false;
    }
    String order = StandardCharsets.US_ASCII.decode(zip.read(name, 16)).toString();
    return switch (order) {
      case "little" -> false;
      case "big" -> true;
      default -> throw Faults.damaged(place, "has the byte order " + Faults.show(order));
    };
  }

  // The archive's name is free; every entry is below it.
  private static String prefix(Set<String> names, String place) {
    String found = null;
    for (String name : names) {
      if (name.endsWith("/" + PICKLE) && name.indexOf('/') == name.lastIndexOf('/')) {
        if (found != null) {
          throw Faults.damaged(place, "has two " + PICKLE);
        }
        found = name.substring(0, name.length() - PICKLE.length());
      }
    }
    if (found == null) {
      throw new ModelException(
          place, "is a zip file without " + PICKLE, "name a file that torch.save wrote");
    }
    if (names.contains(found + "constants.pkl")) {
      throw new ModelException(
          place,
          "is a TorchScript program",
          "save its tensors: torch.save(torch.jit.load(...).state_dict(), ...)");
    }
    return found;
  }
}
