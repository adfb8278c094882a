package io.selfcure.training.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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

  static byte[] of(Map<String, byte[]> entries, int method) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> next : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(next.getKey());
        CRC32 crc = new CRC32();
        crc.update(next.getValue());
        entry.setMethod(method);
        entry.setSize(next.getValue().length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
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
