package io.selfcure.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.model.ModelDescription;
import io.selfcure.model.BuiltInModel;
import io.selfcure.vision.Picture;
import io.selfcure.vision.PictureEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class BuiltInModelTest {

  private static final int MOST_BYTES = 12_000_000;

  @TempDir Path dir;

  @Test
  void saysWhatItIs() throws IOException {
    assertThat(BuiltInModel.bytes()).hasSizeBetween(100_000, MOST_BYTES);
    try (Recognizer recognizer = Recognizer.open()) {
      ModelDescription d = recognizer.description();
      assertThat(d.name()).isEqualTo(BuiltInModel.NAME).isEqualTo(recognizer.name());
      assertThat(d.labels()).isEqualTo(LabelSet.FERPLUS8);
      assertThat(d.grey()).isTrue();
      assertThat(d.faces()).isNull();
      assertThat(d.abstain()).hasSizeGreaterThan(5);
      assertThat(d.abstain().get(0).error()).isLessThan(0.2);
      assertThat(d.card())
          .contains("PublicTest", "Not intended")
          .isEqualTo(Files.readString(Path.of("..", "docs", "model-card.md")));
    }
  }

  @Test
  void differentPicturesGetDifferentAnswers() {
    byte[] ramp = new byte[48 * 48];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (byte) (i % 48 * 5);
    }
    try (Recognizer recognizer = Recognizer.open()) {
      recognizer.warmUp();
      List<RecognizedFace> said =
          recognizer.recognizeFaces(
              List.of(Picture.ofGrey(48, 48, ramp), Picture.ofGrey(48, 48, new byte[48 * 48])));
      for (RecognizedFace face : said) {
        assertThat(Arrays.stream(face.probabilities()).sum()).isCloseTo(1, within(1e-5));
      }
      assertThat(said.get(0).probabilities()).isNotEqualTo(said.get(1).probabilities());
    }
  }

  /** The example in the repository, as it stands there. */
  @Test
  @EnabledIf(
      value = "io.selfcure.vision.face.Detector#hasBlazeFace",
      disabledReason = "built without npm")
  void theExampleCompilesAndRuns() throws Exception {
    Path photo = dir.resolve("photo.png");
    Files.write(photo, PictureEncoder.png(DrawnFaces.draw(dir, 1).get(0)));
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    String source =
        Path.of("..", "examples", "embed", "src", "main", "java", "Embed.java").toString();
    assertThat(compiler.run(null, null, null, "-d", dir.toString(), source)).isZero();
    PrintStream before = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {dir.toUri().toURL()})) {
      System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
      Method main = loader.loadClass("Embed").getMethod("main", String[].class);
      main.invoke(null, (Object) new String[] {photo.toString()});
    } finally {
      System.setOut(before);
    }
    assertThat(said.toString(StandardCharsets.UTF_8))
        .matches(".*photo\\.png: \\w+ [01]\\.\\d\\d\\R");
  }
}
