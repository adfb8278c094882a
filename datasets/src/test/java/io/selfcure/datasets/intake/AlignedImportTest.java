package io.selfcure.datasets.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfcure.core.data.Attributes;
import io.selfcure.core.data.Box;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.pictures.FaceSheet;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.faces.FaceTree;
import io.selfcure.datasets.folder.FolderImporter;
import io.selfcure.datasets.synthetic.SyntheticFaces;
import io.selfcure.datasets.synthetic.SyntheticOptions;
import io.selfcure.vision.Picture;
import io.selfcure.vision.PictureEncoder;
import io.selfcure.vision.face.Alignment;
import io.selfcure.vision.face.Cropper;
import io.selfcure.vision.face.Detector;
import io.selfcure.vision.face.FaceCutter;
import io.selfcure.vision.face.FaceFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@EnabledIf(
    value = "io.selfcure.vision.face.Detector#hasBlazeFace",
    disabledReason = "built without npm")
class AlignedImportTest {

  private static final int SIDE = 128;
  private static final FaceCutter.Settings SETTINGS =
      new FaceCutter.Settings(
          new FaceFinder.Settings(Detector.BLAZEFACE, null, 40),
          new Cropper(Alignment.FIVE, 0.15, 64),
          FaceCutter.Which.LARGEST);

  @TempDir Path dir;
  private Path root;

  @BeforeEach
  void draw() throws IOException {
    root = dir.resolve("faces");
    Dataset drawn =
        SyntheticFaces.generate(
            dir.resolve("drawn"), new SyntheticOptions(21, 0, SIDE, 0, 0, 3), Progress.NONE);
    PixelPack pack = Objects.requireNonNull(drawn.pack());
    for (int i = 0; i < drawn.samples().size(); i++) {
      byte[] rgb = new byte[SIDE * SIDE * 3];
      pack.read(i, rgb, 0);
      Path folder = root.resolve(drawn.labels().name(drawn.samples().get(i).label()));
      Files.createDirectories(folder);
      Files.write(folder.resolve(i + ".png"), PictureEncoder.png(new Picture(SIDE, SIDE, rgb)));
    }
    Files.write(
        root.resolve("fear/blank.png"),
        PictureEncoder.png(new Picture(SIDE, SIDE, new byte[SIDE * SIDE * 3])));
  }

  private Dataset run(Path from, String to) {
    try (FaceCutter cutter = new FaceCutter(SETTINGS)) {
      return Intake.run(
              new FolderImporter(),
              new Request(from),
              Choices.DEFAULT,
              cutter,
              dir.resolve(to),
              Progress.NONE)
          .data();
    }
  }

  @Test
  void facesArePackedAndTheirPlacesKept() throws IOException {
    Dataset data = run(root, "aligned");
    PixelPack pack = Objects.requireNonNull(data.pack());
    assertThat(pack.height()).isEqualTo(64);
    assertThat(pack.channels()).isEqualTo(3);
    assertThat(data.samples()).hasSizeBetween(18, 21);
    assertThat(data.card().preprocessing()).contains("align=five", "size=64");
    assertThat(Fixture.skipped(data)).anyMatch(s -> s.equals("fear/blank.png,no face was found"));
    Map<String, JsonNode> said = new HashMap<>();
    Attributes.read(data, said::put);
    for (Sample s : data.samples()) {
      Box box = Objects.requireNonNull(s.box());
      assertThat(box.width()).isBetween(40f, 128f);
      JsonNode face = Objects.requireNonNull(said.get(s.id()));
      assertThat(face.path("landmarks-5").size()).isEqualTo(8);
      assertThat(face.path("face-score").asDouble()).isBetween(0.65, 1.0);
      assertThat(face.path("quality").asDouble()).isBetween(0.0, 1.0);
      double eye = face.path("landmarks-5").get(0).asDouble();
      assertThat(eye).isBetween((double) box.x(), (double) box.x() + box.width());
    }
  }

  /** Two ways to the same pixels: cut out first and imported then, or at once. */
  @Test
  void cropsOfTheCommandFacesBringTheirTreatmentAlong() {
    new FaceTree(root, dir.resolve("cut"), SETTINGS, 2).run(FaceSheet::toString, Progress.NONE);
    Dataset crops =
        Intake.run(
                new FolderImporter(),
                new Request(dir.resolve("cut/crops")),
                Choices.DEFAULT,
                dir.resolve("imported"),
                Progress.NONE)
            .data();
    Dataset aligned = run(root, "aligned");
    assertThat(crops.card().preprocessing()).isEqualTo(aligned.card().preprocessing());
    assertThat(crops.samples()).hasSameSizeAs(aligned.samples());
    byte[] packed = new byte[64 * 64 * 3];
    Objects.requireNonNull(aligned.pack()).read(0, packed, 0);
    Path first = crops.file(crops.samples().get(0));
    assertThat(
            io.selfcure.vision.PictureDecoder.decode(
                    io.selfcure.vision.PictureFiles.read(first), "first")
                .rgb())
        .isEqualTo(packed);
  }

  @Test
  void theFaceThatTheSourceMeansIsTaken() throws IOException {
    byte[] two = new byte[SIDE * 2 * SIDE * 3];
    PixelPack pack = Objects.requireNonNull(Dataset.read(dir.resolve("drawn")).pack());
    byte[][] each = {new byte[SIDE * SIDE * 3], new byte[SIDE * SIDE * 3]};
    pack.read(0, each[0], 0);
    pack.read(1, each[1], 0);
    for (int y = 0; y < SIDE; y++) {
      for (int i = 0; i < 2; i++) {
        System.arraycopy(each[i], y * SIDE * 3, two, (2 * y + i) * SIDE * 3, SIDE * 3);
      }
    }
    Picture picture = new Picture(SIDE, 2 * SIDE, two);
    try (FaceCutter cutter = new FaceCutter(SETTINGS)) {
      for (int i = 0; i < 2; i++) {
        FaceCutter.Result r = cutter.cut(picture, new Box(i * SIDE + 24, 24, 80, 90));
        assertThat(r.reason()).isEmpty();
        assertThat(r.crops().get(0).face().box().x()).isBetween(i * 128f - 10, i * 128f + 70);
      }
      assertThat(cutter.cut(picture, new Box(0, 0, 10, 10)).reason())
          .contains("where the source says");
    }
  }
}
