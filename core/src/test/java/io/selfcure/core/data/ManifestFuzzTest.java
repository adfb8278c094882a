package io.selfcure.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.selfcure.core.error.SelfcureException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes a data set's files hold, reading ends in a data set or in an error with a place
 * and a remedy. CONTRIBUTING.md tells how to search for inputs that break this.
 */
@Timeout(20)
class ManifestFuzzTest {

  /** Stands in the card for the table's hash, which a fuzzer would never hit. */
  private static final String HASH = "HASH";

  private static final String CARD =
      """
      format: 1
      name: drawn
      labels:
      - calm
      - glad
      source: made here
      terms: free
      pictures:
        kind: packed
        file: pictures.pack
        sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
      counts:
        train:
          calm: 1
        valid:
          glad: 1
      skipped: 0
      made-by:
      - step: import
        key: value
      sha256: HASH
      """;

  private static final String TABLE =
      """
      id,path,split,label,true_label,votes,subject,source_row,box
      a,#0,train,calm,glad,3 7,p1,41,1.5 2.0 30.0 40.0
      "b, x",#1,valid,glad,,,,,
      c,#2,test,,,,,,
      """;

  @TempDir static Path dir;

  static Stream<byte[]> dataSets() {
    String files = CARD.replace("kind: packed", "kind: files").replace("file: pict", "root: pict");
    return Stream.of(
            CARD + "\0" + TABLE,
            files + "\0" + TABLE.replace("#", "faces/"),
            CARD.replace("labels:\n- calm\n- glad", "labels: [calm, \"glad\"]") + "\0" + TABLE,
            CARD + "\0" + "id,path\r\n",
            "- a\n",
            "")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  /** A card and a table, a zero between them. */
  @MethodSource("dataSets")
  @FuzzTest
  void dataSet(byte[] bytes) throws IOException {
    int zero = 0;
    while (zero < bytes.length && bytes[zero] != 0) {
      zero++;
    }
    byte[] table = Arrays.copyOfRange(bytes, Math.min(zero + 1, bytes.length), bytes.length);
    Path file = Files.write(dir.resolve(Dataset.TABLE), table);
    String card = new String(bytes, 0, zero, StandardCharsets.ISO_8859_1);
    Files.writeString(
        dir.resolve(Dataset.CARD),
        card.replace(HASH, Outputs.sha256(file)),
        StandardCharsets.ISO_8859_1);
    try {
      use(Dataset.read(dir));
    } catch (SelfcureException e) {
      requireHelpful(e);
    }
  }

  private static void use(Dataset set) {
    assertThat(set.sha256()).hasSize(64);
    int inSplits = Stream.of(Split.values()).mapToInt(s -> set.split(s).size()).sum();
    assertThat(inSplits).isEqualTo(set.samples().size());
    for (Sample sample : set.samples()) {
      assertThat(sample.label()).isBetween(Sample.UNKNOWN, set.labels().size() - 1);
      assertThat(sample.trueLabel()).isBetween(Sample.UNKNOWN, set.labels().size() - 1);
      if (set.card().pictures() instanceof Pictures.Files) {
        set.file(sample);
      } else {
        assertThat(Dataset.packIndex(sample.path())).isNotNegative();
      }
    }
  }

  static Stream<byte[]> packs() {
    return Stream.of(
        header(3, 2, 2, 3, 64 + 36),
        header(2, 1, 1, 1, 64 + 2),
        header(0, 4096, 4096, 3, 64),
        header(Integer.MAX_VALUE, 4096, 4096, 3, 64),
        header(1, 4, 4, 2, 64 + 32),
        new byte[0]);
  }

  private static byte[] header(int count, int height, int width, int channels, int bytes) {
    ByteBuffer all = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    all.put("SCPIXELS".getBytes(StandardCharsets.US_ASCII)).putInt(1).putInt(count);
    return all.putInt(height).putInt(width).putInt(channels).array();
  }

  @MethodSource("packs")
  @FuzzTest
  void pixelPack(byte[] bytes) throws IOException {
    Path file = Files.write(dir.resolve(Dataset.PACK), bytes);
    try {
      PixelPack pack = PixelPack.open(file);
      byte[] picture = new byte[pack.pictureBytes()];
      for (int i = 0; i < Math.min(pack.count(), 100); i++) {
        pack.read(i, picture, 0);
      }
    } catch (SelfcureException e) {
      requireHelpful(e);
    }
  }

  private static void requireHelpful(SelfcureException e) {
    assertThat(e).hasMessageContaining(": ").hasMessageContaining("\n  remedy: ");
  }
}
