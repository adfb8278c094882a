package io.selfcure.datasets.faces;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.pictures.FaceLooks;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.synthetic.SyntheticFaces;
import io.selfcure.datasets.synthetic.SyntheticOptions;
import io.selfcure.vision.Picture;
import io.selfcure.vision.PictureEncoder;
import io.selfcure.vision.face.FaceFinder;
import io.selfcure.vision.face.FaceSurvey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@EnabledIf(
    value = "io.selfcure.vision.face.Detector#hasBlazeFace",
    disabledReason = "built without npm")
class FaceSurveyTest {

  private static final int SIDE = 128;
  private static final LabelSet CLASSES = LabelSet.of("a", "b");

  /** Drawn faces that are found, RGB. */
  private static final List<byte[]> FACES = new ArrayList<>();

  @TempDir Path dir;

  @BeforeAll
  static void draw(@TempDir Path place) {
    Dataset drawn =
        SyntheticFaces.generate(
            place.resolve("drawn"), new SyntheticOptions(30, 0, SIDE, 0, 0, 1), Progress.NONE);
    PixelPack pack = Objects.requireNonNull(drawn.pack());
    try (FaceFinder finder = FaceFinder.open(FaceFinder.Settings.DEFAULT)) {
      for (int i = 0; i < 30; i++) {
        byte[] rgb = new byte[SIDE * SIDE * 3];
        pack.read(i, rgb, 0);
        if (!finder.find(new Picture(SIDE, SIDE, rgb)).isEmpty()) {
          FACES.add(rgb);
        }
      }
    }
    assertThat(FACES).hasSizeGreaterThan(4);
  }

  /** Not a face: stripes, a checkerboard, noise, a disc. */
  private static byte[] nothing(int kind) {
    Random random = new Random(kind);
    byte[] rgb = new byte[SIDE * SIDE * 3];
    for (int i = 0; i < SIDE * SIDE; i++) {
      int x = i % SIDE;
      int y = i / SIDE;
      int v =
          switch (kind) {
            case 0 -> x / 16 % 2 * 200;
            case 1 -> (x / 16 + y / 16) % 2 * 200;
            case 2 -> random.nextInt(256);
            default -> Math.hypot(x - 64, y - 64) < 40 ? 220 : 30;
          };
      rgb[3 * i] = rgb[3 * i + 1] = rgb[3 * i + 2] = (byte) v;
    }
    return rgb;
  }

  private Dataset packed(List<byte[]> pictures, int side, int channels) {
    try (DatasetWriter writer =
        DatasetWriter.packed(dir.resolve("set"), CLASSES, side, side, channels)) {
      for (int i = 0; i < pictures.size(); i++) {
        writer.add(Sample.of("p" + i, "", Split.TRAIN, i % 2), pictures.get(i));
      }
      return writer.finish("set", "drawn", "free", List.of());
    }
  }

  @Test
  void tellsFacesFromWhatIsNone() {
    List<byte[]> pictures = new ArrayList<>(FACES);
    for (int kind = 0; kind < 4; kind++) {
      pictures.add(nothing(kind));
    }
    Dataset data = packed(pictures, SIDE, 3);
    FaceLooks looks = FaceSurvey.of(data, data.samples(), 2, Progress.NONE);
    assertThat(looks.detector()).matches("blazeface [0-9a-f]{64}");
    assertThat(looks.small()).isZero();
    assertThat(looks.sureness().keySet())
        .as("all of them, in their order")
        .containsExactlyElementsOf(data.samples().stream().map(Sample::id).toList());
    for (int i = 0; i < pictures.size(); i++) {
      assertThat(looks.without("p" + i)).as("picture %d", i).isEqualTo(i >= FACES.size());
    }
    assertThat(looks.sureness().values()).allMatch(s -> s >= 0 && s <= 1);
    assertThat(FaceSurvey.of(data, data.samples(), 1, Progress.NONE))
        .as("by one thread")
        .isEqualTo(looks);
    assertThat(FaceSurvey.of(data, data.samples().subList(0, 1), 1, Progress.NONE).sureness())
        .containsOnlyKeys("p0");
  }

  @Test
  void looksAtGreyPicturesAndLeavesSmallOnesOut() {
    byte[] grey = new byte[SIDE * SIDE];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = FACES.get(0)[3 * i + 1];
    }
    Dataset data = packed(List.of(grey), SIDE, 1);
    assertThat(FaceSurvey.of(data, data.samples(), 1, Progress.NONE).without("p0")).isFalse();
    Outputs.deleteTree(dir.resolve("set"));
    Dataset least = packed(List.of(new byte[48 * 48]), 48, 1);
    FaceLooks judged = FaceSurvey.of(least, least.samples(), 1, Progress.NONE);
    assertThat(judged.small()).isZero();
    assertThat(judged.without("p0")).as("the least size is looked at").isTrue();
    Outputs.deleteTree(dir.resolve("set"));
    Dataset small = packed(List.of(new byte[47 * 47]), 47, 1);
    FaceLooks none = FaceSurvey.of(small, small.samples(), 1, Progress.NONE);
    assertThat(none.small()).isEqualTo(1);
    assertThat(none.sureness()).isEmpty();
    assertThat(none.without("p0")).isFalse();
  }

  @Test
  void decodesFilesAtTheirOwnSize() throws IOException {
    byte[] wide = new byte[SIDE * 3 * SIDE * 3]; // a face in the middle of a wide picture
    for (int y = 0; y < SIDE; y++) {
      System.arraycopy(FACES.get(0), y * SIDE * 3, wide, (y * 3 * SIDE + SIDE) * 3, SIDE * 3);
    }
    List<byte[]> encoded =
        List.of(
            PictureEncoder.png(new Picture(SIDE, 3 * SIDE, wide)),
            PictureEncoder.png(new Picture(SIDE, SIDE, nothing(1))));
    Dataset data = files(encoded);
    FaceLooks looks = FaceSurvey.of(data, data.samples(), 2, Progress.NONE);
    assertThat(looks.without("p0")).isFalse();
    assertThat(looks.without("p1")).isTrue();
  }

  @Test
  void judgesAFileByTheShorterSideOfItsFullSize() throws IOException {
    Dataset data =
        files(
            List.of(
                PictureEncoder.png(new Picture(48, 200, new byte[48 * 200 * 3])),
                PictureEncoder.png(new Picture(200, 47, new byte[47 * 200 * 3]))));
    FaceLooks looks = FaceSurvey.of(data, data.samples(), 1, Progress.NONE);
    assertThat(looks.sureness()).containsOnlyKeys("p0");
    assertThat(looks.small()).isEqualTo(1);
  }

  /** A data set of two picture files. */
  private Dataset files(List<byte[]> encoded) throws IOException {
    Path root = Files.createDirectories(dir.resolve("files"));
    try (DatasetWriter writer = DatasetWriter.files(dir.resolve("set"), CLASSES, root)) {
      for (int i = 0; i < 2; i++) {
        Files.write(root.resolve(i + ".png"), encoded.get(i));
        writer.addFile(Sample.of("p" + i, i + ".png", Split.TRAIN, i), encoded.get(i));
      }
      return writer.finish("set", "drawn", "free", List.of());
    }
  }
}
