package io.selfcure.datasets.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.Preprocessing;
import io.selfcure.core.progress.Progress;
import io.selfcure.vision.face.Alignment;
import io.selfcure.vision.face.Cropper;
import io.selfcure.vision.face.FaceFinder;
import io.selfcure.vision.video.VideoLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Videos made by script, the real detector, and a folder of clips to look at. */
abstract class ClipTest {

  static final double STEP = 1 / ClipRules.DEFAULT.fps();
  static final double FRAME = 0.04;

  static final Cropper CROPPER = new Cropper(Alignment.FIVE, 0.15, 224);
  static final Preprocessing HOW =
      new Preprocessing("blazeface", "0".repeat(64), "five", Alignment.TEMPLATE, 0.15, 224);

  @TempDir static Path films;
  @TempDir Path dir;

  static Path standard;
  Path from;
  Path to;

  @BeforeAll
  static void encode() {
    standard = Film.standard(films).encode(films.resolve("standard.mp4"));
  }

  @BeforeEach
  void places() throws IOException {
    from = Files.createDirectory(dir.resolve("videos"));
    to = dir.resolve("clips");
  }

  ClipJob job(@Nullable Path list, boolean forget) {
    return new ClipJob(from, to, ClipRules.DEFAULT, CROPPER, VideoLimits.DEFAULT, list, forget);
  }

  ClipRun.Outcome run(ClipJob job) {
    try (FaceFinder finder = FaceFinder.open(FaceFinder.Settings.DEFAULT)) {
      return ClipRun.run(job, finder::find, 40, HOW, Progress.NONE);
    }
  }

  ClipRun.Outcome run() {
    return run(job(null, false));
  }

  void put(Path video, String name) throws IOException {
    Path file = from.resolve(name);
    Files.createDirectories(file.getParent());
    Files.copy(video, file);
  }

  record Clip(String video, int clip, int track, double start, double end, int frames) {}

  static List<Map<String, String>> rows(Path table) {
    List<Map<String, String>> rows = new ArrayList<>();
    try (CsvInput csv = new CsvInput(table)) {
      for (CsvInput.Row row = csv.next(); row != null; row = csv.next()) {
        Map<String, String> cells = new TreeMap<>();
        for (int c = 0; c < csv.header().size(); c++) {
          cells.put(csv.header().get(c), row.cells().get(c));
        }
        rows.add(cells);
      }
    }
    return rows;
  }

  static String cell(Map<String, String> row, String column) {
    return row.getOrDefault(column, "?");
  }

  List<Clip> clips() {
    return rows(to.resolve("clips.csv")).stream()
        .map(
            r ->
                new Clip(
                    cell(r, "video"),
                    Integer.parseInt(cell(r, "clip")),
                    Integer.parseInt(cell(r, "track")),
                    Double.parseDouble(cell(r, "start")),
                    Double.parseDouble(cell(r, "end")),
                    Integer.parseInt(cell(r, "frames"))))
        .toList();
  }

  /** Clips as the standard film's script has them. */
  void assertStandard(List<Clip> clips, double exact, double sampled) {
    assertThat(clips).hasSize(4);
    double[][] expected = {{0, 6}, {9, 15}, {9, 15}, {18, 23.5}};
    for (int i = 0; i < 4; i++) {
      Clip c = clips.get(i);
      assertThat(c.clip()).isEqualTo(i + 1);
      assertThat(c.frames()).isEqualTo(3);
      // shots begin and end where they do; who comes and goes within one is seen when sampled
      double tolerance = i == 3 ? sampled : exact;
      assertThat(c.start()).as("start of %d", i).isCloseTo(expected[i][0], within(tolerance));
      assertThat(c.end()).as("end of %d", i).isCloseTo(expected[i][1], within(tolerance));
    }
    assertThat(clips.get(1).track()).isNotEqualTo(clips.get(2).track());
  }

  /** All files with their bytes, but for the lock. */
  static Map<String, String> tree(Path root) {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path p : all.filter(Files::isRegularFile).toList()) {
        if (!p.endsWith(".lock")) {
          files.put(root.relativize(p).toString(), Arrays.hashCode(Files.readAllBytes(p)) + "");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }
}
