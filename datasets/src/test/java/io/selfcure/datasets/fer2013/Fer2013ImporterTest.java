package io.selfcure.datasets.fer2013;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.SelfcureException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.catalog.Importers;
import io.selfcure.datasets.intake.Choices;
import io.selfcure.datasets.intake.ImportOutcome;
import io.selfcure.datasets.intake.Intake;
import io.selfcure.datasets.intake.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Fer2013ImporterTest {

  private static final String VOTES_HEADER =
      "Usage,Image"
          + " name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF\n";
  private static final String VOTES =
      VOTES_HEADER
          + "Training,fer0000000.png,8,2,0,0,0,0,0,0,0,0\n"
          + "Training,,0,0,0,0,0,0,0,0,0,10\n"
          + "Training,fer0000002.png,0,5,5,0,0,0,0,0,0,0\n"
          + "PublicTest,fer0000000.png,0,0,0,1,8,1,0,0,0,0\n" // a repeated name
          + "PrivateTest,fer0000009.png,0,0,0,0,0,0,0,10,0,0\n";

  @TempDir Path dir;

  private static String pixels(int value) {
    return IntStream.range(0, 2304)
        .mapToObj(i -> Integer.toString((value + i) % 256))
        .collect(Collectors.joining(" "));
  }

  private static String faces() {
    return "emotion,pixels,Usage\n"
        + ("6," + pixels(0) + ",Training\n")
        + ("0," + pixels(1) + ",Training\n")
        + ("3," + pixels(2) + ",Training\n")
        + ("0," + pixels(3) + ",PublicTest\n")
        + ("6," + pixels(4) + ",PrivateTest\n");
  }

  private Path write(String name, String text) {
    try {
      return Files.writeString(dir.resolve(name), text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Dataset run(String faces, String votes, LabelRule rule) {
    Path votesFile = votes.isEmpty() ? null : write("fer2013new.csv", votes);
    return run(write("fer2013.csv", faces), votesFile, rule, "set");
  }

  private Dataset run(Path from, @Nullable Path votes, LabelRule rule, String to) {
    Map<String, String> options = new HashMap<>(Map.of("label-rule", rule.id()));
    if (votes != null) {
      options.put("votes", votes.toString());
    }
    return Intake.run(
            new Fer2013Importer(),
            new Request(from, options),
            Choices.DEFAULT,
            dir.resolve(to),
            Progress.NONE)
        .data();
  }

  private static List<String> describe(Dataset data) {
    return data.samples().stream()
        .map(
            s ->
                s.id()
                    + " "
                    + s.split().id()
                    + " "
                    + (s.label() == Sample.UNKNOWN ? "?" : data.labels().name(s.label())))
        .toList();
  }

  @Test
  void joinsVotesByRow() throws IOException {
    Dataset data = run(faces(), VOTES, LabelRule.MAJORITY);
    assertThat(data.labels()).isEqualTo(LabelSet.FERPLUS8);
    assertThat(describe(data))
        .containsExactly(
            "row00000 train neutral", "row00003 valid anger", "row00004 test contempt");
    assertThat(data.samples().get(1).votes()).containsExactly(0, 0, 0, 1, 8, 1, 0, 0);
    assertThat(data.samples().get(1).sourceRow()).isEqualTo(3);
    assertThat(Files.readString(dir.resolve("set/skipped.csv")))
        .contains("row00001,not a face: not a face 10")
        .contains("row00002,\"no majority: happiness 5, surprise 5\"");
    PixelPack pack = Objects.requireNonNull(data.pack());
    byte[] face = new byte[2304];
    pack.read(1, face, 0);
    assertThat(face[0]).isEqualTo((byte) 3);
    assertThat(face[2303]).isEqualTo((byte) ((3 + 2303) % 256));
  }

  @Test
  void keepsTheContestsLabelsAndTellsWhatTheVotesSay() {
    Dataset data = run(faces(), VOTES, LabelRule.FER2013);
    assertThat(describe(data))
        .containsExactly(
            "row00000 train neutral",
            "row00001 train angry",
            "row00002 train happy",
            "row00003 valid angry",
            "row00004 test neutral");
    assertThat(data.samples().stream().map(Sample::trueLabel).toList())
        .containsExactly(6, -1, -1, 0, -1); // contempt is not among FER2013's classes
  }

  @Test
  void readsCompressedAndRearrangedTables() throws IOException {
    String rearranged =
        faces()
            .lines()
            .map(
                l -> {
                  String[] c = l.split(",", -1);
                  return c[0] + ", " + c[2] + "," + c[1];
                })
            .collect(Collectors.joining("\r\n"));
    String icml = rearranged.replaceFirst("emotion, Usage,pixels", "emotion, Usage, pixels");
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(icml.getBytes(StandardCharsets.US_ASCII));
    }
    Path file = Files.write(dir.resolve("icml_face_data.csv.gz"), zipped.toByteArray());
    Dataset data = run(file, null, LabelRule.FER2013, "icml");
    assertThat(describe(data)).isEqualTo(describe(run(faces(), "", LabelRule.FER2013)));
    Path cut =
        Files.write(
            dir.resolve("cut.csv.gz"), Arrays.copyOf(zipped.toByteArray(), zipped.size() - 30));
    assertThatThrownBy(() -> run(cut, null, LabelRule.FER2013, "cut"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("cut.csv.gz");
    assertThat(dir.resolve("cut")).doesNotExist();
  }

  @Test
  void readsTheContestsTrainAndTestTables() {
    assertThat(describe(run("emotion,pixels\n2," + pixels(9) + "\n", "", LabelRule.FER2013)))
        .containsExactly("row00000 train fear");
    Path test = write("test.csv", "pixels\n" + pixels(9) + "\n");
    Dataset data = run(test, null, LabelRule.FER2013, "t");
    assertThat(describe(data)).containsExactly("row00000 test ?");
    assertThat(data.split(Split.TEST)).hasSize(1);
  }

  private void refused(String faces, String votes, String... words) {
    LabelRule rule = votes.isEmpty() ? LabelRule.FER2013 : LabelRule.MAJORITY;
    assertThatThrownBy(() -> run(faces, votes, rule))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(words);
    assertThat(dir.resolve("set")).doesNotExist();
    assertThat(dir.resolve("set.partial")).doesNotExist();
  }

  @Test
  void namesFileLineAndValueOfAFault() {
    refused(faces().replace("3," + pixels(2), "9," + pixels(2)), "", "fer2013.csv line 4", "'9'");
    refused(faces().replace(pixels(1), pixels(1) + " 7"), "", "line 3", "2305 pixels");
    refused(faces().replace(pixels(1), pixels(1).substring(2)), "", "line 3", "2303 pixels");
    refused(faces().replace(pixels(2), pixels(2) + "x"), "", "line 4", "'x'");
    refused(faces().replace(pixels(2), "256 " + pixels(2)), "", "line 4", "above 255");
    refused(faces().replace("PublicTest", "Public"), "", "line 5", "'Public'");
    refused(faces().replace("emotion,pixels", "emotion,pixls"), "", "no column 'pixels'");
    refused(faces() + "6,1 2 3", "", "line 7", "2 cells");
  }

  @Test
  void namesFaultsOfTheVotes() {
    refused(faces(), VOTES.replace("8,2,0", "8,x,0"), "fer2013new.csv line 2", "'x'");
    refused(faces(), VOTES.replace("8,2,0", "8,12,0"), "line 2", "'12'");
    refused(faces(), VOTES.replace("8,2,0", "8,-1,0"), "line 2", "'-1'");
    refused(faces(), VOTES.replace("8,2,0", "6,2,0"), "line 2", "8 votes", "expected 10");
    refused(faces(), VOTES.replace("8,2,0", "8,2,1"), "line 2", "11 votes");
    refused(faces(), VOTES + VOTES.lines().skip(1).findFirst().orElseThrow() + "\n", "goes on");
    refused(faces(), VOTES.substring(0, VOTES.indexOf("Private")), "ends", "line 6");
    refused(faces(), VOTES.replace("PublicTest", "Training"), "line 5", "PublicTest");
    refused(faces(), VOTES.replace("contempt", "scorn"), "no column 'contempt'");
  }

  /** The official file has one row of nine votes, extracts have it elsewhere. */
  @Test
  void takesARowOfNineVotesWhereverItStandsAndSaysSo() {
    write("fer2013.csv", faces());
    write("fer2013new.csv", VOTES.replace("0,0,0,1,8,1,", "0,0,0,0,8,1,"));
    ImportOutcome made = recognised(dir);
    assertThat(describe(made.data())).contains("row00003 valid anger");
    assertThat(made.notes())
        .anyMatch(n -> n.contains("fer2013new.csv line 5 has 9 votes instead of 10"));
  }

  private ImportOutcome recognised(Path from) {
    return Intake.run(
        Importers.recognise(from).importer(),
        new Request(from),
        Choices.DEFAULT,
        dir.resolve("recognised"),
        Progress.NONE);
  }

  /** The published counts are those of all 35,887 rows. */
  @Test
  void knowsThePublishedCounts() {
    assertThat(
            List.of("Training", "PublicTest", "PrivateTest").stream()
                .map(u -> Published.of(u).majority() + " " + Published.of(u).plurality())
                .toList())
        .containsExactly("25060 26940", "3199 3396", "3153 3376");
  }

  @Test
  void saysWhereOfficialPartsHaveNoPictures() {
    write("fer2013.csv", faces().substring(0, faces().indexOf("0," + pixels(3))));
    write("fer2013new.csv", VOTES);
    ImportOutcome made = recognised(dir);
    assertThat(describe(made.data())).containsExactly("row00000 train neutral");
    assertThat(made.notes())
        .contains(
            "fewer pictures: fer2013.csv ends after Training, 2 rows of votes are passed over");
    assertThat(made.warnings()).contains("train pictures: 1, 25,059 fewer than published (25,060)");
  }

  @Test
  void refusesVotesThatAreOutOfStep() {
    StringBuilder faces = new StringBuilder("emotion,pixels,Usage\n");
    StringBuilder votes = new StringBuilder(VOTES_HEADER);
    List<String> counts =
        List.of("0,10,0,0,0,0,0,0,0,0", "0,0,10,0,0,0,0,0,0,0", "0,0,0,10,0,0,0,0,0,0");
    for (int i = 0; i < 90; i++) {
      faces.append(List.of("3", "5", "4").get(i % 3)).append(',').append(pixels(i));
      faces.append(",Training\n");
      votes.append("Training,,").append(counts.get(i % 3)).append('\n');
    }
    write("fer2013.csv", faces.toString());
    write("fer2013new.csv", votes.toString());
    assertThat(recognised(dir).data().samples()).hasSize(90);
    io.selfcure.core.data.Outputs.deleteTree(dir.resolve("recognised"));
    List<String> lines = new ArrayList<>(votes.toString().lines().toList());
    lines.add(lines.remove(1)); // every row one too high
    write("fer2013new.csv", String.join("\n", lines));
    assertThatThrownBy(() -> recognised(dir))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("of the last 90 rows with a majority only 0")
        .hasMessageContaining("out of step");
  }

  @Test
  void readsATableThatASpreadsheetSaved() {
    String saved = "\uFEFF" + faces().replace("\n", "\r\n");
    Dataset data = run(saved, "", LabelRule.FER2013);
    io.selfcure.core.data.Outputs.deleteTree(dir.resolve("other"));
    assertThat(describe(data))
        .isEqualTo(describe(run(write("o.csv", faces()), null, LabelRule.FER2013, "other")));
    assertThat(describe(data)).noneMatch(l -> l.endsWith("?"));
  }

  @Test
  void findsTheTableFromAboveAndTheContestsTrainingTableAlone() throws IOException {
    Path above = Files.createDirectories(dir.resolve("downloads"));
    Files.createDirectories(above.resolve("fer2013"));
    Files.writeString(above.resolve("fer2013/fer2013.csv"), faces());
    assertThat(recognised(above).data().samples()).hasSize(5);
    io.selfcure.core.data.Outputs.deleteTree(dir.resolve("recognised"));
    Path contest = Files.createDirectories(dir.resolve("contest"));
    Files.writeString(contest.resolve("test.csv"), "pixels\n" + pixels(9) + "\n");
    Files.writeString(contest.resolve("train.csv"), "emotion,pixels\n2," + pixels(9) + "\n");
    assertThat(describe(recognised(contest).data())).containsExactly("row00000 train fear");
    Files.writeString(contest.resolve("train.csv"), "path,label\na.png,happy\n");
    assertThatThrownBy(() -> Importers.recognise(contest))
        .hasMessageContaining("no layout that is known");
  }

  @Test
  void refusesPixelsWhoseLabelsHaveAnotherName() {
    String label = "label,pixels,Usage" + faces().substring(faces().indexOf('\n'));
    refused(label, "", "no column 'emotion'", "'label,pixels,Usage'");
  }

  @Test
  void readsCkExtendedWithContempt() throws IOException {
    Path from = Files.createDirectories(dir.resolve("ck"));
    Files.writeString(
        from.resolve("ckextended.csv"), faces() + "7," + pixels(5) + ",PrivateTest\n");
    assertThat(Importers.recognise(from).importer().info().id()).isEqualTo("ckextended");
    ImportOutcome made = recognised(from);
    assertThat(describe(made.data()))
        .contains("row00001 train angry", "row00002 train happy", "row00005 test contempt");
    assertThat(made.notes()).anyMatch(n -> n.contains("does not tell people apart"));
    refused(faces() + "7," + pixels(5) + ",PrivateTest\n", "", "line 7", "'7'");
  }

  @Test
  void rulesThatCountVotesNeedVotes() {
    assertThatThrownBy(() -> run(write("fer2013.csv", faces()), null, LabelRule.PLURALITY, "set"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("label-rule: ")
        .hasMessageContaining("add votes");
  }

  @Test
  void damagedTablesGiveADataSetOrAnErrorOfOurs() {
    Random random = new Random(3);
    String faces = faces();
    for (int i = 0; i < 300; i++) {
      StringBuilder bad = new StringBuilder(i % 2 == 0 ? faces : VOTES);
      for (int k = 0; k <= random.nextInt(3); k++) {
        bad.setCharAt(random.nextInt(Math.min(bad.length(), 300)), (char) random.nextInt(256));
      }
      try {
        run(
            i % 2 == 0 ? bad.toString() : faces,
            i % 2 == 0 ? VOTES : bad.toString(),
            LabelRule.VOTES);
        io.selfcure.core.data.Outputs.deleteTree(dir.resolve("set"));
      } catch (SelfcureException expected) {
        assertThat(expected).hasMessageContaining("remedy");
      }
    }
  }
}
