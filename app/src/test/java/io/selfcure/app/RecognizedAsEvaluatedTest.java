package io.selfcure.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.core.data.Card;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.recognition.RecognizedFace;
import io.selfcure.recognition.Recognizer;
import io.selfcure.vision.Picture;
import io.selfcure.vision.PictureEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One number everywhere: a trained network judges a data set's pictures alike by libtorch, by the
 * library and by the command, whatever its pictures are like.
 */
class RecognizedAsEvaluatedTest {

  private static final int SIDE = 96;

  @TempDir Path dir;
  private final Shell shell = new Shell();

  private Path drawn() {
    Path data = dir.resolve("drawn");
    ok("import", "synthetic", "--train", "70", "--valid", "56", "--size", SIDE, "--to", data);
    return data;
  }

  private void ok(Object... command) {
    assertThat(shell.run(command)).as(shell.err()).isZero();
  }

  private static byte[] pixels(PixelPack pack, Sample sample) {
    byte[] pixels = new byte[pack.pictureBytes()];
    pack.read(Dataset.packIndex(sample.path()), pixels, 0);
    return pixels;
  }

  @Test
  void ofColourPicturesAsTheyAre() {
    agrees(drawn(), false, "as-given");
  }

  @Test
  void ofGreyPicturesAsTheyAre() {
    Dataset colour = Dataset.read(drawn());
    PixelPack pack = Objects.requireNonNull(colour.pack());
    Path to = dir.resolve("grey");
    try (DatasetWriter writer = DatasetWriter.packed(to, colour.labels(), SIDE, SIDE, 1)) {
      for (Sample s : colour.samples()) {
        byte[] rgb = new Picture(SIDE, SIDE, pixels(pack, s)).toGrey().rgb();
        byte[] grey = new byte[rgb.length / 3];
        for (int i = 0; i < grey.length; i++) {
          grey[i] = rgb[3 * i];
        }
        writer.add(s, grey);
      }
      writer.finish("grey", "drawn", "none", List.of(Card.step("test")));
    }
    agrees(to, true, "as-given");
  }

  @EnabledIf(
      value = "io.selfcure.vision.face.Detector#hasBlazeFace",
      disabledReason = "built without npm")
  @Test
  void ofFacesThatWereFoundAndAligned() throws IOException {
    Dataset colour = Dataset.read(drawn());
    PixelPack pack = Objects.requireNonNull(colour.pack());
    Path tree = dir.resolve("tree");
    for (Sample s : colour.samples()) {
      Path folder = tree.resolve(s.split().id()).resolve(colour.labels().name(s.label()));
      Files.createDirectories(folder);
      byte[] png = PictureEncoder.png(new Picture(SIDE, SIDE, pixels(pack, s)));
      Files.write(folder.resolve(s.id().replace('/', '-') + ".png"), png);
    }
    Path data = dir.resolve("aligned");
    ok("import", "folder", "--from", tree, "--to", data, "--align", "five", "--size", "80");
    agrees(data, false, "align=five");
  }

  private void agrees(Path data, boolean grey, String faces) {
    Path run = dir.resolve("run");
    ok(
        "train",
        "--data",
        data,
        "--mode",
        "baseline",
        "--epochs",
        "3",
        "--batch",
        "14",
        "--input-size",
        "32",
        "--width",
        "0.125",
        "--threads",
        "1",
        "--out",
        run);
    ok("evaluate", "--model", run, "--data", data, "--split", "valid", "--json");
    JsonNode evaluated = shell.json();
    Path model = dir.resolve("model.onnx");
    ok("export", "--run", run, "--to", model);
    ok("recognize", data, "--crops", "--model", model, "--format", "jsonl");
    Map<String, JsonNode> answers = new HashMap<>();
    shell
        .out()
        .lines()
        .map(l -> JsonMapper.builder().build().readTree(l))
        .forEach(row -> answers.put(row.path("input").asString(), row));
    Dataset set = Dataset.read(data);
    List<Sample> valid = set.split(Split.VALID);
    assertThat(valid).hasSizeGreaterThan(20);
    long right =
        valid.stream()
            .filter(
                s ->
                    Objects.requireNonNull(answers.get(s.id()))
                        .path("dominant")
                        .asString()
                        .equals(set.labels().name(s.label())))
            .count();
    assertThat((double) right / valid.size())
        .isEqualTo(evaluated.path("accuracy").asDouble(), within(1e-12));
    try (Recognizer recognizer = Recognizer.open(model)) {
      assertThat(recognizer.description().grey()).isEqualTo(grey);
      assertThat(recognizer.description().toMetadata().get("selfcure.faces")).contains(faces);
      PixelPack pack = Objects.requireNonNull(set.pack());
      Sample first = valid.get(0);
      byte[] pixels = pixels(pack, first);
      Picture picture =
          pack.channels() == 1
              ? Picture.ofGrey(pack.height(), pack.width(), pixels)
              : new Picture(pack.height(), pack.width(), pixels);
      RecognizedFace face = recognizer.recognizeFaces(List.of(picture)).get(0);
      for (int c = 0; c < set.labels().size(); c++) {
        assertThat(
                Objects.requireNonNull(answers.get(first.id()))
                    .path(set.labels().name(c))
                    .asDouble())
            .isCloseTo(face.probabilities()[c], within(1e-5));
      }
    }
  }
}
