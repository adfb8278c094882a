package io.selfcure.datasets.fer2013;

import static io.selfcure.datasets.intake.Fixture.skipped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.intake.Choices;
import io.selfcure.datasets.intake.ImportOutcome;
import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.Intake;
import io.selfcure.datasets.intake.Request;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same faces as a table and as pictures. */
class Fer2013PicturesTest {

  private static final List<String> USAGES =
      List.of("Training", "Training", "Training", "Training", "PublicTest", "PrivateTest");
  private static final int[] EMOTIONS = {0, 3, 6, 3, 4, 5};

  /** Rows 1 and 3 have one name; row 2 has none, as its voters saw no face. */
  private static final String VOTES =
      """
      Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF
      Training,fer0000000.png,0,0,0,1,8,1,0,0,0,0
      Training,fer0000001.png,0,10,0,0,0,0,0,0,0,0
      Training,,0,0,0,0,0,0,0,0,0,10
      Training,fer0000001.png,1,9,0,0,0,0,0,0,0,0
      PublicTest,fer0000003.png,0,0,0,9,0,0,0,1,0,0
      PrivateTest,fer0000004.png,0,5,5,0,0,0,0,0,0,0
      """;

  @TempDir Path dir;
  private int next;

  private static int grey(int row, int pixel) {
    return (37 * row + pixel) % 256;
  }

  @BeforeEach
  void writeTheTable() throws IOException {
    StringBuilder table = new StringBuilder("emotion,pixels,Usage\n");
    for (int row = 0; row < USAGES.size(); row++) {
      int r = row;
      table
          .append(EMOTIONS[row])
          .append(',')
          .append(
              IntStream.range(0, 48 * 48)
                  .mapToObj(p -> Integer.toString(grey(r, p)))
                  .collect(Collectors.joining(" ")))
          .append(',')
          .append(USAGES.get(row))
          .append('\n');
    }
    Files.writeString(dir.resolve("fer2013.csv"), table);
    Files.writeString(dir.resolve("fer2013new.csv"), VOTES);
  }

  private void picture(String path, int row) throws IOException {
    Path file = dir.resolve(path);
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(48, 48, BufferedImage.TYPE_BYTE_GRAY);
    for (int p = 0; p < 48 * 48; p++) {
      image.getRaster().setSample(p % 48, p / 48, 0, grey(row, p));
    }
    ImageIO.write(image, "png", file.toFile());
  }

  private Dataset run(Importer importer, String from, Map<String, String> options) {
    return outcome(importer, from, options).data();
  }

  private ImportOutcome outcome(Importer importer, String from, Map<String, String> options) {
    Path to = dir.resolve("set" + from.replace('/', '-') + options.size() + next++);
    return Intake.run(
        importer,
        new Request(dir.resolve(from), options),
        Choices.DEFAULT.allowingPartial(),
        to,
        Progress.NONE);
  }

  /** Copies of one picture have other votes in label.csv than in the table, which wins. */
  @Test
  void theTableOfVotesWinsOverLabelCsv() throws IOException {
    picture("plus/FER2013Train/fer0000000.png", 0);
    picture("plus/FER2013Train/fer0000001.png", 3);
    Files.writeString(
        dir.resolve("plus/FER2013Train/label.csv"),
        """
        fer0000000.png,"(0, 0, 48, 48)",0,0,9,1,0,0,0,0,0,0
        fer0000001.png,"(0, 0, 48, 48)",1,9,0,0,0,0,0,0,0,0
        """);
    ImportOutcome alone = outcome(new FerPlusImporter(), "plus", Map.of());
    assertThat(alone.data().labels().name(alone.data().samples().get(0).label()))
        .isEqualTo("surprise");
    assertThat(alone.notes())
        .anyMatch(n -> n.contains("1,601") && n.contains("give the table with {votes}"));
    Files.copy(dir.resolve("fer2013new.csv"), dir.resolve("plus/fer2013new.csv"));
    ImportOutcome both = outcome(new FerPlusImporter(), "plus", Map.of());
    assertThat(both.data().labels().name(both.data().samples().get(0).label())).isEqualTo("anger");
    assertThat(both.notes())
        .contains(
            "label.csv has other votes than fer2013new.csv for 1 of 2 pictures: those of the table"
                + " are used",
            "fewer pictures: FER2013Valid is not there, 1 rows of votes are passed over");
  }

