package io.selfcure.training.weights;

import io.selfcure.core.error.ModelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** The entries of a zip file: views of it where stored, copies within a budget where deflated. */
final class ZipContents {

  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_BYTES = 30;
  private static final int ENCRYPTED = 1;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;

  private final FileBytes file;
  private final MemoryBudget budget;
  private final Map<String, ZipDirectory.Entry> entries;
  private long unread;

  ZipContents(FileBytes file, MemoryBudget budget) {
    this.file = file;
    this.budget = budget;
    this.entries = ZipDirectory.read(file);
    this.unread = file.size();
  }

  Set<String> names() {
    return entries.keySet();
  }

  /**
   * An entry's content, little-endian; to be asked for once.
   *
   * @param most the most bytes it may have
   * @throws ModelException if it is missing, larger, damaged or packed in another way
   */
  ByteBuffer read(String name, long most) {
    ZipDirectory.@Nullable Entry entry = entries.get(name);
    if (entry == null) {
      throw Faults.damaged(file.place(), "lacks " + Faults.show(name));
    }
    String place = file.place() + ", " + Faults.show(name);
    if (entry.size() < 0 || entry.size() > most) {
      throw new ModelException(
          place,
          "has " + Long.toUnsignedString(entry.size()) + " bytes, wanted at most " + most,
          "save only the network's state_dict");
    }
    if ((entry.flags() & ENCRYPTED) != 0) {
      throw new ModelException(place, "is encrypted", "save it without a password");
    }
    ByteBuffer packed = packed(entry, place);
    ByteBuffer content =
        switch (entry.method()) {
          case STORED -> packed;
          case DEFLATED -> inflated(entry, packed, place);
          default ->
              throw new ModelException(
                  place, "is packed by method " + entry.method(), "save it again, uncompressed");
        };
    requireSound(entry, content, place);
    return content;
  }

  private ByteBuffer packed(ZipDirectory.Entry entry, String place) {
    ByteBuffer local = file.range(entry.start(), LOCAL_BYTES, "the header of " + place);
    if (local.getInt(0) != LOCAL) {
      throw Faults.damaged(place, "is not where the zip directory says");
    }
    // Else a directory with many entries over the same bytes would have us check each for hours.
    unread -= entry.packed();
    if (unread < 0) {
      throw Faults.damaged(place, "overlaps another entry");
    }
    long extra = (local.getShort(26) & 0xffffL) + (local.getShort(28) & 0xffffL);
    return file.range(
        entry.start() + LOCAL_BYTES + extra, entry.packed(), Faults.show(entry.name()));
  }

  private ByteBuffer inflated(ZipDirectory.Entry entry, ByteBuffer packed, String place) {
    budget.charge(entry.size(), Faults.show(entry.name()));
    // One byte more than announced, so that a longer content shows.
    ByteBuffer out = ByteBuffer.allocate((int) entry.size() + 1);
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed);
      int got = 1;
      while (got > 0 && out.hasRemaining()) {
        got = inflater.inflate(out);
      }
      if (!inflater.finished()) {
        throw Faults.damaged(place, "does not unpack to " + entry.size() + " bytes");
      }
    } catch (DataFormatException e) {
      throw Faults.damaged(place, "cannot be unpacked", e);
    } finally {
      inflater.end();
    }
    return out.flip().order(ByteOrder.LITTLE_ENDIAN);
  }

  // PyTorch can be told not to compute checksums; it then leaves 0.
  private static void requireSound(ZipDirectory.Entry entry, ByteBuffer content, String place) {
    if (content.remaining() != entry.size()) {
      throw Faults.damaged(place, "has " + content.remaining() + " bytes, wanted " + entry.size());
    }
    CRC32 crc = new CRC32();
    crc.update(content.duplicate());
    if (entry.crc() != 0 && entry.crc() != crc.getValue()) {
      throw Faults.damaged(place, "does not have its checksum");
    }
  }
}
