package io.selfcure.datasets.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Box;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Preprocessing;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.intake.Choices;
import io.selfcure.datasets.intake.Fixture;
import io.selfcure.datasets.intake.Intake;
import io.selfcure.datasets.intake.Request;
import io.selfcure.datasets.synthetic.SyntheticFaces;
import io.selfcure.datasets.synthetic.SyntheticOptions;
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
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebLabelsTest {

  private static final int SIDE = 64;
  private static final int FACES = 60;
  private static final Preprocessing HOW =
      new Preprocessing("blazeface", "ab".repeat(32), "five", "selfcure-1", 0.15, SIDE);

  @TempDir static Path drawn;
  @TempDir Path dir;

  private static PixelPack faces;
  private Path clips;
  private Path plan;
  private int next;

  @BeforeAll
  static void draw() {
    faces =
        Objects.requireNonNull(
            SyntheticFaces.generate(
                    drawn.resolve("d"),
                    new SyntheticOptions(FACES, 0, SIDE, 0, 0, 3),
                    Progress.NONE)
                .pack());
  }

  @BeforeEach
  void places() {
    clips = dir.resolve("clips");
    plan = dir.resolve("plan.csv");
  }

  private static Picture face(int number) {
    byte[] rgb = new byte[faces.pictureBytes()];
    faces.read(number, rgb, 0);
    return new Picture(SIDE, SIDE, rgb);
  }

  private static final Face FACE =
      new Face(
          new Box(10, 20, 80, 80),
          0.9,
          new Landmarks(
              new Point(30, 40), new Point(70, 40), new Point(50, 60), List.of(new Point(50, 80))));

  /** A video with clips of two frames each, of the next drawn faces or of the one given. */
  private void video(ClipStore store, String name, int howMany, int... same) {
    store.add(
        name,
        1,
        into -> {
          List<KeptFrame> kept = new ArrayList<>();
          for (int c = 1; c <= howMany; c++) {
            for (int n = 1; n <= 2; n++) {
              Picture p = face(same.length > 0 ? same[0] : next++ % FACES);
              kept.add(
                  new KeptFrame(
                      name,
                      c,
                      c,
                      10 * c,
                      10 * c + 6,
                      ClipCutter.write(into, c, n, p),
                      10 * c + n,
                      0.5,
                      FACE,
                      480,
                      320));
            }
          }
          return new ClipCutter.Result(kept, 60, "");
        });
  }

  private void clips(java.util.function.Consumer<ClipStore> make) {
    try (ClipStore store = ClipStore.open(clips, Map.of(ClipStore.PREPROCESSING, HOW.text()))) {
      make.accept(store);
      store.writeTables(List.of());
    }
  }

  private void plan(String... rows) throws IOException {
    Files.writeString(
        plan, String.join(",", PlannedVideo.COLUMNS) + "\n" + String.join("\n", rows) + "\n");
  }

  private Dataset label(String to, @Nullable Integer balance) {
    return label(to, balance, Choices.DEFAULT);
  }

  private Dataset label(String to, @Nullable Integer balance, Choices choices) {
    LabelRules rules = new LabelRules(plan, balance, false, 1);
    return Intake.run(
            new WebLabels(rules, Progress.NONE),
            new Request(clips),
            choices,
            dir.resolve(to),
            Progress.NONE)
        .data();
  }

  private static String row(String video, String label, int rank) {
    return video
        + ",https://v.example/"
        + video
        + ",60,"
        + label
        + ",q9,\""
        + label
        + " man, Brazil\",en,w,BR,man,"
        + rank
        + ",CC BY,q8; q7";
  }

  private static Map<String, Long> counts(Dataset data) {
    Map<String, Long> all = new TreeMap<>();
    data.samples().forEach(s -> all.merge(data.labels().name(s.label()), 1L, Long::sum));
    return all;
  }

  @Test
  void labelsByTheQueryAndSaysWhereFrom() throws IOException {
    clips(
        store -> {
          video(store, "A.mp4", 2);
          video(store, "sub/Title [B].webm", 1);
          video(store, "elsewhere\n1.mp4", 1);
          video(store, "unplanned.mp4", 1);
        });
    Files.writeString(
        plan,
        String.join(",", PlannedVideo.COLUMNS)
            + ",file\n"
            + row("A", "fear", 3)
            + ",\n"
            + row("B", "anger", 1)
            + ",\n"
            + row("C", "neutral", 2)
            + ",\"elsewhere\n1.mp4\"\n");
    Dataset data = label("set", null);
    assertThat(counts(data))
        .containsOnly(Map.entry("fear", 4L), Map.entry("anger", 2L), Map.entry("neutral", 2L));
    assertThat(data.samples().stream().map(s -> s.subject()).distinct())
        .containsExactlyInAnyOrder("A", "B", "C");
    assertThat(Fixture.skipped(data)).hasSize(2).allMatch(s -> s.contains("is not in the plan"));
    String id =
        data.samples().stream().filter(s -> s.subject().equals("A")).findFirst().orElseThrow().id();
    assertThat(id).startsWith("videos/A-").endsWith("001-01.png");
    assertThat(Fixture.says(data, id))
        .isEqualTo(
            "{\"clip\":1,\"end\":16.0,\"group\":\"man\",\"language\":\"en\",\"licence\":\"CC"
                + " BY\",\"place\":\"BR\",\"quality\":0.5,\"query\":\"fear man,"
                + " Brazil\",\"query-id\":\"q9\",\"rank\":3,\"start\":10.0,\"time\":11.0,"
                + "\"url\":\"https://v.example/A\",\"video\":\"A\",\"word\":\"w\"}");
    assertThat(data.card().preprocessing()).isEqualTo(HOW.text());
    assertThat(data.card().madeBy().get(0)).containsEntry("importer", "webemotion");
    assertThat(data.labels().names()).hasSize(8);
  }

  @Test
  void noTwoSplitsShareAVideo() throws IOException {
    List<String> rows = new ArrayList<>();
    clips(
        store -> {
          for (int v = 0; v < 10; v++) {
            video(store, "v" + v + ".mp4", 2);
            rows.add(row("v" + v, v % 2 == 0 ? "fear" : "anger", 1));
          }
        });
    plan(rows.toArray(String[]::new));
    Dataset data = label("set", null, new Choices(null, null, 0.3, 0, 1));
    Map<String, Split> splits = new TreeMap<>();
    data.samples()
        .forEach(
            s ->
                assertThat(splits.computeIfAbsent(s.subject(), k -> s.split()))
                    .isEqualTo(s.split()));
    assertThat(splits.values()).contains(Split.TRAIN, Split.VALID);
  }

  @Test
  void ofNearlyEqualFacesOneStaysAndOfTwoClassesNone() throws IOException {
    clips(
        store -> {
          video(store, "a.mp4", 2, 1); // four times one face
          video(store, "b.mp4", 1, 2);
          video(store, "c.mp4", 1, 2); // the same face as in b, but of another class
          video(store, "d.mp4", 1, 3);
        });
    plan(row("a", "fear", 1), row("b", "fear", 1), row("c", "anger", 1), row("d", "anger", 1));
    Dataset data = label("set", null);
    assertThat(counts(data)).containsOnly(Map.entry("fear", 1L), Map.entry("anger", 1L));
    assertThat(
            Fixture.skipped(data).stream().filter(s -> s.contains("equal to a face that is kept")))
        .hasSize(4);
    assertThat(Fixture.skipped(data).stream().filter(s -> s.contains("of another class")))
        .hasSize(4);
    LabelRules all = new LabelRules(plan, null, true, 1);
    Dataset whole =
        Intake.run(
                new WebLabels(all, Progress.NONE),
                new Request(clips),
                Choices.DEFAULT,
                dir.resolve("whole"),
                Progress.NONE)
            .data();
    assertThat(counts(whole)).containsOnly(Map.entry("fear", 6L), Map.entry("anger", 4L));
  }

  @Test
  void balanceTakesFirstFramesOfManyClips() throws IOException {
    clips(
        store -> {
          video(store, "a.mp4", 4);
          video(store, "b.mp4", 1);
        });
    plan(row("a", "fear", 1), row("b", "anger", 1));
    Dataset three = label("three", 3);
    assertThat(counts(three)).containsOnly(Map.entry("fear", 3L), Map.entry("anger", 2L));
    assertThat(three.samples().stream().filter(s -> s.subject().equals("a")).map(s -> s.id()))
        .allMatch(id -> id.endsWith("-01.png"));
    assertThat(Fixture.skipped(three)).hasSize(5).allMatch(s -> s.contains("one too many"));
    assertThat(counts(label("rarest", 0)))
        .containsOnly(Map.entry("fear", 2L), Map.entry("anger", 2L));
    assertThat(Files.readString(dir.resolve("rarest/samples.csv")))
        .isEqualTo(Files.readString(label("again", 0).dir().resolve("samples.csv")));
  }

  @Test
  void whatATableNamesOutsideIsNeverRead() throws IOException {
    clips(store -> video(store, "a.mp4", 2));
    Files.write(dir.resolve("secret.png"), new byte[] {1});
    Path table = clips.resolve("frames.csv");
    String text = Files.readString(table);
    String file = text.lines().skip(1).findFirst().orElseThrow().split(",", -1)[5];
    Files.writeString(table, text.replace(file, "../secret.png"));
    plan(row("a", "fear", 1));
    Dataset data = label("set", null);
    assertThat(data.samples()).hasSize(3);
    assertThat(Fixture.skipped(data).get(0)).contains("../secret.png").contains("not below");
  }

  @Test
  void wrongPlansAndFoldersAreRefused() throws IOException {
    clips(store -> video(store, "a.mp4", 1));
    plan(row("a", "joy", 1));
    assertThatThrownBy(() -> label("x", null))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("line 2: has the class 'joy'");
    plan(row("a", "fear", 1), row("a", "anger", 1));
    assertThatThrownBy(() -> label("x", null)).hasMessageContaining("names 'a' again");
    plan();
    assertThatThrownBy(() -> label("x", null)).hasMessageContaining("has no video");
    plan(row("z", "fear", 1));
    assertThatThrownBy(() -> label("x", null)).hasMessageContaining("has no readable picture");
    Files.delete(clips.resolve("frames.csv"));
    plan(row("a", "fear", 1));
    assertThatThrownBy(() -> label("x", null))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has no frames.csv");
    assertThat(dir.resolve("x")).doesNotExist();
  }
}
