package io.selfcure.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.core.data.Dataset;
import io.selfcure.recognition.DrawnFaces;
import io.selfcure.recognition.Recognizer;
import io.selfcure.recognition.TinyDescriptions;
import io.selfcure.vision.Canvas;
import io.selfcure.vision.Picture;
import io.selfcure.vision.PictureDecoder;
import io.selfcure.vision.PictureEncoder;
import io.selfcure.vision.video.FrameSource;
import io.selfcure.vision.video.VideoEncoder;
import io.selfcure.vision.video.VideoLimits;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@EnabledIf(
    value = "io.selfcure.vision.face.Detector#hasBlazeFace",
    disabledReason = "built without npm")
class RecognizeCommandTest {

  private static final List<Picture> FACES = new ArrayList<>();
  private static Path model;

  @TempDir Path dir;
  private final Shell shell = new Shell();

  @BeforeAll
  static void draw(@TempDir Path place) throws IOException {
    FACES.addAll(DrawnFaces.draw(place, 3));
    model = Files.createTempFile("tiny", ".onnx");
    model.toFile().deleteOnExit();
    byte[] tiny =
        TinyDescriptions.file(TinyDescriptions.of(false, TinyDescriptions.aligned(64), 0, 0));
    Files.write(model, tiny);
  }

  private static byte[] photo() {
    return PictureEncoder.png(DrawnFaces.photo(0x4060a0, FACES.get(0), FACES.get(1)));
  }

