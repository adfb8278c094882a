package io.selfcure.datasets.faces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Preprocessing;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.pictures.FaceSheet;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.synthetic.SyntheticFaces;
import io.selfcure.datasets.synthetic.SyntheticOptions;
import io.selfcure.vision.Picture;
import io.selfcure.vision.PictureDecoder;
import io.selfcure.vision.PictureEncoder;
import io.selfcure.vision.face.Alignment;
import io.selfcure.vision.face.Cropper;
import io.selfcure.vision.face.Detector;
import io.selfcure.vision.face.FaceCutter;
import io.selfcure.vision.face.FaceCutter.Which;
import io.selfcure.vision.face.FaceFinder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@EnabledIf(
    value = "io.selfcure.vision.face.Detector#hasBlazeFace",
    disabledReason = "built without npm")
class FaceTreeTest {

  private static final int SIDE = 128;

  /** Pictures with a face that is found, drawn by the program. */
  private static final List<Picture> FACES = new ArrayList<>();

  @TempDir Path dir;
  private Path from;

  @BeforeAll
  static void draw(@TempDir Path place) {
    Dataset drawn =
        SyntheticFaces.generate(
            place.resolve("drawn"), new SyntheticOptions(30, 0, SIDE, 0, 0, 1), Progress.NONE);
    PixelPack pack = java.util.Objects.requireNonNull(drawn.pack());
    try (FaceFinder finder = FaceFinder.open(settings(Which.LARGEST).finder())) {
      for (int i = 0; i < 30; i++) {
        byte[] rgb = new byte[SIDE * SIDE * 3];
        pack.read(i, rgb, 0);
        Picture picture = new Picture(SIDE, SIDE, rgb);
        if (finder.find(picture).size() == 1 && FACES.size() < 8) {
          FACES.add(picture);
        }
      }
    }
    assertThat(FACES).hasSize(8);
  }

  @BeforeEach
  void start() throws IOException {
    from = Files.createDirectories(dir.resolve("from"));
  }

  private static FaceCutter.Settings settings(Which which) {
    return new FaceCutter.Settings(
        new FaceFinder.Settings(Detector.BLAZEFACE, null, 40),
        new Cropper(Alignment.FIVE, 0.15, 64),
        which);
  }

