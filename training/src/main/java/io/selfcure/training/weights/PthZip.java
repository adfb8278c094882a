package io.selfcure.training.weights;

import io.selfcure.core.error.ModelException;
import io.selfcure.training.weights.Pickled.Storage;
import io.selfcure.training.weights.Pickled.Strided;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch's zip layout, since 1.6: {@code <archive>/data.pkl} describes, {@code
 * <archive>/data/<key>} are the storages, {@code <archive>/byteorder} is optional.
 */
final class PthZip {

  static final int MAX_PICKLE = 64 << 20;

  private static final int MAX_ENTRIES = 500_000;
  private static final String PICKLE = "data.pkl";

  private final String place;
  private final ZipFile zip;
  private final MemoryBudget budget;
  private final Map<String, ZipEntry> entries;
  private final String prefix;
  private final Map<String, ByteBuffer> storages = new HashMap<>();

  private PthZip(String place, ZipFile zip, long fileBytes) {
    this.place = place;
    this.zip = zip;
    this.budget = new MemoryBudget(place, fileBytes);
    this.entries = entries(zip, place);
    this.prefix = prefix(entries, place);
  }

  static Map<String, TensorData> read(Path file, long fileBytes) {
    String place = file.toString();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return new PthZip(place, zip, fileBytes).tensors();
    } catch (IOException | IllegalArgumentException e) {
      throw Faults.damaged(
          place, "is not a sound zip file: " + Faults.show(String.valueOf(e.getMessage())), e);
    }
  }

  private Map<String, TensorData> tensors() throws IOException {
    byte[] pickle = read(prefix + PICKLE, MAX_PICKLE);
    PickleInput in = new PickleInput(ByteBuffer.wrap(pickle), place + ", " + prefix + PICKLE);
    Map<String, Strided> chosen = StateDicts.choose(new Unpickler(in).load(), place);
    TensorBuilder builder = new TensorBuilder(budget, bigEndian());
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, Strided> next : chosen.entrySet()) {
      String where = place + ", tensor " + Faults.show(next.getKey());
      Strided tensor = next.getValue();
      ByteBuffer bytes = storage(tensor.storage(), where);
      tensors.put(next.getKey(), builder.build(where, tensor, bytes));
    }
    return tensors;
  }

  private ByteBuffer storage(Storage storage, String where) throws IOException {
    String name = prefix + "data/" + storage.key();
    ByteBuffer all = storages.get(name);
    if (all == null) {
      all = ByteBuffer.wrap(read(name, Shapes.MAX_TENSOR_BYTES));
      storages.put(name, all);
    }
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

  private boolean bigEndian() throws IOException {
    String name = prefix + "byteorder";
    if (!entries.containsKey(name)) {
      return false;
    }
    String order = new String(read(name, 16), StandardCharsets.US_ASCII);
    return switch (order) {
      case "little" -> false;
      case "big" -> true;
      default -> throw Faults.damaged(place, "has the byte order " + Faults.show(order));
    };
  }

  private byte[] read(String name, long most) throws IOException {
    @Nullable ZipEntry entry = entries.get(name);
    if (entry == null) {
      throw Faults.damaged(place, "lacks " + Faults.show(name));
    }
    long size = entry.getSize();
    if (size < 0 || size > most) {
      throw new ModelException(
          place + ", " + Faults.show(name),
          "has " + size + " bytes, wanted at most " + most,
          "save only the network's state_dict");
    }
    if (entry.getMethod() == ZipEntry.STORED && entry.getCompressedSize() != size) {
      throw Faults.damaged(place + ", " + Faults.show(name), "has two different sizes");
    }
    budget.charge(size, Faults.show(name));
    byte[] content = new byte[(int) size];
    try (InputStream in = zip.getInputStream(entry)) {
      int got = in.readNBytes(content, 0, content.length);
      if (got != size || in.read() >= 0) {
        throw Faults.damaged(place + ", " + Faults.show(name), "does not have " + size + " bytes");
      }
    }
    requireChecksum(entry, content);
    return content;
  }

  // PyTorch can be told not to compute checksums; it then leaves 0.
  private void requireChecksum(ZipEntry entry, byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    if (entry.getCrc() != 0 && entry.getCrc() != crc.getValue()) {
      throw Faults.damaged(
          place + ", " + Faults.show(entry.getName()), "does not have its checksum");
    }
  }

  private static Map<String, ZipEntry> entries(ZipFile zip, String place) {
    Map<String, ZipEntry> entries = new LinkedHashMap<>();
    Enumeration<? extends ZipEntry> all = zip.entries();
    while (all.hasMoreElements()) {
      ZipEntry entry = all.nextElement();
      if (entries.put(entry.getName(), entry) != null) {
        throw Faults.damaged(place, "has two entries named " + Faults.show(entry.getName()));
      }
      if (entries.size() > MAX_ENTRIES) {
        throw Faults.damaged(place, "has more than " + MAX_ENTRIES + " entries");
      }
    }
    return entries;
  }

  // The archive's name is free; every entry is below it.
  private static String prefix(Map<String, ZipEntry> entries, String place) {
    String found = null;
    for (String name : entries.keySet()) {
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
    if (entries.containsKey(found + "constants.pkl")) {
      throw new ModelException(
          place,
          "is a TorchScript program",
          "save its tensors: torch.save(torch.jit.load(...).state_dict(), ...)");
    }
    return found;
  }
}
