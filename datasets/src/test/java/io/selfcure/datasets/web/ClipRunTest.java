package io.selfcure.datasets.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.web.Film.Actor;
import io.selfcure.vision.Picture;
import io.selfcure.vision.PictureDecoder;
import io.selfcure.vision.face.Face;
import io.selfcure.vision.face.FaceFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Videos made by script go through the real detector. */
@EnabledIf(
    value = "io.selfcure.vision.face.Detector#hasBlazeFace",
    disabledReason = "built without npm")
class ClipRunTest extends ClipTest {

  @Test
  void findsTheClipsOfTheScript() throws IOException {
    put(standard, "a/standard.mp4");
    ClipRun.Outcome outcome = run();
    assertThat(outcome.videos()).isEqualTo(1);
    assertThat(outcome.clips()).isEqualTo(4);
    assertThat(outcome.frames()).isEqualTo(12);
    assertThat(outcome.failed() + outcome.damaged() + outcome.others()).isZero();
    assertThat(outcome.seconds()).isCloseTo(6 + 6 + 6 + 5.5, within(0.5));
    assertStandard(clips(), FRAME + 0.001, STEP + FRAME);
    assertThat(clips().get(0).video()).isEqualTo("a/standard.mp4");

    List<Map<String, String>> frames = rows(to.resolve("frames.csv"));
    assertThat(frames).hasSize(12);
    for (Map<String, String> f : frames) {
      Path file = to.resolve(cell(f, "file"));
      Picture face = PictureDecoder.decode(Files.readAllBytes(file), file.toString());
      assertThat(face.width()).isEqualTo(224);
      assertThat(face.height()).isEqualTo(224);
      double time = Double.parseDouble(cell(f, "time"));
      assertThat(time)
          .isBetween(Double.parseDouble(cell(f, "start")), Double.parseDouble(cell(f, "end")));
      assertThat(Double.parseDouble(cell(f, "quality"))).isBetween(0.05, 1.0);
      assertThat(cell(f, "frame")).isEqualTo("480x320");
    }
    // frames are spread: one of each third of the first clip
    assertThat(
            frames.subList(0, 3).stream().map(f -> (int) (Double.parseDouble(cell(f, "time")) / 2)))
        .containsExactly(0, 1, 2);
    // the face moves with its actor: 160 pixels wide, its middle on the line of the script
    for (Map<String, String> f : frames.subList(0, 3)) {
      String[] box = cell(f, "box").split(" ", -1);
      double middle = Double.parseDouble(box[0]) + Double.parseDouble(box[2]) / 2;
      double scripted = 40 + 220 * Double.parseDouble(cell(f, "time")) / 6 + Film.FACE / 2.0;
      assertThat(middle).isCloseTo(scripted, within(25.0));
    }
    assertThat(rows(to.resolve("failed.csv"))).isEmpty();
  }

  @Test
  void timesAreRightWhereTheRateVaries() throws IOException {
    // 40 to 120 ms a frame, by no rule that a constant rate could be taken for
    Film.standard(dir)
        .encode(from.resolve("varying.mkv"), t -> 0.04 + 0.04 * Math.floor(t * 7 % 3), 0);
    run();
    assertStandard(clips(), 0.12 + 0.002, STEP + 0.12 + 0.002);
  }

  @Test
  void aTurnedVideoIsTurnedBack() throws IOException {
    new Film(dir)
        .shot(5.4, 0x305a8a, new Actor(6, 0, 5.4, 40, 200, 60))
        .encode(from.resolve("turned.mp4"), t -> FRAME, 90);
    run();
    assertThat(clips()).hasSize(1);
    assertThat(clips().get(0).end()).isCloseTo(5.4, within(FRAME + 0.001));
    assertThat(rows(to.resolve("frames.csv")))
        .allSatisfy(f -> assertThat(cell(f, "frame")).isEqualTo("480x320"));
  }

  @Test
  void whatCameBeforeDamageIsUsedAndTheRestOfTheFolderToo() throws IOException {
    byte[] bytes = Files.readAllBytes(standard);
    Files.write(from.resolve("b-cut.mp4"), Arrays.copyOf(bytes, bytes.length * 7 / 10));
    Files.write(from.resolve("c-empty.mp4"), new byte[0]);
    Files.writeString(from.resolve("d-text.mp4"), "text\n".repeat(1000));
    Files.writeString(from.resolve("e\nline.mp4"), "");
    Files.writeString(from.resolve("notes.txt"), "x");
    Files.createSymbolicLink(from.resolve("f-link.mp4"), standard);
    Files.createSymbolicLink(from.resolve("g-link"), films);
    put(standard, "h\nok.mp4");
    ClipRun.Outcome outcome = run();
    assertThat(outcome.videos()).isEqualTo(2);
    assertThat(outcome.damaged()).isEqualTo(1);
    assertThat(outcome.failed()).isEqualTo(5);
    assertThat(outcome.others()).isEqualTo(1);
    List<Clip> cut = clips().stream().filter(c -> c.video().equals("b-cut.mp4")).toList();
    assertThat(cut).hasSizeBetween(1, 3);
    assertThat(cut.get(0).end()).isCloseTo(6, within(FRAME + 0.001));
    assertStandard(
        clips().stream().filter(c -> c.video().equals("h\nok.mp4")).toList(),
        FRAME + 0.001,
        STEP + FRAME);
    assertThat(rows(to.resolve("failed.csv")).stream().map(r -> cell(r, "video")))
        .containsExactlyInAnyOrder(
            "b-cut.mp4", "c-empty.mp4", "d-text.mp4", "e\nline.mp4", "f-link.mp4", "g-link");
    assertThat(rows(to.resolve("failed.csv")))
        .allSatisfy(r -> assertThat(cell(r, "reason")).isNotBlank());
    assertThat(rows(to.resolve("failed.csv")).toString())
        .contains(
            "what came before is used", "is empty", "is no video, or damaged", "not followed");
    assertThat(run()).as("a second run tells the same").isEqualTo(again(outcome));
  }

