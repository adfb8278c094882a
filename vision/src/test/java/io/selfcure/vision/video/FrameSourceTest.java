package io.selfcure.vision.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.core.error.DataException;
import io.selfcure.vision.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameSourceTest {

  private static final int WIDTH = 96;
  private static final int HEIGHT = 64;

  @TempDir Path dir;

  /** A picture whose upper left quarter has another colour. */
  private static Picture marked(int ground, int mark) {
    byte[] rgb = new byte[3 * WIDTH * HEIGHT];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int colour = x < WIDTH / 2 && y < HEIGHT / 2 ? mark : ground;
        for (int c = 0; c < 3; c++) {
          rgb[3 * (y * WIDTH + x) + c] = (byte) (colour >> (16 - 8 * c));
        }
      }
    }
    return new Picture(HEIGHT, WIDTH, rgb);
  }

  private Path video(String name, int turn, double... times) {
    Path file = dir.resolve(name);
    try (VideoMaker maker = new VideoMaker(file, WIDTH, HEIGHT, turn)) {
      for (int i = 0; i < times.length; i++) {
        maker.add(marked(i % 2 == 0 ? 0x2040a0 : 0xa08020, 0xe0e0e0), times[i]);
      }
    }
    return file;
  }

  private static double[] every(double step, int frames) {
    double[] times = new double[frames];
    Arrays.setAll(times, i -> i * step);
    return times;
  }

  private static List<Double> times(FrameSource source) {
    List<Double> times = new ArrayList<>();
    for (Frame f = source.next(); f != null; f = source.next()) {
      times.add(f.seconds());
    }
    return times;
  }

  private static int colour(Picture p, int x, int y) {
    int at = 3 * (y * p.width() + x);
    return (p.rgb()[at] & 255) << 16 | (p.rgb()[at + 1] & 255) << 8 | (p.rgb()[at + 2] & 255);
  }

  private static void assertColour(Picture p, int x, int y, int expected) {
    int found = colour(p, x, y);
    for (int shift = 0; shift <= 16; shift += 8) {
      assertThat((found >> shift) & 255)
          .as("at %d,%d: %06x, expected %06x", x, y, found, expected)
          .isCloseTo((expected >> shift) & 255, within(8));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.mp4", "a.mkv", "a.avi", "a.mov"})
  void givesFramesTheirTimesAndColours(String name) {
    Path file = video(name, 0, every(0.04, 50));
    try (FrameSource source = FrameSource.open(file, VideoLimits.DEFAULT)) {
      assertThat(source.info().width()).isEqualTo(WIDTH);
      assertThat(source.info().height()).isEqualTo(HEIGHT);
      assertThat(source.info().seconds()).isCloseTo(2, within(0.05));
      for (int i = 0; i < 50; i++) {
        Frame f = Objects.requireNonNull(source.next());
        assertThat(f.seconds()).isCloseTo(0.04 * i, within(0.0011));
        Picture p = f.picture();
        assertColour(p, 10, 10, 0xe0e0e0);
        assertColour(p, 80, 50, i % 2 == 0 ? 0x2040a0 : 0xa08020);
        assertColour(f.small(), 50, 30, i % 2 == 0 ? 0x2040a0 : 0xa08020);
      }
      assertThat(source.next()).isNull();
      assertThat(source.next()).isNull();
      assertThat(source.damage()).isEmpty();
      assertThat(source.end()).isCloseTo(2, within(0.05));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v.mp4", "v.mkv"})
  void timesAreTheFilesOwnWhereTheRateVaries(String name) {
    double[] times = {0, 0.04, 0.5, 0.51, 2, 2.3, 7};
    try (FrameSource source = FrameSource.open(video(name, 0, times), VideoLimits.DEFAULT)) {
      List<Double> found = times(source);
      assertThat(found).hasSize(times.length);
      for (int i = 0; i < times.length; i++) {
        assertThat(found.get(i)).isCloseTo(times[i], within(0.0011));
      }
    }
  }

  /** Where the mark of the stored upper left corner is shown. */
  @ParameterizedTest
  @CsvSource({"0, 10, 10", "90, 54, 10", "180, 86, 54", "270, 10, 86"})
  void turnsAsTheFileSays(int turn, int x, int y) {
    Path file = video("turned" + turn + ".mp4", turn, 0, 0.1);
    try (FrameSource source = FrameSource.open(file, VideoLimits.DEFAULT)) {
      assertThat(source.info().quarterTurns()).isEqualTo(turn / 90);
      assertThat(source.info().width()).isEqualTo(turn % 180 == 0 ? WIDTH : HEIGHT);
      Frame f = Objects.requireNonNull(source.next());
      Picture p = f.picture();
      assertThat(p.width()).isEqualTo(source.info().width());
      assertThat(p.height()).isEqualTo(source.info().height());
      for (int[] corner :
          new int[][] {
            {10, 10}, {p.width() - 10, 10}, {10, p.height() - 10}, {p.width() - 10, p.height() - 10}
          }) {
        boolean mark = corner[0] == x && corner[1] == y;
        assertColour(p, corner[0], corner[1], mark ? 0xe0e0e0 : 0x2040a0);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.mp4", "a.mkv"})
  void aTruncatedFileGivesWhatCameBefore(String name) throws IOException {
    Path whole = video(name, 0, every(0.04, 200));
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(dir.resolve("cut-" + name), Arrays.copyOf(bytes, bytes.length * 6 / 10));
    try (FrameSource source = FrameSource.open(cut, VideoLimits.DEFAULT)) {
      List<Double> found = times(source);
      assertThat(found).hasSizeBetween(60, 140).isSorted();
      assertThat(source.damage()).isNotEmpty().containsPattern("after \\d+\\.\\d s");
    }
  }

  @Test
  void damageWithinEndsTheFrames() throws IOException {
    byte[] bytes = Files.readAllBytes(video("a.mp4", 0, every(0.04, 200)));
    byte[] noise = new byte[bytes.length / 5];
    new Random(1).nextBytes(noise);
    System.arraycopy(noise, 0, bytes, bytes.length * 7 / 10, noise.length);
    Path damaged = Files.write(dir.resolve("damaged.mp4"), bytes);
    try (FrameSource source = FrameSource.open(damaged, VideoLimits.DEFAULT)) {
      assertThat(times(source)).hasSizeBetween(60, 160).isSorted();
      assertThat(source.damage()).containsPattern("after \\d+\\.\\d s");
    }
  }

  @Test
  void refusesWhatIsNoVideo() throws IOException {
    Path text = Files.writeString(dir.resolve("text.mp4"), "not a video\n".repeat(500));
    Path empty = Files.write(dir.resolve("empty.mp4"), new byte[0]);
    for (Path file : List.of(text, empty, dir, dir.resolve("missing.mp4"))) {
      assertThatThrownBy(() -> FrameSource.open(file, VideoLimits.DEFAULT))
          .isInstanceOf(DataException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("remedy: ");
    }
  }

  /** A playlist named like a video must not make the program open what it names. */
  @Test
  void neverOpensWhatAFileNames() throws IOException {
    Path real = video("real.mp4", 0, every(0.04, 50));
    Path playlist =
        Files.writeString(
            dir.resolve("list.mp4"),
            "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n"
                + real.getFileName()
                + "\n#EXT-X-ENDLIST\n");
    Path concat =
        Files.writeString(
            dir.resolve("concat.mp4"), "ffconcat version 1.0\nfile '" + real.getFileName() + "'\n");
    for (Path file : List.of(playlist, concat)) {
      assertThatThrownBy(() -> FrameSource.open(file, VideoLimits.DEFAULT))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("is no video, or damaged");
    }
  }

  @Test
  void limitsAreChecked() {
    Path file = video("a.mp4", 0, every(0.04, 50));
    assertThatThrownBy(() -> FrameSource.open(file, new VideoLimits(1000, 1 << 20, 60)))
        .hasMessageContaining("bytes, at most 1000");
    assertThatThrownBy(() -> FrameSource.open(file, new VideoLimits(1 << 30, 5000, 60)))
        .hasMessageContaining("6,144 pixels")
        .hasMessageContaining("at most 5,000");
    assertThatThrownBy(() -> FrameSource.open(file, new VideoLimits(1 << 30, 1 << 20, 1)))
        .hasMessageContaining("lasts 2 s, at most 1");
  }

  @Test
  void aNameMayHoldWhatNamesCanHold() throws IOException {
    Path odd = Files.move(video("a.mp4", 0, 0, 0.1), dir.resolve("-i 'x'\n%03d:b.mp4"));
    try (FrameSource source = FrameSource.open(odd, VideoLimits.DEFAULT)) {
      assertThat(times(source)).hasSize(2);
    }
  }
}
