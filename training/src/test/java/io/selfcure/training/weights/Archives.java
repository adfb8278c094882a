package io.selfcure.training.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Puts together and takes apart PyTorch's zip files. */
final class Archives {

  private Archives() {}

  /** One with a pickle and storage 0 of a single element. */
  static byte[] of(byte[] pickle) {
    return of(pickle, new byte[4]);
  }

  /** One with a pickle and storage 0. */
  static byte[] of(byte[] pickle, byte[] storage) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("a/data.pkl", pickle);
    entries.put("a/data/0", storage);
    return of(entries, ZipEntry.STORED);
  }

  /** By hand, because the fuzzer makes thousands and the library sets up a deflater for each. */
  static byte[] of(Map<String, byte[]> entries, int method) {
    if (method == ZipEntry.DEFLATED) {
      return deflated(entries);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    entries.forEach(
        (name, content) -> {
          byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
          CRC32 crc = new CRC32();
          crc.update(content);
          ByteBuffer record = little(46).putInt(0x02014b50).putShort((short) 20);
          record.putShort((short) 20).putInt(0).putInt(0).putInt((int) crc.getValue());
          record.putInt(content.length).putInt(content.length).putShort((short) utf8.length);
          directory.writeBytes(bytes(record.putInt(42, out.size())));
          directory.writeBytes(utf8);
          // A local header is the middle of the directory's record, and the lengths of name and
          // extra.
          ByteBuffer local = little(30).putInt(0x04034b50).put(record.slice(6, 24));
          out.writeBytes(bytes(local));
          out.writeBytes(utf8);
          out.writeBytes(content);
        });
    short count = (short) entries.size();
    ByteBuffer end = little(22).putInt(0x06054b50).putInt(0).putShort(count).putShort(count);
    end.putInt(directory.size()).putInt(out.size());
    out.writeBytes(directory.toByteArray());
    out.writeBytes(bytes(end));
    return out.toByteArray();
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] bytes(ByteBuffer all) {
    byte[] bytes = new byte[all.capacity()];
    all.rewind().get(bytes);
    return bytes;
  }

  private static byte[] deflated(Map<String, byte[]> entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> next : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(next.getKey()));
        zip.write(next.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Every entry's content. */
  static Map<String, byte[]> entries(Path file) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }
}
