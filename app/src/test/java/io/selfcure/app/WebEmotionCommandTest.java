package io.selfcure.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfcure.core.data.PixelPack;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.synthetic.SyntheticFaces;
import io.selfcure.datasets.synthetic.SyntheticOptions;
import io.selfcure.vision.Picture;
import io.selfcure.vision.video.VideoMaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The WebEmotion recipe as a user goes through it. */
class WebEmotionCommandTest {

  private final Shell shell = new Shell();
  @TempDir Path dir;

  @Test
  void queriesThenAPlan() throws IOException {
    Path queries = dir.resolve("queries.csv");
    assertThat(shell.run("webemotion", "queries", "--limit", 80, "--to", queries)).isZero();
    assertThat(shell.out())
        .contains("80 of 45,900 queries in " + queries)
        .contains("  selfcure webemotion plan --from LISTINGS --queries " + queries);
    assertThat(Files.readAllLines(queries)).hasSize(81);
    Path few = dir.resolve("few.json");
    assertThat(
            shell.run(
                "webemotion",
                "queries",
                "--languages",
                "en,zh",
                "--places",
                "GB,CN",
                "--to",
                few,
                "--json"))
        .isZero();
    assertThat(shell.json().get("queries").asInt()).isEqualTo(74 * 2 * 6);
    assertThat(shell.json().get("classes").get("anger").get("zh").asInt()).isEqualTo(4 * 12);

    Path listing =
        Files.writeString(
            dir.resolve("found.csv"),
            "id,duration,query\nA,30,happy man United Kingdom\nB,500,happy man United Kingdom\n");
    Path plan = dir.resolve("plan.csv");
    assertThat(shell.run("webemotion", "plan", "--from", listing, "--queries", few, "--to", plan))
        .isZero();
    assertThat(shell.out()).contains("1 of 2 entries in " + plan, "left out: length 1");
    assertThat(Files.readString(plan)).contains("A,,30,happiness,q");
    assertThat(Files.readString(dir.resolve("plan.left-out.csv"))).contains("B,", "lasts 500 s");
  }

  @Test
  void aListingOfOneQueryNeedsNoTable() throws IOException {
    Path listing = Files.writeString(dir.resolve("found.csv"), "id,duration\nA,30\nB,31\n");
    Path plan = dir.resolve("plan.json");
    assertThat(
            shell.run(
                "webemotion",
                "plan",
                "--from",
                listing,
                "--query",
                "glad cat",
                "--class",
                "happiness",
                "--conflicts",
                "best-rank",
                "--to",
                plan,
                "--json"))
        .isZero();
    assertThat(shell.json().get("classes").get("happiness").asInt()).isEqualTo(2);
    assertThat(Files.readString(plan)).contains("\"video\" : \"A\"", "\"query\" : \"glad cat\"");
    assertThat(shell.run("webemotion", "plan", "--from", listing, "--query", "x", "--to", plan))
        .isEqualTo(2);
    assertThat(shell.err()).contains("--query: 'x' is not in the table of queries");
    assertThat(
            shell.run(
                "webemotion",
                "plan",
                "--from",
                listing,
                "--query",
                "x",
                "--class",
                "joy",
                "--to",
                plan))
        .isEqualTo(2);
    assertThat(shell.run("webemotion", "plan", "--from", listing, "--class", "joy", "--to", plan))
        .isEqualTo(2);
    assertThat(shell.run("webemotion", "plan", "--from", listing, "--to", dir.resolve("p.txt")))
        .isEqualTo(2);
    assertThat(shell.err()).contains("ends in neither .csv nor .json");
    assertThat(shell.run("webemotion", "plan", "--from", dir.resolve("no.csv"), "--to", plan))
        .isEqualTo(3);
    assertThat(shell.run("webemotion")).isEqualTo(2);
  }

