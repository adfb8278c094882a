package io.selfcure.datasets.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** A list of times and places is enough to have the faces again. */
@EnabledIf(
    value = "io.selfcure.vision.face.Detector#hasBlazeFace",
    disabledReason = "built without npm")
class RecutTest extends ClipTest {

  @Test
  void aListIsEnoughToCutAgain() throws IOException {
    put(standard, "a.mp4");
    run();
    Map<String, String> first = tree(to);
    Path list = Files.copy(to.resolve("frames.csv"), dir.resolve("list.csv"));
    to = dir.resolve("again");
    ClipRun.Outcome outcome = run(job(list, false));
    assertThat(outcome.clips()).isEqualTo(4);
    Map<String, String> again = tree(to);
    for (Map<String, String> files : List.of(first, again)) { // these say how they were made
      files.keySet().removeIf(f -> f.endsWith(".yaml"));
    }
    assertThat(again).isEqualTo(first);

    to = dir.resolve("other");
    Files.writeString(
        list,
        Files.readString(list).replace("a.mp4", "../outside.mp4")
            + Files.readString(list).replaceFirst("^[^\n]*\n", "").replace("a.mp4", "gone.mp4"));
    Files.copy(standard, dir.resolve("outside.mp4"));
    assertThat(run(job(list, false)).failed()).isEqualTo(2);
    assertThat(rows(to.resolve("failed.csv")).toString())
        .contains("gone.mp4", "../outside.mp4", "is not below");
    assertThat(rows(to.resolve("clips.csv"))).isEmpty();
  }

  @Test
  void aListOfAnotherVideoIsRefused() throws IOException {
    put(standard, "a.mp4");
    run();
    Path list = Files.copy(to.resolve("frames.csv"), dir.resolve("list.csv"));
    Files.delete(from.resolve("a.mp4"));
    new Film(dir).shot(3, 0x305a8a).encode(from.resolve("a.mp4"));
    to = dir.resolve("again");
    assertThat(run(job(list, false)).failed()).isEqualTo(1);
    assertThat(rows(to.resolve("failed.csv")).toString()).contains("has no frame at");
  }
}