  @Test
  void ferPlusPicturesAndTableGiveOneManifest() throws IOException {
    for (int row : new int[] {0, 1, 3}) { // row 3 overwrites the picture of row 1
      picture("plus/FER2013Train/fer000000" + (row == 0 ? 0 : 1) + ".png", row);
    }
    picture("plus/FER2013Valid/fer0000003.png", 4);
    picture("plus/FER2013Test/fer0000004.png", 5);
    Map<String, String> votes = Map.of("votes", dir.resolve("fer2013new.csv").toString());
    Dataset pictures = run(new FerPlusImporter(), "plus", votes);
    Dataset table = run(new FerPlusImporter(), ".", Map.of());
    assertThat(table.samples()).hasSize(4);
    assertThat(skipped(pictures))
        .contains(
            "row00001,its picture was overwritten: a later row has the name"
                + " FER2013Train/fer0000001.png");
    // but for the overwritten picture, and its place in the pack
    assertThat(pictures.samples().stream().map(s -> s.withPath("")).toList())
        .isEqualTo(
            table.samples().stream()
                .filter(s -> s.sourceRow() != 1)
                .map(s -> s.withPath(""))
                .toList());
    for (int i = 0; i < pictures.samples().size(); i++) {
      int row = (int) pictures.samples().get(i).sourceRow();
      byte[] pixels = new byte[48 * 48];
      java.util.Objects.requireNonNull(pictures.pack()).read(i, pixels, 0);
      assertThat(pixels[100] & 255).isEqualTo(grey(row, 100));
    }
  }

  @Test
  void withoutNamesThatRecurTheManifestsAreEqualToTheByte() throws IOException {
    String votes = VOTES.replaceFirst("fer0000001.png", "fer0000009.png");
    Files.writeString(dir.resolve("fer2013new.csv"), votes);
    picture("plus/FER2013Train/fer0000000.png", 0);
    picture("plus/FER2013Train/fer0000009.png", 1);
    picture("plus/FER2013Train/fer0000001.png", 3);
    picture("plus/FER2013Valid/fer0000003.png", 4);
    Dataset pictures =
        run(
            new FerPlusImporter(),
            "plus",
            Map.of("votes", dir.resolve("fer2013new.csv").toString()));
    assertThat(pictures.sha256()).isEqualTo(run(new FerPlusImporter(), ".", Map.of()).sha256());
  }

  @Test
  void labelCsvNeedsNoTable() throws IOException {
    picture("plus/FER2013Train/fer0000000.png", 0);
    picture("plus/FER2013Valid/fer0000003.png", 4);
    Files.writeString(
        dir.resolve("plus/FER2013Train/label.csv"),
        """
        fer0000000.png,"(0, 0, 48, 48)",0,0,0,1,8,1,0,0,0,0
        fer0000007.png,"(0, 0, 48, 48)",0,0,0,0,10,0,0,0,0,0
        """);
    Files.writeString(
        dir.resolve("plus/FER2013Valid/label.csv"),
        "fer0000003.png,\"(0, 0, 48, 48)\",0,0,0,9,0,0,0,0,0,0\n"); // the one row of nine votes
    Dataset data = run(new FerPlusImporter(), "plus", Map.of());
    assertThat(data.samples()).hasSize(2);
    assertThat(data.samples().get(0).id()).isEqualTo("FER2013Train/fer0000000.png");
    assertThat(data.samples().get(0).votes()).containsExactly(0, 0, 0, 1, 8, 1, 0, 0);
    assertThat(data.samples().get(1).split()).isEqualTo(Split.VALID);
    assertThat(skipped(data)).containsExactly("FER2013Train/fer0000007.png,is missing");
    Files.writeString(
        dir.resolve("plus/FER2013Valid/label.csv"), "fer0000003.png,x,9,9,0,0,0,0,0,0,0,0\n");
    assertThatThrownBy(() -> run(new FerPlusImporter(), "plus", Map.of("label-rule", "votes")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("label.csv line 1")
        .hasMessageContaining("18 votes");
  }

  @Test
  void foldersOfPicturesGiveWhatTheTableGives() throws IOException {
    String[] names = {"angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"};
    for (int row = 0; row < USAGES.size(); row++) {
      String part = USAGES.get(row).equals("Training") ? "train/" : "test/";
      picture(
          "tree/" + part + names[EMOTIONS[row]] + "/" + USAGES.get(row) + "_" + row + ".png", row);
    }
    Files.writeString(dir.resolve("tree/train/happy/other.png"), "x");
    Dataset pictures = run(new Fer2013Importer(), "tree", Map.of());
    Dataset table = run(new Fer2013Importer(), "fer2013.csv", Map.of());
    assertThat(pictures.card().pictures().sha256()).isEqualTo(table.card().pictures().sha256());
    assertThat(pictures.samples().stream().map(s -> s.split() + " " + s.label()).toList())
        .isEqualTo(table.samples().stream().map(s -> s.split() + " " + s.label()).toList());
    assertThat(skipped(pictures)).hasSize(1);
    assertThatThrownBy(() -> run(new Fer2013Importer(), "tree", Map.of("label-rule", "majority")))
        .isInstanceOf(UsageException.class);
  }
}
