package io.selfcure.datasets.official;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.selfcure.core.error.SelfcureException;
import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.Item;
import io.selfcure.datasets.intake.Reading;
import io.selfcure.datasets.intake.Request;
import io.selfcure.datasets.intake.Sink;
import io.selfcure.datasets.table.LabelStudio;
import io.selfcure.datasets.table.TableImporter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes a set's lists hold, reading ends in items and entries left out, or in an error
 * with a place and a remedy.
 */
@Timeout(20)
class ListFuzzTest {

  @TempDir static Path dir;

  /** Takes all and checks what an importer promises. */
  private static final class Checked implements Sink {
    private final Reading reading;

    private Checked(Reading reading) {
      this.reading = reading;
    }

    @Override
    public void take(Item item) {
      assertThat(item.sample().id()).isNotBlank();
      assertThat(item.sample().label()).isBetween(-1, reading.labels().size() - 1);
      assertThat(item.sample().trueLabel()).isBetween(-1, reading.labels().size() - 1);
    }

    @Override
    public void skip(String where, String reason) {
      assertThat(reason).isNotBlank();
    }
  }

  private static void read(Importer importer, Path from) {
    try {
      Reading reading = importer.open(new Request(from));
      reading.each().accept(new Checked(reading));
    } catch (SelfcureException e) {
      requireHelpful(e);
    }
  }

  private static void requireHelpful(SelfcureException e) {
    assertThat(e).hasMessageContaining(": ").hasMessageContaining("\n  remedy: ");
  }

