package io.selfcure.training.weights;

import io.selfcure.core.error.ModelException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The directory at the end of a zip file, with the 64-bit extensions.
 *
 * <p>{@link java.util.zip.ZipFile} is not used: it allocates what a directory claims to need before
 * it looks at how long the file is, and it cannot map a stored entry.
 */
final class ZipDirectory {

  private static final int END = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int LOCATOR = 0x07064b50;
  private static final int LOCATOR_BYTES = 20;
  private static final int END_64 = 0x06064b50;
  private static final int END_64_BYTES = 56;
  private static final int RECORD = 0x02014b50;
  private static final int RECORD_BYTES = 46;
  private static final int EXTRA_64 = 1;
  private static final long FULL_16 = 0xffffL;
  private static final long FULL_32 = 0xffffffffL;
  private static final int MAX_ENTRIES = 500_000;

  private final FileBytes file;

  /**
   * What the directory says of an entry; none of it is checked yet.
   *
   * @param method 0 for stored, 8 for deflated
   * @param packed the bytes it takes in the file
   * @param size the bytes it takes unpacked
   * @param start where its local header is
   */
  record Entry(String name, int flags, int method, long crc, long packed, long size, long start) {}

  /** Where the records are. */
  private record Extent(long count, long length, long start) {}

  private ZipDirectory(FileBytes file) {
    this.file = file;
  }

  /**
   * Every entry by name, in the directory's order.
   *
   * @throws ModelException if the directory is damaged or names an entry twice
   */
  static Map<String, Entry> read(FileBytes file) {
    return new ZipDirectory(file).entries();
  }

  private Map<String, Entry> entries() {
    Extent extent = extent();
    if (extent.count() < 0 || extent.count() > MAX_ENTRIES) {
      throw damaged("has " + Long.toUnsignedString(extent.count()) + " entries");
    }
    ByteBuffer in = file.range(extent.start(), extent.length(), "the zip directory");
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (long i = 0; i < extent.count(); i++) {
      Entry entry = entry(in);
      if (entries.put(entry.name(), entry) != null) {
        throw damaged("has two entries named " + Faults.show(entry.name()));
      }
    }
    if (in.hasRemaining()) {
      throw damaged("has more than the " + extent.count() + " entries it announces");
    }
    return entries;
  }

  private Extent extent() {
    long tail = Math.min(file.size(), END_BYTES + LONGEST_COMMENT);
    long start = file.size() - tail;
    ByteBuffer in = file.range(start, tail, "the end of the zip file");
    // A comment of any length may follow, and may look like another end: it must fit exactly.
    for (int at = (int) tail - END_BYTES; at >= 0; at--) {
      if (in.getInt(at) == END && u16(in, at + 20) == tail - END_BYTES - at) {
        Extent extent = new Extent(u16(in, at + 10), u32(in, at + 12), u32(in, at + 16));
        boolean large =
            extent.count() == FULL_16 || extent.length() == FULL_32 || extent.start() == FULL_32;
        return large ? extent64(start + at) : extent;
      }
    }
    throw damaged("is a zip file without a directory: it is cut short");
  }

  private Extent extent64(long end) {
    ByteBuffer locator = file.range(end - LOCATOR_BYTES, LOCATOR_BYTES, "the zip64 locator");
    if (locator.getInt(0) != LOCATOR) {
      throw damaged("lacks its zip64 locator");
    }
    ByteBuffer in = file.range(locator.getLong(8), END_64_BYTES, "the zip64 end");
    if (in.getInt(0) != END_64) {
      throw damaged("lacks its zip64 end");
    }
    return new Extent(in.getLong(32), in.getLong(40), in.getLong(48));
  }

  private Entry entry(ByteBuffer directory) {
    ByteBuffer in = take(directory, RECORD_BYTES);
    if (in.getInt(0) != RECORD) {
      throw damaged("has a damaged zip directory");
    }
    byte[] name = new byte[(int) u16(in, 28)];
    take(directory, name.length).get(name);
    ByteBuffer extra = take(directory, (int) u16(in, 30));
    take(directory, (int) u16(in, 32));
    long[] large = {u32(in, 24), u32(in, 20), u32(in, 42)};
    widen(large, extra);
    return new Entry(
        new String(name, StandardCharsets.UTF_8),
        (int) u16(in, 8),
        (int) u16(in, 10),
        u32(in, 16),
        large[1],
        large[0],
        large[2]);
  }

  // Numbers that do not fit 32 bits stand in an extra field, in this order, without the others.
  private void widen(long[] numbers, ByteBuffer extra) {
    while (extra.remaining() >= 4) {
      boolean wide = extra.getShort() == EXTRA_64;
      ByteBuffer field = take(extra, extra.getShort() & 0xffff);
      for (int i = 0; wide && i < numbers.length; i++) {
        if (numbers[i] == FULL_32) {
          numbers[i] = take(field, Long.BYTES).getLong();
        }
      }
    }
  }

  private ByteBuffer take(ByteBuffer in, int length) {
    if (length > in.remaining()) {
      throw damaged("has a zip directory that ends early");
    }
    ByteBuffer taken = in.slice(in.position(), length).order(in.order());
    in.position(in.position() + length);
    return taken;
  }

  private ModelException damaged(String problem) {
    return Faults.damaged(file.place(), problem);
  }

  private static long u16(ByteBuffer in, int at) {
    return in.getShort(at) & FULL_16;
  }

  private static long u32(ByteBuffer in, int at) {
    return in.getInt(at) & FULL_32;
  }
}
