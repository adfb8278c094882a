package io.selfcure.curation.tracking;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Records framed as TFRecord has them, little-endian: length (8 bytes), its checksum (4), the data,
 * their checksum (4).
 */
final class Records {

  private static final int MASK_DELTA = 0xa282ead8;

  private Records() {}

  /** Appends one record. */
  static void write(OutputStream out, byte[] data) throws IOException {
    ByteBuffer frame =
        ByteBuffer.allocate(Long.BYTES + 2 * Integer.BYTES + data.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(data.length);
    frame
        .putInt(maskedChecksum(frame.array(), 0, Long.BYTES))
        .put(data)
        .putInt(maskedChecksum(data, 0, data.length));
    out.write(frame.array());
  }

  /** CRC-32C, masked so that a checksum of data that hold checksums is none of theirs. */
  static int maskedChecksum(byte[] data, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(data, from, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
  }
}
