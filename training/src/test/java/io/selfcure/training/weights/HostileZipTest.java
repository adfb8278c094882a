package io.selfcure.training.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Zip files that lie about their entries. */
class HostileZipTest {

  private static final int CENTRAL_CRC = 16;
  private static final int CENTRAL_SIZE = 24;
  private static final int CENTRAL_FLAGS = 8;
  private static final int CENTRAL_START = 42;

  @TempDir private Path dir;

  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  @BeforeEach
  void oneScalar() {
    entries.put("a/data.pkl", new PickleBytes().ops("}").text("t").scalar().ops("s").end());
    entries.put("a/data/0", new byte[4]);
  }

  @Test
  void refusesABombBeforeUnpackingIt() {
    entries.put("a/data/0", new byte[40_000_000]);
    assertThat(refusal(ZipEntry.DEFLATED))
        .contains("a/data/0 takes 40000000 bytes: unpacked, the file would exceed")
        .contains("save it again, uncompressed");
  }

  @Test
  void refusesABombOfManySmallEntries() {
    PickleBytes pickle = new PickleBytes().ops("}");
    for (int i = 0; i < 40; i++) {
      byteTensor(pickle, i, 1_000_000);
      entries.put("a/data/" + i, new byte[1_000_000]);
    }
    entries.put("a/data.pkl", pickle.end());
    assertThat(refusal(ZipEntry.DEFLATED)).contains("unpacked, the file would exceed");
  }

  @Test
  void refusesAPickleThatIsABomb() {
    entries.put("a/data.pkl", new byte[80 << 20]);
    assertThat(refusal(ZipEntry.DEFLATED)).contains("wanted at most");
  }

  // The size in the directory decides what is allocated; more or less than that is an error.
  @ParameterizedTest
  @MethodSource("sizes")
  void refusesAnEntryOfAnotherSizeThanItSays(long size, String problem) {
    entries.put("a/data/0", new byte[1000]);
    byte[] file = Archives.of(entries, ZipEntry.DEFLATED);
    patch(file, "a/data/0", CENTRAL_SIZE, size);
    assertThat(Refusals.of(dir, file)).contains(problem);
  }

  static Stream<Arguments> sizes() {
    return Stream.of(
        Arguments.of(4L, "does not unpack to 4 bytes"),
        Arguments.of(2000L, "has 1000 bytes, wanted 2000"),
        Arguments.of(0x7fff_ffffL, "wanted at most"),
        Arguments.of(0x7000_0000L, "would exceed"),
        Arguments.of(0xffff_fffeL, "wanted at most"));
  }

  // Count, length and start of the directory in the 64-bit end, which is 98 bytes from the file's.
  @ParameterizedTest
  @CsvSource({
    "32, -1",
    "32, 1",
    "32, 9",
    "40, 2147483600",
    "40, -1",
    "48, -1",
    "48, 4611686018427387904"
  })
  void refusesADirectoryThatCannotBe(int field, long value) {
    byte[] file = Golden.bytes("zip64.pth");
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(file.length - 98 + field, value);
    assertThat(Refusals.of(dir, file)).containsAnyOf("entries", "the zip directory", "ends early");
  }

  @Test
  void refusesAStoredEntryOfTwoSizes() {
    byte[] file = Archives.of(entries, ZipEntry.STORED);
    patch(file, "a/data/0", CENTRAL_SIZE, 5_000_000);
    assertThat(Refusals.of(dir, file)).contains("has 4 bytes, wanted 5000000");
  }

  @Test
  void refusesEncryptedAndOddlyPackedEntries() {
    byte[] file = Archives.of(entries, ZipEntry.STORED);
    patch(file, "a/data/0", CENTRAL_FLAGS, 1);
    assertThat(Refusals.of(dir, file)).contains("a/data/0: is encrypted");
    patch(file, "a/data/0", CENTRAL_FLAGS, 12 << 16);
    assertThat(Refusals.of(dir, file)).contains("is packed by method 12");
  }