  private Path put(String name, byte[] content) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, content);
  }

  private int run(Object... more) {
    List<Object> all = new ArrayList<>(List.of("recognize", "--model", model, "--threads", "2"));
    all.addAll(Arrays.asList(more));
    return shell.run(all.toArray());
  }

  @Test
  void saysOfAPhotoWhatTheLibrarySays() throws IOException {
    Path photo = put("photo.png", photo());
    assertThat(run(photo, "--json")).as(shell.err()).isZero();
    JsonNode document = shell.json();
    assertThat(document.path("image").path("width").asInt()).isEqualTo(560);
    assertThat(document.path("labels").size()).isEqualTo(8);
    assertThat(document.path("faces").size()).isEqualTo(2);
    try (Recognizer recognizer = Recognizer.open(model)) {
      assertThat(document.path("model_sha256").asString()).isEqualTo(recognizer.sha256());
      double[] same =
          recognizer
              .recognize(PictureDecoder.decode(photo(), "photo"))
              .faces()
              .get(1)
              .probabilities();
      JsonNode face = document.path("faces").get(1);
      for (int c = 0; c < 8; c++) {
        String name = document.path("labels").get(c).asString();
        assertThat(face.path("emotion").path(name).asDouble()).isCloseTo(same[c], within(1e-5));
      }
    }
    assertThat(run(photo)).isZero();
    assertThat(shell.out().lines()).hasSize(4).anyMatch(l -> l.contains(" at 101,136"));
    assertThat(
            run(photo, "--json", "--top", "2", "--label-style", "deepface", "--faces", "largest"))
        .isZero();
    assertThat(shell.json().path("faces").size()).isEqualTo(1);
    assertThat(shell.json().path("faces").get(0).path("emotion").size()).isEqualTo(2);
    assertThat(shell.json().path("labels").get(0).asString()).isEqualTo("angry");
  }

  @Test
  void aFolderGoesOnPastWhatIsBroken() throws IOException {
    byte[] whole = photo();
    put("in/a.png", whole);
    put("in/b.png", Arrays.copyOf(whole, whole.length / 3));
    put("in/deeper/c.jpg", "no picture".getBytes(StandardCharsets.UTF_8));
    put("in/deeper/d.png", PictureEncoder.png(new Picture(50, 80, new byte[12000])));
    put("in/notes.txt", new byte[10]);
    Path out = dir.resolve("out.csv");
    Path seen = dir.resolve("seen");
    assertThat(run(dir.resolve("in"), "--output", out, "--annotate", seen)).isEqualTo(10);
    assertThat(shell.err()).contains("2 could not be used").contains("b.png").contains("c.jpg");
    List<String> lines = Files.readAllLines(out);
    assertThat(lines.get(0))
        .startsWith("input,frame,timestamp_s,face_id,success,FaceRectX,FaceRectY,FaceRectWidth,")
        .contains("FaceRectHeight,FaceScore,dominant,confidence,weight,neutral,happiness,");
    assertThat(lines).hasSize(6);
    assertThat(lines.get(1)).startsWith(dir.resolve("in") + "/a.png,0,0,1,1,");
    assertThat(lines.get(3)).contains("/b.png,,,,0,").contains("truncated");
    assertThat(lines.get(5)).contains("/d.png,0,0,,0,").contains("no face was found");
    assertThat(seen.resolve("a.png")).exists();
    assertThat(seen.resolve("deeper/d.png")).exists();
    assertThat(seen.resolve("b.png")).doesNotExist();
    Path rows = dir.resolve("out.jsonl");
    assertThat(run(dir.resolve("in"), "--output", rows)).isEqualTo(10);
    assertThat(Files.readAllLines(rows)).hasSize(5).allMatch(l -> l.startsWith("{\"input\":"));
    Path documents = dir.resolve("out.json");
    assertThat(run(dir.resolve("in"), "--output", documents)).isEqualTo(10);
    assertThat(JsonMapper.builder().build().readTree(Files.readString(documents)).size())
        .isEqualTo(4);
  }

  @Test
  void drawsOnACopyAndNeverOnTheInput() throws IOException {
    Path photo = put("photo.png", photo());
    assertThat(run(photo, "--annotate", photo)).isEqualTo(2);
    assertThat(run(dir, "--annotate", dir)).isEqualTo(2);
    assertThat(run(photo, "--output", photo)).isEqualTo(2);
    assertThat(Files.readAllBytes(photo)).isEqualTo(photo());
    Path seen = dir.resolve("seen.png");
    assertThat(run(photo, "--annotate", seen)).as(shell.err()).isZero();
    Picture drawn = PictureDecoder.decode(Files.readAllBytes(seen), "seen");
    Picture before = PictureDecoder.decode(photo(), "photo");
    int factor = drawn.width() / before.width();
    assertThat(drawn.height()).isEqualTo(factor * before.height());
    assertThat(drawn.rgb()).isNotEqualTo(Canvas.enlarged(before, factor).rgb());
  }

  @Test
  void theOnlyInputsErrorIsTheCommands() throws IOException {
    byte[] png = photo();
    Path cut = put("cut.png", Arrays.copyOf(png, png.length / 2));
    assertThat(run(cut)).isEqualTo(3);
    assertThat(shell.err()).contains("cut.png").contains("truncated");
    assertThat(run(dir.resolve("none.png"))).isEqualTo(3);
    assertThat(shell.err()).contains("is missing");
    assertThat(run(put("empty.png", new byte[0]))).isEqualTo(3);
    assertThat(run(put("bomb.png", bomb()))).isEqualTo(3);
    assertThat(shell.err()).contains("60000x60000");
    assertThat(run(Files.createDirectory(dir.resolve("nothing")))).isEqualTo(3);
    assertThat(run()).isEqualTo(2);
    assertThat(run("camera:0")).isEqualTo(2);
    assertThat(shell.err()).contains("cameras cannot be read");
    assertThat(run(cut, "--abstain-below", "2")).isEqualTo(2);
    assertThat(run(cut, "--min-face", "3")).isEqualTo(2);
    assertThat(shell.run("recognize", cut, "--model", cut)).isEqualTo(4);
  }

  /** A PNG of some bytes that promises 3.6 thousand million pixels. */
  private static byte[] bomb() {
    byte[] png = PictureEncoder.png(new Picture(8, 8, new byte[192]));
    for (int at : new int[] {16, 20}) {
      png[at] = 0;
      png[at + 1] = 0;
      png[at + 2] = (byte) (60000 >> 8);
      png[at + 3] = (byte) 60000;
    }
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    for (int i = 0; i < 4; i++) {
      png[29 + i] = (byte) (crc.getValue() >> (8 * (3 - i)));
    }
    return png;
  }

  @Test
  void picturesOfEveryKindGetAnAnswer() throws IOException {
    Picture face = DrawnFaces.photo(0x708090, FACES.get(2));
    ImageIO.write(image(face, BufferedImage.TYPE_BYTE_GRAY), "png", make("grey.png"));
    ImageIO.write(image(face, BufferedImage.TYPE_INT_ARGB), "png", make("alpha.png"));
    ImageIO.write(image(face, BufferedImage.TYPE_USHORT_GRAY), "png", make("deep.png"));
    ImageIO.write(image(face, BufferedImage.TYPE_BYTE_INDEXED), "png", make("palette.png"));
    ImageIO.write(image(face, BufferedImage.TYPE_3BYTE_BGR), "tiff", make("colour.tiff"));
    put("in/one.png", PictureEncoder.png(new Picture(1, 1, new byte[3])));
    put("in/strip.png", PictureEncoder.png(new Picture(1, 3000, new byte[9000])));
    put("in/wide.png", PictureEncoder.png(FACES.get(2))); // a face that fills it
    assertThat(run(dir.resolve("in"), "--json", "--annotate", dir.resolve("seen")))
        .as(shell.err())
        .isZero();
    for (JsonNode picture : shell.json()) {
      String input = picture.path("input").asString();
      boolean nobody = input.endsWith("one.png") || input.endsWith("strip.png");
      assertThat(picture.path("faces").size()).as(input).isEqualTo(nobody ? 0 : 1);
      assertThat(picture.has("reason")).as(input).isEqualTo(nobody);
    }
    assertThat(shell.json().size()).isEqualTo(8);
  }

  private File make(String name) throws IOException {
    return Files.createDirectories(dir.resolve("in")).resolve(name).toFile();
  }

  private static BufferedImage image(Picture picture, int type) {
    BufferedImage image = new BufferedImage(picture.width(), picture.height(), type);
    for (int i = 0; i < picture.width() * picture.height(); i++) {
      int rgb = 0xff000000;
      for (int c = 0; c < 3; c++) {
        rgb |= (picture.rgb()[3 * i + c] & 255) << (8 * (2 - c));
      }
      image.setRGB(i % picture.width(), i / picture.width(), rgb);
    }
    return image;
  }

  @Test
  void readsAPictureFromStandardInput() {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(photo()));
    try {
      assertThat(run("-", "--json")).as(shell.err()).isZero();
      assertThat(shell.json().path("faces").size()).isEqualTo(2);
      assertThat(run("-")).as("it is empty now").isEqualTo(3);
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void scoresADataSetAsItIs() {
    Path data = dir.resolve("data");
    assertThat(
            shell.run(
                "import",
                "synthetic",
                "--train",
                "14",
                "--valid",
                "7",
                "--size",
                "48",
                "--to",
                data))
        .as(shell.err())
        .isZero();
    assertThat(run(data)).isEqualTo(2);
    assertThat(shell.err()).contains("--crops");
    assertThat(run(data, "--crops", "--format", "csv")).as(shell.err()).isZero();
    assertThat(shell.out().lines()).hasSize(22);
    assertThat(shell.out()).contains(Dataset.read(data).samples().get(20).id() + ",0,0,1,1,0,0,48");
  }

  @Test
  void collectsUnsureFacesForAReview() throws IOException {
    Path photo = put("photo.png", photo());
    Path unsure = dir.resolve("unsure");
    assertThat(run(photo, "--collect", unsure)).as(shell.err()).isZero();
    Dataset data = Dataset.read(unsure);
    assertThat(data.samples()).as("tiny models are never sure").hasSize(2);
    assertThat(data.card().preprocessing()).isEqualTo(TinyDescriptions.aligned(64).text());
    assertThat(shell.run("datasets", "check", unsure)).as(shell.out()).isZero();
  }

  @Test
  void printsTheCard() {
    assertThat(run("--about")).isZero();
    assertThat(shell.out()).contains("# Tiny").contains("neutral, happiness").contains("sha256");
  }

  /** Two people who move, a cut, one of them alone, then nobody: 3 s. */
  private Path film() {
    Path file = dir.resolve("film.mp4");
    try (VideoEncoder encoder = new VideoEncoder(file, "mp4", 480, 320)) {
      for (int f = 0; f < 30; f++) {
        int room = DrawnFaces.SIDE + 80;
        Picture frame =
            f < 12
                ? DrawnFaces.photo(0x204060, FACES.get(0), FACES.get(1))
                : f < 24
                    ? DrawnFaces.photo(0xb0a070, FACES.get(2), FACES.get(2))
                    : new Picture(320, 560, new byte[320 * 560 * 3]);
        encoder.add(part(frame, f % 12 * 2, f >= 12 && f < 24 ? room + 80 : 480), f / 10.0);
      }
      encoder.finish();
    }
    return file;
  }

  /** 480 columns from a place on; those from {@code until} on black. */
  private static Picture part(Picture from, int left, int until) {
    byte[] rgb = new byte[320 * 480 * 3];
    for (int row = 0; row < 320; row++) {
      int count = Math.min(until, 480);
      System.arraycopy(from.rgb(), 3 * (row * from.width() + left), rgb, 3 * 480 * row, 3 * count);
    }
    return new Picture(320, 480, rgb);
  }

  @Test
  void everyFrameOfAVideoIsARow() throws IOException {
    Path film = film();
    Path table = dir.resolve("film.csv");
    Path seen = dir.resolve("seen.mp4");
    Path page = dir.resolve("film.html");
    assertThat(
            run(film, "--output", table, "--annotate", seen, "--timeline", page, "--smooth", "0.3"))
        .as(shell.err())
        .isZero();
    List<String[]> rows =
        Files.readAllLines(table).stream().skip(1).map(l -> l.split(",", -1)).toList();
    assertThat(rows.stream().map(r -> Integer.parseInt(r[1])).distinct())
        .containsExactlyElementsOf(IntStream.range(0, 30).boxed().toList());
    assertThat(ids(rows, 0, 12)).containsExactlyInAnyOrder("1", "2");
    assertThat(ids(rows, 12, 24)).as("after the cut they are others").containsExactly("3");
    assertThat(ids(rows, 24, 30)).containsExactly("");
    assertThat(rows).allMatch(r -> r[4].equals(r[3].isEmpty() ? "0" : "1"));
    assertThat(rows).allMatch(r -> r[r.length - 1].equals("0.3"));
    assertThat(Files.readString(page)).contains("Person 1", "Person 3").doesNotContain("Person 4");
    try (FrameSource source = FrameSource.open(seen, VideoLimits.DEFAULT)) {
      int frames = 0;
      while (source.next() != null) {
        frames++;
      }
      assertThat(frames).isEqualTo(30);
    }
    assertThat(run(film, "--every", "10", "--json")).as(shell.err()).isZero();
    assertThat(shell.json().size()).isEqualTo(3);
    assertThat(shell.json().get(1).path("frame").asInt()).isEqualTo(10);
    assertThat(run(film, "--fps", "5")).isZero();
    assertThat(shell.out()).contains("15 frames looked at, faces in 12");
    assertThat(run(film, "--fps", "5", "--every", "2")).isEqualTo(2);
    assertThat(run(film, "--annotate", dir.resolve("seen.png"))).isEqualTo(2);
    assertThat(run(film, "--max-length", "1")).isEqualTo(3);
    Path cut = put("cut.mp4", Arrays.copyOf(Files.readAllBytes(film), 3000));
    assertThat(run(cut)).as(shell.err()).isIn(3, 10);
    assertThat(shell.err()).contains("cut.mp4");
  }

  private static Set<String> ids(List<String[]> rows, int from, int to) {
    return rows.stream()
        .filter(r -> Integer.parseInt(r[1]) >= from && Integer.parseInt(r[1]) < to)
        .map(r -> r[3])
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