  private static Path put(String path, byte[] bytes) throws IOException {
    Path file = dir.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  private static Stream<byte[]> bytes(String... texts) {
    return Stream.of(texts).map(t -> t.getBytes(StandardCharsets.ISO_8859_1));
  }

  static Stream<byte[]> rafLists() {
    return bytes("train_00001.jpg 5\ntest_0001.jpg 1", "train_1_aligned.jpg\t7\r\n", "x 9", "");
  }

  @MethodSource("rafLists")
  @FuzzTest
  void rafDb(byte[] list) throws IOException {
    put("raf/EmoLabel/list_patition_label.txt", list);
    read(new RafDb(false), dir.resolve("raf"));
    read(new RafDb(true), dir.resolve("raf"));
  }

  static Stream<byte[]> genkiLists() {
    return bytes("1 -0.021162 0.059530 -0.039662 \n0 0 0 0\n", "2 0 0 0", "1 NaN 0 0", "\r\r");
  }

  @MethodSource("genkiLists")
  @FuzzTest
  void genki(byte[] list) throws IOException {
    put("genki/labels.txt", list);
    read(new Genki(false), dir.resolve("genki"));
  }

  static Stream<byte[]> ratings() {
    return bytes("39 1.55 1.90 2.10 4.32 3.90 1.81 KA-AN1\n", "1 1 1 1 1 1 1 AA-B", "prose\n");
  }

  @MethodSource("ratings")
  @FuzzTest
  void jaffe(byte[] readme) throws IOException {
    Path file = put("jaffe/README", readme);
    try {
      Jaffe.ratings(file, new HashMap<>());
    } catch (SelfcureException e) {
      requireHelpful(e);
    }
  }

  static Stream<byte[]> affectNetLists() {
    return bytes(
        "subDirectory_filePath,face_x,face_y,face_width,face_height,facial_landmarks,expression,"
            + "valence,arousal\n1/a.jpg,1,2,3,4,NULL,7,0.5,-2\n",
        "1/a.jpg,NULL,NULL,NULL,NULL,1;2,10,0,0\n",
        "\"a\nb\",1,1,1,1,,0,1e309,0");
  }

  @MethodSource("affectNetLists")
  @FuzzTest
  void affectNet(byte[] list) throws IOException {
    put("affect/training.csv", list);
    read(new AffectNet(), dir.resolve("affect"));
  }

  static Stream<byte[]> arrays() {
    byte[] good = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 54, 0};
    String header = "{'descr': '<i4', 'fortran_order': False, 'shape': (), }";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(good);
    out.writeBytes((header.substring(0, 53) + "\n").getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(new byte[] {3, 0, 0, 0});
    return Stream.of(out.toByteArray(), good, new byte[0]);
  }

  @MethodSource("arrays")
  @FuzzTest
  void numpy(byte[] array) throws IOException {
    try {
      Npy.read(put("array.npy", array));
    } catch (SelfcureException e) {
      requireHelpful(e);
    }
  }

  static Stream<byte[]> urlLists() {
    return bytes(
        "http://a.example/1.jpg\tx" + "\t0".repeat(59) + "\t999\n",
        "http://a.example/%zz\tx" + "\t1".repeat(60) + "\n",
        "a\tb\n");
  }

  @MethodSource("urlLists")
  @FuzzTest
  void emotionNetText(byte[] list) throws IOException {
    put("urls/list.txt", list);
    put("urls/1.jpg", new byte[1]);
    read(new EmotioNet(), dir.resolve("urls"));
  }

  static Stream<byte[]> sheets() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Workbook book = new Workbook(out, "test", "1.0")) {
      book.newWorksheet("s").value(0, 0, "URL");
    }
    return Stream.of(out.toByteArray(), new byte[] {'P', 'K', 3, 4});
  }

  @MethodSource("sheets")
  @FuzzTest
  void emotionNetSheet(byte[] list) throws IOException {
    put("sheets/list.xlsx", list);
    read(new EmotioNet(), dir.resolve("sheets"));
  }

  static Stream<byte[]> tables() {
    return bytes(
        "path,label,split,subject,true_label\na.jpg,x,train,p,y\nb.jpg,y,test,,\n",
        "path,label\n",
        "path;annotator;label\na.jpg;1.0;Happy\na.jpg;2.0;happy\nb.jpg;1.0;nan\n",
        "image\tvotes_sad\tvotes_fear\tleft\ttop\tright\tbottom\na.jpg\t1\t.5\t1\t2\t3\t4\n",
        "\u00ff\u00fep\0a\0t\0h\0,\0l\0a\0b\0e\0l\0\n\0a\0,\0x\0\n\0b\0,\0y\0",
        "img,rater1,rater2\nhttps://a.example/a.jpg?x,sad,fear\n/data/x/a.jpg,sad,sad\n");
  }

  @MethodSource("tables")
  @FuzzTest
  void anyTable(byte[] table) throws IOException {
    read(new TableImporter(), put("table.csv", table));
  }

  static Stream<byte[]> exports() {
    return bytes(
        "[{\"data\":{\"image\":\"/data/upload/1/a.png\"},\"annotations\":[{\"completed_by\":{\"id\":1},"
            + "\"result\":[{\"from_name\":\"c\",\"value\":{\"choices\":[\"x\"]}}]}]}]",
        "[{\"image\":\"a.png\",\"choice\":{\"choices\":[\"x\",\"y\"]},\"annotator\":1}]",
        "[{\"data\":{\"image\":\"a.png\"},\"annotations\":[{\"result\":[{\"original_width\":9,"
            + "\"original_height\":9,\"value\":{\"x\":1,\"y\":2,\"width\":90,\"height\":90,"
            + "\"rectanglelabels\":[\"x\"]}}]}]}]",
        "[[]]",
        "{");
  }

  @MethodSource("exports")
  @FuzzTest
  void labelStudio(byte[] export) throws IOException {
    put("studio/a.png", new byte[1]);
    read(new LabelStudio(), put("studio/project.json", export));
  }

  static Stream<byte[]> faceLists() {
    return bytes("a.jpg 0 1 2 30 40 9.5 3\na.jpg 1 1 2 30 40 9 0\n", "a.jpg 0 9 9 1 1 x 7", "\r\r");
  }

  @MethodSource("faceLists")
  @FuzzTest
  void expW(byte[] list) throws IOException {
    put("expw/a.jpg", new byte[1]);
    put("expw/label.lst", list);
    read(new ExpW(), dir.resolve("expw"));
  }

  static Stream<byte[]> numbers() {
    return bytes("1\t2\n3\t4\n5\t6\n7\t8\n9.5\t10\n1\n2\n4\n", "   3.0000000e+00\n", "");
  }

  @MethodSource("numbers")
  @FuzzTest
  void annotations(byte[] text) throws IOException {
    Path file = put("numbers.txt", text);
    try {
      RafAttributes.manual(file);
    } catch (SelfcureException e) {
      requireHelpful(e);
    }
  }

  static Stream<byte[]> labelCsvs() {
    return bytes("fer0028638.png,\"(0, 0, 48, 48)\",4,0,0,0,1,0,0,4,1,0\n", "a,b,1\n", "\"");
  }

  @MethodSource("labelCsvs")
  @FuzzTest
  void ferPlus(byte[] list) throws IOException {
    put("plus/FER2013Train/label.csv", list);
    read(new io.selfcure.datasets.fer2013.FerPlusImporter(), dir.resolve("plus"));
  }
}