  private static ClipRun.Outcome again(ClipRun.Outcome o) {
    return new ClipRun.Outcome(
        o.videos(),
        o.videos(),
        o.clips(),
        o.frames(),
        o.seconds(),
        o.failed(),
        o.damaged(),
        o.others(),
        o.forgotten());
  }

  @Test
  void aKilledRunGoesOnAndGivesTheSame() throws IOException {
    for (String name : List.of("a.mp4", "b.mp4")) {
      new Film(dir.resolve(name + ".d"))
          .shot(5.4, 0x305a8a, new Actor(name.equals("a.mp4") ? 6 : 25, 0, 5.4, 40, 200, 60))
          .encode(from.resolve(name));
    }
    run();
    Map<String, String> whole = tree(to);
    assertThat(whole.keySet().stream().filter(f -> f.endsWith(".png"))).hasSize(6);

    to = dir.resolve("killed");
    int[] looked = {0};
    try (FaceFinder finder = FaceFinder.open(FaceFinder.Settings.DEFAULT)) {
      Function<Picture, List<Face>> dies =
          p -> {
            if (++looked[0] > 40) { // within the second video
              throw new StackOverflowError();
            }
            return finder.find(p);
          };
      assertThatThrownBy(() -> ClipRun.run(job(null, false), dies, 40, HOW, Progress.NONE))
          .isInstanceOf(StackOverflowError.class);
    }
    assertThat(to.resolve("clips.csv")).doesNotExist();
    // what a kill leaves, which closes nothing
    Path left = Files.createDirectory(to.resolve("videos/b-0123456789ab.partial"));
    Files.writeString(left.resolve("001-01.png"), "half");
    ClipRun.Outcome outcome = run();
    assertThat(outcome.before()).isEqualTo(1);
    assertThat(tree(to)).isEqualTo(whole);
    assertThat(run().before()).isEqualTo(2);
    assertThat(tree(to)).isEqualTo(whole);
  }

  @Test
  void aVideoThatEndsTheProgramIsLeftOutAfterThreeTimes() throws IOException {
    put(standard, "a.mp4");
    Function<Picture, List<Face>> crashes =
        p -> {
          throw new StackOverflowError("as native code may end the process");
        };
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> ClipRun.run(job(null, false), crashes, 40, HOW, Progress.NONE))
          .isInstanceOf(StackOverflowError.class);
    }
    ClipRun.Outcome outcome = ClipRun.run(job(null, false), crashes, 40, HOW, Progress.NONE);
    assertThat(outcome.failed()).isEqualTo(1);
    String reason = cell(rows(to.resolve("failed.csv")).get(0), "reason");
    assertThat(reason).contains("has ended 3 times while it read this; to try again, remove ");
    Files.delete(Path.of(reason.substring(reason.lastIndexOf(' ') + 1)));
    assertThat(run().clips()).isEqualTo(4);
    assertThat(tree(to).keySet()).noneMatch(f -> f.contains("tries"));
  }

  @Test
  void refusesOtherSettingsAndOtherDirectories() throws IOException {
    put(standard, "a.mp4");
    try (ClipStore held = ClipStore.open(to, Map.of())) {
      assertThatThrownBy(() -> ClipStore.open(to, Map.of()))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("in use by another run");
      assertThat(held).isNotNull();
    }
    assertThatThrownBy(this::run)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("was made with seconds , not 5.0");
    to = Files.createDirectories(dir.resolve("mine"));
    Files.writeString(to.resolve("letter.txt"), "x");
    assertThatThrownBy(this::run)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("exists and is not empty");
    to = from.resolve("clips");
    assertThatThrownBy(this::run).hasMessageContaining("lie in one another");
    from = dir.resolve("nowhere");
    assertThatThrownBy(this::run).hasMessageContaining("is no directory");
    from = Files.createDirectories(dir.resolve("empty"));
    to = dir.resolve("out");
    assertThatThrownBy(this::run)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("holds no video");
  }

  @Test
  void sourcesAreDeletedOnlyWhenAskedWholeAndInside() throws IOException {
    put(standard, "a.mp4");
    byte[] bytes = Files.readAllBytes(standard);
    Files.write(from.resolve("b.mp4"), Arrays.copyOf(bytes, bytes.length * 7 / 10));
    Files.writeString(from.resolve("c.mp4"), "text");
    Files.writeString(from.resolve("notes.txt"), "x");
    Path outside = Files.copy(standard, dir.resolve("outside.mp4"));
    Files.createSymbolicLink(from.resolve("d.mp4"), outside);
    run();
    assertThat(from.resolve("a.mp4")).exists();
    Map<String, String> before = tree(to);
    ClipRun.Outcome outcome = run(job(null, true));
    assertThat(outcome.forgotten()).isEqualTo(1);
    assertThat(from.resolve("a.mp4")).doesNotExist();
    assertThat(from.resolve("b.mp4")).as("damaged: it may be fetched again").exists();
    assertThat(from.resolve("c.mp4")).exists();
    assertThat(from.resolve("notes.txt")).exists();
    assertThat(outside).exists();
    assertThat(tree(to)).as("its clips stay").isEqualTo(before);
    run();
    assertThat(tree(to)).as("and are in the tables of later runs").isEqualTo(before);
  }
}