  private Path put(String name, byte[] content) throws IOException {
    Path file = from.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, content);
  }

  private static byte[] png(Picture picture) {
    return PictureEncoder.png(picture);
  }

  private static byte[] jpeg(Picture p) {
    return PictureEncoder.jpeg(p.rgb(), p.height(), p.width(), 3);
  }

  private FaceSummary run(String to, Which which, int threads) {
    return new FaceTree(from, dir.resolve(to), settings(which), threads)
        .run(FaceSheet::toString, Progress.NONE);
  }

  /** A table's rows: the first column to the others. */
  private Map<String, List<String>> rows(String to, String table) {
    Map<String, List<String>> rows = new HashMap<>();
    try (CsvInput in = new CsvInput(dir.resolve(to).resolve(table))) {
      for (CsvInput.Row row = in.next(); row != null; row = in.next()) {
        rows.put(row.cells().get(0), row.cells());
      }
    }
    return rows;
  }

  private static String reason(Map<String, List<String>> rejected, String name) {
    return rejected.getOrDefault(name, List.of(name, "not listed")).get(1);
  }

  @Test
  void foldersAreKeptAndEveryFaceHasARow() throws IOException {
    put("happy/a.png", png(FACES.get(0)));
    put("happy/deep/b.jpg", jpeg(FACES.get(1)));
    put("sad/\u00e4 \u6f22.png", png(FACES.get(2)));
    put("sad/new\nline.png", png(FACES.get(3)));
    FaceSummary made = run("to", Which.LARGEST, 2);
    assertThat(made.faces()).isEqualTo(4);
    assertThat(made.rejected()).isZero();
    Map<String, List<String>> rows = rows("to", "faces.csv");
    assertThat(rows)
        .containsOnlyKeys(
            "happy/a.png", "happy/deep/b.jpg", "sad/\u00e4 \u6f22.png", "sad/new\nline.png");
    for (List<String> row : rows.values()) {
      Path crop = dir.resolve("to").resolve(row.get(12));
      assertThat(row.get(12)).isEqualTo("crops/" + row.get(0) + ".face1.png");
      Picture p = PictureDecoder.decode(Files.readAllBytes(crop), "crop");
      assertThat(p.width()).isEqualTo(64);
      assertThat(p.height()).isEqualTo(64);
      assertThat(row.get(2).split(" ")).hasSize(4);
      assertThat(row.get(3).split(" ")).hasSize(8);
    }
    assertThat(dir.resolve("to.partial")).doesNotExist();
    assertThat(Files.readString(dir.resolve("to/faces.html")))
        .contains("happy/deep/b.jpg", "data:image/jpeg;base64,");
    String line = Files.readString(dir.resolve("to/crops/.preprocessing")).strip();
    assertThat(Preprocessing.of(line).align()).isEqualTo("five");
  }

  @Test
  void whatIsNoPictureOfAFaceIsListedWithItsReason() throws IOException {
    byte[] good = jpeg(FACES.get(0));
    put("good.jpg", good);
    put("empty.jpg", new byte[0]);
    put("text.jpg", "I am a text".getBytes(StandardCharsets.US_ASCII));
    put("cut.jpg", Arrays.copyOf(good, good.length / 2));
    put("blank.png", png(new Picture(100, 100, new byte[30_000])));
    put("huge.png", hugePng());
    put("bomb.tif", hugeTiff());
    put("x".repeat(245) + ".jpg", good);
    Path outside = Files.createDirectories(dir.resolve("outside"));
    Files.write(outside.resolve("other.jpg"), good);
    Files.createSymbolicLink(from.resolve("link.jpg"), outside.resolve("other.jpg"));
    Files.createSymbolicLink(from.resolve("folder"), outside);
    Files.createSymbolicLink(from.resolve("loop"), from);
    FaceSummary made = run("to", Which.LARGEST, 2);
    assertThat(made.pictures()).isEqualTo(11);
    assertThat(made.faces()).isEqualTo(1);
    Map<String, List<String>> rejected = rows("to", "rejected.csv");
    Map<String, String> expected = new HashMap<>();
    expected.put("empty.jpg", "is empty");
    expected.put("text.jpg", "is no picture in a known format");
    expected.put("cut.jpg", "damaged or truncated");
    expected.put("blank.png", "no face was found");
    expected.put("huge.png", "promises 100000x100000 pixels");
    expected.put("bomb.tif", "promises 60000x60000 pixels");
    expected.put("x".repeat(245) + ".jpg", "its name is too long");
    expected.put("link.jpg", "links are not followed");
    expected.put("folder", "links are not followed");
    expected.put("loop", "links are not followed");
    assertThat(rejected).containsOnlyKeys(expected.keySet());
    expected.forEach((name, reason) -> assertThat(reason(rejected, name)).contains(reason));
  }

  private static byte[] hugePng() {
    ByteBuffer png = ByteBuffer.allocate(33);
    png.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}).putInt(13);
    png.put("IHDR".getBytes(StandardCharsets.US_ASCII)).putInt(100_000).putInt(100_000);
    png.put(new byte[] {8, 2, 0, 0, 0});
    CRC32 crc = new CRC32();
    crc.update(png.array(), 12, 17);
    return png.putInt((int) crc.getValue()).array();
  }

  /** A few bytes that promise 60000 x 60000 compressed pixels. */
  private static byte[] hugeTiff() {
    int[][] tags = {
      {256, 60_000},
      {257, 60_000},
      {258, 8},
      {259, 8},
      {262, 1},
      {273, 200},
      {277, 1},
      {278, 60_000},
      {279, 20}
    };
    ByteBuffer tiff = ByteBuffer.allocate(220).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
    tiff.putShort((short) tags.length);
    for (int[] tag : tags) {
      tiff.putShort((short) tag[0]).putShort((short) 4).putInt(1).putInt(tag[1]);
    }
    return tiff.array();
  }

  @Test
  void severalFacesAreTakenAsAsked() throws IOException {
    put("two.png", png(beside(FACES.get(0), FACES.get(1))));
    assertThat(run("all", Which.ALL, 1).faces()).isEqualTo(2);
    assertThat(run("largest", Which.LARGEST, 1).faces()).isEqualTo(1);
    assertThat(run("one", Which.ONE, 1).faces()).isZero();
    assertThat(reason(rows("one", "rejected.csv"), "two.png"))
        .isEqualTo("has 2 faces, one is asked for");
  }

  private static Picture beside(Picture a, Picture b) {
    byte[] rgb = new byte[2 * SIDE * SIDE * 3];
    for (int y = 0; y < SIDE; y++) {
      System.arraycopy(a.rgb(), y * SIDE * 3, rgb, 2 * y * SIDE * 3, SIDE * 3);
      System.arraycopy(b.rgb(), y * SIDE * 3, rgb, (2 * y + 1) * SIDE * 3, SIDE * 3);
    }
    return new Picture(SIDE, 2 * SIDE, rgb);
  }

  @Test
  void tooSmallAndCutOffFacesAreRefused() throws IOException {
    put("small.png", png(new Picture(42, 42, shrunk(FACES.get(0)))));
    put("half.png", png(rightHalf(FACES.get(0))));
    FaceSummary made = run("to", Which.LARGEST, 1);
    assertThat(made.faces()).isZero();
    // which of the reasons half a face has depends on what the detector makes of it
    assertThat(reason(rows("to", "rejected.csv"), "small.png")).contains("at least 40");
  }

  private static byte[] shrunk(Picture p) {
    return PictureDecoder.resize(p.rgb(), p.height(), p.width(), 3, 42);
  }

  private static Picture rightHalf(Picture p) {
    int half = SIDE / 2;
    byte[] rgb = new byte[half * SIDE * 3];
    for (int y = 0; y < SIDE; y++) {
      System.arraycopy(p.rgb(), (y * SIDE + half) * 3, rgb, y * half * 3, half * 3);
    }
    return new Picture(SIDE, half, rgb);
  }

  @Test
  void aKilledCommandGoesOnWhereItWas() throws IOException {
    for (int i = 0; i < FACES.size(); i++) {
      put("p" + i + ".png", png(FACES.get(i)));
    }
    run("whole", Which.LARGEST, 3);
    FaceTree killed = new FaceTree(from, dir.resolve("to"), settings(Which.LARGEST), 2);
    assertThatThrownBy(() -> killed.run(FaceSheet::toString, stoppingAfter(3)))
        .hasMessage("killed");
    Path partial = dir.resolve("to.partial");
    assertThat(dir.resolve("to")).doesNotExist();
    Path first = partial.resolve("crops/p0.png.face1.png");
    long before = Files.getLastModifiedTime(first).toMillis();
    Files.writeString( // a line that a power cut tore
        partial.resolve("journal.jsonl"),
        "{\"path\":\"p3.png\",\"byt",
        java.nio.file.StandardOpenOption.APPEND);
    assertThatThrownBy(() -> run("to", Which.ALL, 2))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("other settings");
    FaceSummary made = run("to", Which.LARGEST, 2);
    assertThat(made.now()).isEqualTo(5);
    assertThat(made.faces()).isEqualTo(8);
    assertThat(Files.getLastModifiedTime(dir.resolve("to/crops/p0.png.face1.png")).toMillis())
        .isEqualTo(before);
    assertThat(content("to")).isEqualTo(content("whole"));
  }

  @Test
  void whatChangedMeanwhileIsDoneAgain() throws IOException {
    for (int i = 0; i < 5; i++) {
      put("p" + i + ".png", png(FACES.get(i)));
    }
    FaceTree killed = new FaceTree(from, dir.resolve("to"), settings(Which.LARGEST), 1);
    assertThatThrownBy(() -> killed.run(FaceSheet::toString, stoppingAfter(4)))
        .hasMessage("killed");
    put("p2.png", "no picture any more".getBytes(StandardCharsets.US_ASCII));
    FaceSummary made = run("to", Which.LARGEST, 1);
    assertThat(made.now()).isEqualTo(3);
    assertThat(rows("to", "rejected.csv")).containsOnlyKeys("p2.png");
    assertThat(dir.resolve("to/crops/p2.png.face1.png")).doesNotExist();
  }

  private static Progress stoppingAfter(int pictures) {
    return new Progress() {
      @Override
      public Task start(String what, String unit, long total) {
        return new Task() {
          @Override
          public void advance(long done, String detail) {
            if (done == pictures) {
              throw new IllegalStateException("killed");
            }
          }

          @Override
          public void close() {}
        };
      }

      @Override
      public void say(String line) {}
    };
  }

  /** All files by their path. */
  private Map<String, List<Byte>> content(String to) throws IOException {
    Map<String, List<Byte>> content = new HashMap<>();
    Path base = dir.resolve(to);
    try (var files = Files.walk(base)) {
      files
          .filter(Files::isRegularFile)
          .forEach(
              f -> {
                try {
                  List<Byte> bytes = new ArrayList<>();
                  for (byte b : Files.readAllBytes(f)) {
                    bytes.add(b);
                  }
                  content.put(base.relativize(f).toString(), bytes);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
    return content;
  }

  @Test
  void refusesPlacesThatDoNotFit() throws IOException {
    put("a.png", png(FACES.get(0)));
    FaceCutter.Settings settings = settings(Which.LARGEST);
    assertThatThrownBy(() -> new FaceTree(from, from.resolve("out"), settings, 1))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("lies in");
    assertThatThrownBy(() -> new FaceTree(dir.resolve("none"), dir.resolve("to"), settings, 1))
        .isInstanceOf(DataException.class);
    Files.createDirectories(dir.resolve("to.partial"));
    assertThatThrownBy(() -> run("to", Which.LARGEST, 1))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("in the way");
    Path empty = Files.createDirectories(dir.resolve("empty"));
    assertThatThrownBy(
            () ->
                new FaceTree(empty, dir.resolve("to2"), settings, 1)
                    .run(FaceSheet::toString, Progress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no files");
    assertThatThrownBy(
            () ->
                new FaceCutter.Settings(
                    new FaceFinder.Settings(Detector.HAAR, null, 40),
                    new Cropper(Alignment.FIVE, 0, 64),
                    Which.ALL))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("use align=none");
  }
}
