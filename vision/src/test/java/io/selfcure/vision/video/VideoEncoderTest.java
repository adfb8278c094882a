package io.selfcure.vision.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.UsageException;
import io.selfcure.vision.Picture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VideoEncoderTest {

  private static final double[] TIMES = {0, 0.04, 0.1, 0.5, 0.52, 1.25};

  @TempDir Path dir;

  /** A frame of one colour of its own. */
  private static Picture frame(int i, int height, int width) {
    byte[] rgb = new byte[height * width * 3];
    int[] colour = {40 * i, 200 - 30 * i, 60 + 20 * i};
    for (int k = 0; k < rgb.length; k++) {
      rgb[k] = (byte) colour[k % 3];
    }
    return new Picture(height, width, rgb);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "mov", "mkv", "avi"})
  void whatIsWrittenIsReadAgain(String container) {
    Path file = dir.resolve("film." + container + ".partial"); // the name does not decide
    try (VideoEncoder encoder = new VideoEncoder(file, container, 65, 49)) {
      for (int i = 0; i < TIMES.length; i++) {
        encoder.add(frame(i, 49, 65), TIMES[i]);
      }
      encoder.finish();
    }
    try (FrameSource source = FrameSource.open(file, VideoLimits.DEFAULT)) {
      assertThat(source.info().width()).as("even numbers only").isEqualTo(64);
      assertThat(source.info().height()).isEqualTo(48);
      for (int i = 0; i < TIMES.length; i++) {
        Frame f = Objects.requireNonNull(source.next(), container + " frame " + i);
        assertThat(f.seconds()).isCloseTo(TIMES[i], within(0.002));
        byte[] found = f.picture().rgb();
        byte[] written = frame(i, 48, 64).rgb();
        for (int at : new int[] {0, 1, 2, found.length / 2 / 3 * 3, found.length - 1}) {
          assertThat(found[at] & 255)
              .as("frame " + i + " byte " + at)
              .isCloseTo(written[at] & 255, within(12));
        }
      }
      assertThat(source.next()).isNull();
      assertThat(source.damage()).isEmpty();
    }
  }

  @Test
  void aTimeThatDoesNotRiseIsMovedOn() {
    Path file = dir.resolve("film.mp4");
    try (VideoEncoder encoder = new VideoEncoder(file, "mp4", 64, 48)) {
      encoder.add(frame(0, 48, 64), 0.5);
      encoder.add(frame(1, 48, 64), 0.2);
      encoder.finish();
    }
    try (FrameSource source = FrameSource.open(file, VideoLimits.DEFAULT)) {
      assertThat(source.next()).isNotNull();
      assertThat(source.next()).isNotNull();
    }
  }

  @Test
  void refusesWhatCannotBeWritten() {
    assertThat(VideoEncoder.container(Path.of("a.b/FILM.MP4"))).isEqualTo("mp4");
    assertThatThrownBy(() -> VideoEncoder.container(Path.of("film.webm")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("film.webm");
    Path nowhere = dir.resolve("none/film.mp4");
    assertThatThrownBy(() -> new VideoEncoder(nowhere, "mp4", 64, 48))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("none/film.mp4");
    assertThat(Files.exists(nowhere)).isFalse();
  }
}
