package io.selfcure.datasets.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.selfcure.core.error.SelfcureException;
import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.Item;
import io.selfcure.datasets.intake.Reading;
import io.selfcure.datasets.intake.Request;
import io.selfcure.datasets.intake.Sink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the lists of re-packs and exports hold, reading ends in items or in a helpful error. */
@Timeout(60)
class RepackFuzzTest {

  @TempDir static Path dir;

  private static Stream<byte[]> bytes(String... texts) {
    return Stream.of(texts).map(t -> t.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void put(String path, byte[] bytes) throws IOException {
    Path file = dir.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private static void read(String id, String place) {
    read(id, place, Map.of());
  }

  private static void read(String id, String place, Map<String, String> options) {
    Importer importer =
        Importers.all().stream().filter(i -> i.info().id().equals(id)).findFirst().orElseThrow();
    try {
      Reading reading = importer.open(new Request(dir.resolve(place), options));
      reading
          .each()
          .accept(
              new Sink() {
                @Override
                public void take(Item item) {
                  assertThat(item.sample().id()).isNotBlank();
                  assertThat(item.sample().label()).isBetween(-1, reading.labels().size() - 1);
                }

                @Override
                public void skip(String where, String reason) {
                  assertThat(reason).isNotBlank();
                }
              });
    } catch (SelfcureException e) {
      assertThat(e).hasMessageContaining(": ").hasMessageContaining("\n  remedy: ");
    }
  }

  static Stream<byte[]> rafTables() {
    return bytes(
        "image,label\ntrain_00001_aligned.jpg,5\n", "image;label\ntrain_00001.jpg;0\n", "\"", "");
  }

  @MethodSource("rafTables")
  @FuzzTest
  void rafDbTable(byte[] table) throws IOException {
    put("raf/train_labels.csv", table);
    put("raf/train/train_00001_aligned.jpg", new byte[1]);
    read("rafdb", "raf");
  }

  static Stream<byte[]> compounds() {
    return bytes("0001.jpg 0\n0002.jpg 13\n", "0001.jpg 14", "x\n", "\r\r");
  }

  @MethodSource("compounds")
  @FuzzTest
  void rafCe(byte[] list) throws IOException {
    put("rafce/RAFCE_emolabel.txt", list);
    put("rafce/aligned/0001_aligned.jpg", new byte[1]);
    read("rafce", "rafce");
  }

  static Stream<byte[]> parts() {
    return bytes("0001.jpg 0\n0002.jpg 1\n", "0001.jpg 2", "0001.jpg 0\n0001.jpg 1\n", "x\n");
  }

  @MethodSource("parts")
  @FuzzTest
  void rafCeParts(byte[] list) throws IOException {
    put("parts/RAFCE_emolabel.txt", "0001.jpg 0\n".getBytes(StandardCharsets.US_ASCII));
    put("parts/RAFCE_partition.txt", list);
    put("parts/0001.jpg", new byte[1]);
    read("rafce", "parts");
    read("rafce", "parts", Map.of("partition", "0=train,1=test"));
  }

  static Stream<byte[]> distributions() {
    return bytes(
        "0001.jpg 0.1 0 0.2 0.6 0 0.1\n", "0001.jpg 1e9 0 0 0 0 0\n", "1.jpg 1 0 0 0 0 .\n", "x\n");
  }

  @MethodSource("distributions")
  @FuzzTest
  void rafMl(byte[] list) throws IOException {
    put("rafml/EmoLabel/distribution.txt", list);
    put("rafml/Image/aligned/0001_aligned.jpg", new byte[1]);
    read("rafml", "rafml");
  }

  static Stream<byte[]> objects() {
    return bytes(
        "{\"file_name\": \"a.png\", \"label\": \"sad\"}\n",
        "{\"file_name\": \"a.png\", \"label\": 1e400, \"x\": [null, {}]}\n",
        "{\"file_name\"",
        "[[[[",
        "");
  }

  @MethodSource("objects")
  @FuzzTest
  void jsonRows(byte[] lines) throws IOException {
    put("rows/metadata.jsonl", lines);
    put("rows/a.png", new byte[1]);
    read("imagefolder", "rows");
  }

  static Stream<byte[]> corrections() {
    return bytes(
        ",pth,label,relFCs\n0,anger/a.png,surprise,0.8\n", "pth,label,relFCs\na,b,c\n", "x");
  }

  @MethodSource("corrections")
  @FuzzTest
  void affectNetTable(byte[] table) throws IOException {
    put("affect/labels.csv", table);
    put("affect/anger/a.png", new byte[1]);
    read("affectnet", "affect");
    put("beside/list.csv", table);
    put("beside/anger/a.png", new byte[1]);
    put("beside/happy/b.png", new byte[1]);
    read("folder", "beside");
  }

  static Stream<byte[]> classNames() {
    return bytes("names: [Anger, Happy]\n", "names:\n  0: a\n  1: b\n", "names: 3\n", "- a\n", "{");
  }

  @MethodSource("classNames")
  @FuzzTest
  void yoloNames(byte[] yaml) throws IOException {
    put("names/data.yaml", yaml);
    put("names/train/images/a.png", new byte[1]);
    put("names/train/labels/a.txt", "1 0.5 0.5 1 1\n".getBytes(StandardCharsets.US_ASCII));
    read("yolo", "names");
  }

  static Stream<byte[]> boxes() {
    return bytes("1 0.5 0.5 1 1\n", "0 1 2\n", "9 0 0 0 0", "", "1 NaN 0 0 0");
  }

  @MethodSource("boxes")
  @FuzzTest
  void yoloBoxes(byte[] boxes) throws IOException {
    put("boxes/data.yaml", "names: [Anger, Happy]\n".getBytes(StandardCharsets.US_ASCII));
    put("boxes/train/images/a.png", new byte[1]);
    put("boxes/train/labels/a.txt", boxes);
    read("yolo", "boxes");
  }

  static Stream<byte[]> ballots() {
    return bytes(
        """
        Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF
        Training,a,1,8,0,0,0,0,0,0,0,0
        """,
        "Usage\n");
  }

  @MethodSource("ballots")
  @FuzzTest
  void votes(byte[] table) throws IOException {
    String pixels = "0 ".repeat(48 * 48).strip();
    put(
        "votes/fer2013.csv",
        ("emotion,pixels,Usage\n3," + pixels + ",Training\n").getBytes(StandardCharsets.US_ASCII));
    put("votes/fer2013new.csv", table);
    read("ferplus", "votes");
  }

  static Stream<byte[]> posed() {
    return bytes("emotion,pixels,Usage\n7,1 2 3,Training\n", "emotion,pixels\n", "pixels,x\n");
  }

  @MethodSource("posed")
  @FuzzTest
  void ckExtended(byte[] table) throws IOException {
    put("ck/ckextended.csv", table);
    read("ckextended", "ck");
  }
}
