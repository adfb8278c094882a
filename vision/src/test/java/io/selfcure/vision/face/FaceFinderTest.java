package io.selfcure.vision.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Box;
import io.selfcure.core.error.ModelException;
import io.selfcure.core.error.UsageException;
import io.selfcure.vision.OpenCv;
import io.selfcure.vision.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What needs no face; faces are drawn, and found, in the module that can draw. */
class FaceFinderTest {

  private static FaceFinder open(Detector detector) {
    return FaceFinder.open(new FaceFinder.Settings(detector, null, 40));
  }

  @EnabledIf(
      value = "io.selfcure.vision.face.Detector#hasBlazeFace",
      disabledReason = "built without npm")
  @ParameterizedTest
  @EnumSource(names = {"BLAZEFACE", "HAAR"})
  void findsNothingWhereNothingIs(Detector detector) {
    byte[] noise = new byte[300 * 500 * 3];
    new Random(5).nextBytes(noise);
    try (FaceFinder finder = open(detector)) {
      assertThat(finder.find(new Picture(300, 500, noise))).isEmpty();
      assertThat(finder.find(new Picture(1, 1, new byte[3]))).isEmpty();
      assertThat(finder.find(new Picture(1, 3000, new byte[9000]))).isEmpty();
      assertThat(finder.detector()).isEqualTo(detector);
      assertThat(finder.modelHash()).matches("[0-9a-f]{64}");
    }
  }

  @EnabledIf(
      value = "io.selfcure.vision.face.Detector#hasBlazeFace",
      disabledReason = "built without npm")
  @Test
  void noEyesAreSeenWhereNothingIs() {
    byte[] noise = new byte[300 * 500 * 3];
    new Random(5).nextBytes(noise);
    try (PointerScope scope = new PointerScope();
        BlazeFace finder = new BlazeFace(40)) {
      Mat rgb = OpenCv.rgb(new Picture(300, 500, noise));
      assertThat(finder.landmarks(rgb, new Box(100, 100, 90, 120))).isNull();
      assertThat(Detector.YUNET.landmarks()).as("BlazeFace sees them").isTrue();
      assertThat(Detector.HAAR.landmarks()).isFalse();
    }
  }

  @EnabledIf(
      value = "io.selfcure.vision.face.Detector#hasBlazeFace",
      disabledReason = "built without npm")
  @Test
  void theModelIsTheOneTheBuildAskedFor() {
    try (FaceFinder finder = open(Detector.BLAZEFACE)) {
      assertThat(finder.modelHash())
          .isEqualTo("3bc182eb9f33925d9e58b5c8d59308a760f4adea8f282370e428c51212c26633");
    }
  }

  @Test
  void refusesWhatIsNoModel(@TempDir Path dir) throws IOException {
    Path text = Files.writeString(dir.resolve("a.onnx"), "no network");
    for (Path file : new Path[] {text, dir.resolve("none.onnx"), dir}) {
      assertThatThrownBy(() -> FaceFinder.open(new FaceFinder.Settings(Detector.YUNET, file, 40)))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void refusesSettingsThatDoNotBelongTogether() {
    assertThatThrownBy(() -> new FaceFinder.Settings(Detector.YUNET, null, 40))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("model: ");
    assertThatThrownBy(() -> new FaceFinder.Settings(Detector.HAAR, Path.of("a.onnx"), 40))
        .isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> new FaceFinder.Settings(Detector.HAAR, null, 3))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("min-face: ");
    assertThatThrownBy(() -> Detector.of("mtcnn")).isInstanceOf(UsageException.class);
  }
}
