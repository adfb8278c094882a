package io.selfcure.curation.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordsTest {

  private static int unmasked(int masked) {
    int rotated = masked - 0xa282ead8;
    return rotated >>> 17 | rotated << 15;
  }

  /** RFC 3720, B.4; its bytes are written in the order of the wire, least significant first. */
  @ParameterizedTest
  @CsvSource({
    "0000000000000000000000000000000000000000000000000000000000000000, aa36918a",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff, 43aba862",
    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f, 4e79dd46",
    "1f1e1d1c1b1a191817161514131211100f0e0d0c0b0a09080706050403020100, 5cdb3f11",
    "01c00000000000000000000000000000140000000000040000000014000000182800000000000000"
        + "0200000000000000, 563a96d9",
  })
  void checksumsAreThoseOfTheStandard(String data, String checksum) {
    byte[] bytes = HexFormat.of().parseHex(data);
    int crc = unmasked(Records.maskedChecksum(bytes, 0, bytes.length));
    ByteBuffer wire = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(crc);
    assertThat(HexFormat.of().formatHex(wire.array())).isEqualTo(checksum);
  }

  @Test
  void aRecordIsLengthDataAndTheirChecksums() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Records.write(out, "123456789".getBytes(StandardCharsets.US_ASCII));
    ByteBuffer frame = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(frame.remaining()).isEqualTo(8 + 4 + 9 + 4);
    assertThat(frame.getLong(0)).isEqualTo(9);
    // the check value of CRC-32C in every catalogue
    assertThat(unmasked(frame.getInt(21))).isEqualTo(0xe3069283);
  }

  @Test
  void histogramsCountEveryFiniteValueOnce() {
    Histogram h = Histogram.ofShares(new float[] {0, 0.01f, 0.5f, 0.75f, 1, Float.NaN, 1.0000001f});
    assertThat(h.count()).isEqualTo(6);
    assertThat(h.counts()[0]).isEqualTo(2);
    assertThat(h.counts()[24]).as("0.48 to 0.5").isEqualTo(1);
    assertThat(h.counts()[37]).as("0.74 to 0.76").isEqualTo(1);
    assertThat(h.counts()[49]).isEqualTo(2);
    assertThat(h.min()).isZero();
    assertThat(h.max()).isEqualTo(1.0000001f);
    assertThat(h.sum()).isCloseTo(3.26, within(1e-6));
    assertThat(h.sumOfSquares()).isCloseTo(0.0001 + 0.25 + 0.5625 + 2, within(1e-6));
    assertThat(h.limits()).isSorted().endsWith(1.0);
  }
}
