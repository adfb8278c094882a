package io.selfcure.datasets.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Box;
import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Preprocessing;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.catalog.Importers;
import io.selfcure.datasets.intake.Choices;
import io.selfcure.datasets.intake.Clues;
import io.selfcure.datasets.intake.Intake;
import io.selfcure.datasets.intake.Request;
import io.selfcure.datasets.intake.SplitRule;
import io.selfcure.vision.Picture;
import io.selfcure.vision.face.Face;
import io.selfcure.vision.face.Landmarks;
import io.selfcure.vision.face.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AfewTest {

  private static final int SIDE = 32;
  private static final Preprocessing HOW =
      new Preprocessing("blazeface", "ab".repeat(32), "five", "selfcure-1", 0.15, SIDE);
  private static final Face FACE =
      new Face(
          new Box(10, 20, 80, 80),
          0.9,
          new Landmarks(
              new Point(30, 40), new Point(70, 40), new Point(50, 60), List.of(new Point(50, 80))));

  @TempDir Path dir;
  private final Random random = new Random(3);

  private Picture picture() {
    byte[] rgb = new byte[SIDE * SIDE * 3];
    random.nextBytes(rgb);
    return new Picture(SIDE, SIDE, rgb);
  }

  /** Clips of two frames each, as long as it is said. */
  private void video(ClipStore store, String name, double... seconds) {
    store.add(
        name,
        1,
        into -> {
          List<KeptFrame> kept = new ArrayList<>();
          for (int c = 1; c <= seconds.length; c++) {
            for (int n = 1; n <= 2; n++) {
              kept.add(
                  new KeptFrame(
                      name,
                      c,
                      c,
                      0.1 * c,
                      0.1 * c + seconds[c - 1],
                      ClipCutter.write(into, c, n, picture()),
                      0.1 * c + 0.05 * n,
                      0.5,
                      FACE,
                      720,
                      576));
            }
          }
          return new ClipCutter.Result(kept, 4, "");
        });
  }

  private Path clips() {
    Path clips = dir.resolve("clips");
    try (ClipStore store = ClipStore.open(clips, Map.of(ClipStore.PREPROCESSING, HOW.text()))) {
      video(store, "Train_AFEW/Angry/000046280.avi", 0.4, 2.5, 1);
      video(store, "Train_AFEW/Happy/000149120.avi", 1);
      video(store, "Train_AFEW/000000001.avi", 1);
      video(store, "Val_AFEW/Surprise/000046280.avi", 1, 1);
      video(store, "Test_AFEW/Test_vid_Distribute/011603980.avi", 2);
      video(store, "holidays/Happy/a.mp4", 1);
      store.writeTables(List.of());
    }
    return clips;
  }

  @Test
  void aVideosLongestClipHasItsDirectorysLabelAndSplit() throws IOException {
    Path clips = clips();
    Dataset data =
        Intake.run(
                new Afew(),
                new Request(clips),
                Choices.DEFAULT.allowingPartial(),
                dir.resolve("set"),
                Progress.NONE)
            .data();
    assertThat(data.labels().names())
        .containsExactly("Angry", "Disgust", "Fear", "Happy", "Neutral", "Sad", "Surprise");
    assertThat(data.card().preprocessing()).isEqualTo(HOW.text());
    assertThat(said(data))
        .containsExactly(
            "test - Test_AFEW/Test_vid_Distribute/011603980",
            "test - Test_AFEW/Test_vid_Distribute/011603980",
            "train Angry Train_AFEW/Angry/000046280",
            "train Angry Train_AFEW/Angry/000046280",
            "train Happy Train_AFEW/Happy/000149120",
            "train Happy Train_AFEW/Happy/000149120",
            "valid Surprise Val_AFEW/Surprise/000046280",
            "valid Surprise Val_AFEW/Surprise/000046280");
    Map<String, String> skipped = new TreeMap<>();
    try (CsvInput csv = new CsvInput(dir.resolve("set/skipped.csv"))) {
      for (CsvInput.Row r = csv.next(); r != null; r = csv.next()) {
        skipped.put(r.cells().get(0), r.cells().get(1));
      }
    }
    assertThat(skipped.values())
        .containsExactlyInAnyOrder(
            "another face or shot of its video is there longer",
            "another face or shot of its video is there longer",
            "another face or shot of its video is there longer",
            "another face or shot of its video is there longer",
            "another face or shot of its video is there longer",
            "another face or shot of its video is there longer",
            "its video is in no directory of an emotion",
            "its video is in no directory of an emotion",
            "its video is not named like Train_AFEW/Angry/000046280.avi",
            "its video is not named like Train_AFEW/Angry/000046280.avi");
    assertThat(Files.readAllLines(dir.resolve("set/attributes.jsonl")).get(2))
        .contains("\"clip\":2", "\"video\":\"Train_AFEW/Angry/000046280.avi\"");
  }

  private static List<String> said(Dataset data) {
    return data.samples().stream()
        .map(
            s ->
                s.split().id()
                    + " "
                    + (s.label() == Sample.UNKNOWN ? "-" : data.labels().name(s.label()))
                    + " "
                    + s.subject())
        .sorted()
        .toList();
  }

  @Test
  void clipsNeverCrossSplitsThatAreDrawn() {
    Path many = dir.resolve("many");
    try (ClipStore store = ClipStore.open(many, Map.of(ClipStore.PREPROCESSING, HOW.text()))) {
      for (int i = 0; i < 12; i++) {
        String emotion = i % 2 == 0 ? "Angry" : "Sad";
        video(store, "Train_AFEW/" + emotion + "/00000000" + i + ".avi", 1);
      }
      store.writeTables(List.of());
    }
    Choices drawn = new Choices(null, SplitRule.SUBJECT, 0.5, 0, 1);
    Dataset data =
        Intake.run(new Afew(), new Request(many), drawn, dir.resolve("set"), Progress.NONE).data();
    assertThat(data.split(Split.VALID)).hasSize(12);
    data.samples().stream()
        .collect(Collectors.groupingBy(Sample::subject))
        .values()
        .forEach(v -> assertThat(v.stream().map(Sample::split).distinct()).hasSize(1));
  }

  @Test
  void isRecognisedAndAsksForClipsWhereThereAreVideos() throws IOException {
    assertThat(Importers.recognise(clips()).importer().info().id()).isEqualTo("afew");
    Path videos = Files.createDirectories(dir.resolve("AFEW/Train_AFEW/Angry"));
    Files.write(videos.resolve("000046280.avi"), new byte[10]);
    assertThatThrownBy(
            () ->
                Intake.run(
                    new Afew(),
                    new Request(dir.resolve("AFEW")),
                    Choices.DEFAULT,
                    dir.resolve("set"),
                    Progress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("not cut out of the videos yet")
        .hasMessageContaining("'webemotion clips (seconds=0.2, from=AFEW, to=afew-clips)'");
  }

  private Path clipsOf(String name, String... videos) {
    Path clips = dir.resolve(name);
    try (ClipStore store = ClipStore.open(clips, Map.of(ClipStore.PREPROCESSING, HOW.text()))) {
      for (String video : videos) {
        video(store, video, 1);
      }
      store.writeTables(List.of());
    }
    return clips;
  }

  private @Nullable String recognised(String name, String... videos) {
    return new Afew().recognise(Clues.at(clipsOf(name, videos)));
  }

  @Test
  void clipsOfOtherVideosAreNotTakenForIt() {
    assertThat(recognised("a", "train/holidays.mp4", "val/b.mp4")).isNull();
    assertThat(recognised("b", "test/holidays.mp4", "train/b.mp4")).isNull();
    assertThat(recognised("c", "holidays/a.mp4", "test/b.mp4")).isNull();
    assertThat(recognised("d")).isNull();
    assertThat(recognised("e", "Train_AFEW/1.avi", "Train_AFEW/Sad/2.avi")).isNotNull();
    assertThat(recognised("f", "Test_AFEW/1.avi", "Test_AFEW/2.avi")).isNotNull();
  }

  @Test
  void anInterruptedSearchForClipsIsToBeRunAgain() {
    Path begun = dir.resolve("begun");
    try (ClipStore store = ClipStore.open(begun, Map.of(ClipStore.PREPROCESSING, HOW.text()))) {
      video(store, "Train_AFEW/Angry/000046280.avi", 1);
    }
    assertThatThrownBy(
            () ->
                Intake.run(
                    new Afew(),
                    new Request(begun),
                    Choices.DEFAULT,
                    dir.resolve("set"),
                    Progress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("was interrupted")
        .hasMessageContaining("run it again");
  }
}