  /** A film of two and a half seconds with one drawn face on it, which moves. */
  private void film(Path file, PixelPack faces, int number) {
    int side = faces.width();
    byte[] face = new byte[faces.pictureBytes()];
    faces.read(number, face, 0);
    try (VideoMaker maker = new VideoMaker(file, 320, 240)) {
      for (int f = 0; f < 62; f++) {
        byte[] rgb = new byte[3 * 320 * 240];
        Arrays.fill(rgb, (byte) 90);
        for (int y = 0; y < side; y++) {
          System.arraycopy(face, 3 * y * side, rgb, 3 * ((y + 40) * 320 + 60 + f), 3 * side);
        }
        maker.add(new Picture(240, 320, rgb), f * 0.04);
      }
    }
  }

  @EnabledIf(
      value = "io.selfcure.vision.face.Detector#hasBlazeFace",
      disabledReason = "built without npm")
  @Test
  void clipsThenLabels() throws IOException {
    PixelPack faces =
        Objects.requireNonNull(
            SyntheticFaces.generate(
                    dir.resolve("drawn"), new SyntheticOptions(28, 0, 160, 0, 0, 1), Progress.NONE)
                .pack());
    Path videos = Files.createDirectory(dir.resolve("videos"));
    film(videos.resolve("A.mp4"), faces, 6);
    film(videos.resolve("B.mkv"), faces, 25);
    Files.writeString(videos.resolve("C.mp4"), "no video");
    Path clips = dir.resolve("clips");
    assertThat(
            shell.run(
                "webemotion",
                "clips",
                "--from",
                videos,
                "--to",
                clips,
                "--seconds",
                2,
                "--size",
                96,
                "--frames",
                2,
                "--json"))
        .isZero();
    assertThat(shell.json().get("videos").asInt()).isEqualTo(2);
    assertThat(shell.json().get("clips").asInt()).isEqualTo(2);
    assertThat(shell.json().get("frames").asInt()).isEqualTo(4);
    assertThat(shell.json().get("failed").asInt()).isEqualTo(1);
    Path plan =
        Files.writeString(
            dir.resolve("plan.csv"), "video,url,seconds,class\nA,,3,fear\nB,,3,anger\n");
    Path data = dir.resolve("data");
    assertThat(
            shell.run(
                "webemotion",
                "label",
                "--from",
                clips,
                "--plan",
                plan,
                "--keep-duplicates",
                "--balance",
                "rarest",
                "--to",
                data))
        .isZero();
    assertThat(shell.out())
        .contains("split: subject", "  selfcure train --mode improved --data " + data);
    assertThat(shell.run("datasets", "show", data, "--json")).isZero();
    assertThat(shell.json().get("classes").get("fear").asInt()).isEqualTo(2);
    assertThat(shell.json().get("sizes").toString()).contains("96x96");

    Path again = dir.resolve("again");
    assertThat(
            shell.run(
                "webemotion",
                "clips",
                "--from",
                videos,
                "--to",
                again,
                "--size",
                96,
                "--list",
                clips.resolve("frames.csv"),
                "--forget-media"))
        .isZero();
    assertThat(shell.err()).contains("--forget-media deletes the videos in " + videos);
    assertThat(shell.out()).contains("DELETED: 2 videos");
    assertThat(again.resolve("frames.csv")).hasSameBinaryContentAs(clips.resolve("frames.csv"));
    assertThat(videos.resolve("A.mp4")).doesNotExist();
    assertThat(videos.resolve("C.mp4")).exists();
    assertThat(shell.run("webemotion", "clips", "--from", videos, "--to", clips, "--fps", 9))
        .isEqualTo(2);
    assertThat(shell.err()).contains("was made with");
    assertThat(
            shell.run(
                "webemotion",
                "clips",
                "--from",
                videos,
                "--to",
                dir.resolve("x"),
                "--detector",
                "haar"))
        .isEqualTo(2);
    assertThat(
            shell.run(
                "webemotion",
                "label",
                "--from",
                clips,
                "--plan",
                plan,
                "--balance",
                "some",
                "--to",
                dir.resolve("y")))
        .isEqualTo(2);
  }
}
