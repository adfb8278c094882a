package io.selfcure.curation.tracking;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A drawing as a PNG file (RFC 2083). This module sees no picture library, and Java's own brings a
 * window system along that small machines lack.
 */
final class Png {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int RGB = 2;

  private Png() {}

  /**
   * The file.
   *
   * @param width pixels a row
   * @param pixels {@code 0xRRGGBB}, rows first; whole rows of them
   */
  static byte[] of(int width, int[] pixels) {
    int height = pixels.length / width;
    ByteBuffer rows = ByteBuffer.allocate(height * (1 + 3 * width));
    for (int i = 0; i < pixels.length; i++) {
      if (i % width == 0) {
        rows.put((byte) 0); // a row as it is, no filter
      }
      rows.put((byte) (pixels[i] >> 16)).put((byte) (pixels[i] >> 8)).put((byte) pixels[i]);
    }
    ByteBuffer head = ByteBuffer.allocate(13).putInt(width).putInt(height);
    head.put((byte) 8).put((byte) RGB); // bits a sample; the rest, zeros, is the only choice
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(SIGNATURE);
    chunk(file, "IHDR", head.array());
    chunk(file, "IDAT", deflated(rows.array()));
    chunk(file, "IEND", new byte[0]);
    return file.toByteArray();
  }

  private static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater();
    try {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] part = new byte[1 << 13];
      while (!deflater.finished()) {
        out.write(part, 0, deflater.deflate(part));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static void chunk(ByteArrayOutputStream file, String type, byte[] content) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(content);
    file.writeBytes(number(content.length));
    file.writeBytes(name);
    file.writeBytes(content);
    file.writeBytes(number((int) sum.getValue()));
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }
}
