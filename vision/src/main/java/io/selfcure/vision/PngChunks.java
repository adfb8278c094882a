package io.selfcure.vision;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Looks at the parts of a PNG file before OpenCV does: where a part says that it is longer than the
 * file, OpenCV 4.13 may go round and round for ever.
 */
final class PngChunks {

  private static final byte[] START = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  /** Length and name before a chunk's data, and a checksum after them. */
  private static final int BEFORE = 8;

  private static final int AFTER = 4;
  private static final long UNSIGNED = 0xffffffffL;

  private PngChunks() {}

  /** What is wrong, in words; empty where nothing is, and for files that are no PNG. */
  static String damage(byte[] file) {
    if (file.length < START.length
        || !java.util.Arrays.equals(file, 0, START.length, START, 0, START.length)) {
      return "";
    }
    ByteBuffer bytes = ByteBuffer.wrap(file);
    long at = START.length;
    while (at + BEFORE <= file.length) {
      long length = bytes.getInt((int) at) & UNSIGNED;
      String name = new String(file, (int) at + 4, 4, StandardCharsets.ISO_8859_1);
      long rest = file.length - at - BEFORE - AFTER;
      if (length > rest) {
        return String.format(
            Locale.ROOT,
            "a part of the PNG file says that it has %,d bytes, %,d are left",
            length,
            Math.max(0, rest));
      }
      if (!name.matches("[A-Za-z]{4}")) {
        return "a part of the PNG file has no name but " + shown(name);
      }
      if (name.equals("IEND")) {
        return "";
      }
      at += BEFORE + length + AFTER;
    }
    return "";
  }

  /** Control characters would spoil a terminal. */
  private static String shown(String name) {
    return "'" + name.replaceAll("[^A-Za-z0-9]", "?") + "'";
  }
}