  // Many entries over the same bytes would cost their checksum each, for hours in a large file.
  @Test
  void refusesEntriesThatOverlap() {
    PickleBytes pickle = new PickleBytes().ops("}");
    for (int i = 0; i < 10; i++) {
      byteTensor(pickle, i, 1000);
      entries.put("a/data/" + i, new byte[i == 0 ? 1000 : 1]);
    }
    entries.put("a/data.pkl", pickle.end());
    byte[] file = Archives.of(entries, ZipEntry.STORED);
    int first = new String(file, StandardCharsets.ISO_8859_1).indexOf("a/data/0") - 30;
    for (int i = 1; i < 10; i++) {
      patch(file, "a/data/" + i, CENTRAL_CRC, 0);
      patch(file, "a/data/" + i, CENTRAL_SIZE - 4, 1000);
      patch(file, "a/data/" + i, CENTRAL_SIZE, 1000);
      patch(file, "a/data/" + i, CENTRAL_START, first);
    }
    assertThat(Refusals.of(dir, file)).contains("overlap");
  }

  @Test
  void refusesAWrongChecksumButTakesNone() {
    byte[] file = Archives.of(entries, ZipEntry.STORED);
    patch(file, "a/data/0", CENTRAL_CRC, 12345);
    assertThat(Refusals.of(dir, file)).contains("does not have its checksum");
    patch(file, "a/data/0", CENTRAL_CRC, 0);
    assertThat(WeightsReader.read(Refusals.write(dir, file))).containsOnlyKeys("t");
  }

  @Test
  void refusesAStorageShorterOrLongerThanItsView() {
    entries.put("a/data/0", new byte[3]);
    assertThat(refusal(ZipEntry.STORED)).contains("tensor t").contains("a/data/0 has 3 bytes");
    entries.put("a/data/0", new byte[8]);
    assertThat(refusal(ZipEntry.STORED)).contains("a/data/0 has 8 bytes");
    entries.remove("a/data/0");
    assertThat(refusal(ZipEntry.STORED)).contains("lacks a/data/0");
  }

  @Test
  void refusesArchivesOfSomethingElse() {
    entries.put("b/data.pkl", new byte[1]);
    assertThat(refusal(ZipEntry.STORED)).contains("has two data.pkl");
    entries.remove("b/data.pkl");
    entries.put("a/constants.pkl", new byte[1]);
    assertThat(refusal(ZipEntry.STORED)).contains("is a TorchScript program");
    entries.remove("a/constants.pkl");
    entries.put("a/byteorder", "middle".getBytes(StandardCharsets.US_ASCII));
    assertThat(refusal(ZipEntry.STORED)).contains("has the byte order middle");
    entries.clear();
    entries.put("word/document.xml", new byte[1]);
    assertThat(refusal(ZipEntry.STORED)).contains("is a zip file without data.pkl");
  }

  // Names are only looked up among the entries: this one cannot lead out of the archive.
  @Test
  void looksForStoragesInTheArchiveOnly() {
    PickleBytes pickle = new PickleBytes().ops("}").text("t");
    pickle.global("torch._utils", "_rebuild_tensor_v2").ops("((").text("storage");
    pickle
        .global("torch", "ByteStorage")
        .text("../../etc/passwd")
        .text("cpu")
        .ops("K\u0001tQK\u0000))tRs");
    entries.put("a/data.pkl", pickle.end());
    assertThat(refusal(ZipEntry.STORED)).contains("lacks a/data/../../etc/passwd");
  }

  // Adds a scalar tensor of storage i, which has so many bytes, to a dictionary.
  private static void byteTensor(PickleBytes pickle, int i, long bytes) {
    pickle.text("t" + i).global("torch._utils", "_rebuild_tensor_v2").ops("((");
    pickle.text("storage").global("torch", "ByteStorage").text("" + i).text("cpu");
    pickle.number(bytes).ops("tQK\u0000))tRs");
  }

  private String refusal(int method) {
    return Refusals.of(dir, Archives.of(entries, method));
  }

  // Overwrites four bytes of an entry's record in the directory at the file's end.
  private static void patch(byte[] file, String name, int at, long value) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    int record = text.lastIndexOf("PK\u0001\u0002", text.lastIndexOf(name));
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(record + at, (int) value);
  }
}
