package io.selfcure.datasets.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.error.DataException;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.folder.FolderImporter;
import io.selfcure.datasets.table.TableImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much of a set may be lost before its import is refused. */
class LossesTest {

  @TempDir Path dir;
  private Fixture set;

  @BeforeEach
  void start() {
    set = new Fixture(dir);
  }

  private void faces(String directory, int from, int to) {
    for (int i = from; i < to; i++) {
      set.face(directory + "/" + i + ".png");
    }
  }

  private ImportOutcome run(Choices choices) {
    return Intake.run(
        new FolderImporter(), new Request(set.root()), choices, dir.resolve("set"), Progress.NONE);
  }

  private void refused(String... words) {
    assertThatThrownBy(() -> run(Choices.DEFAULT))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(words)
        .hasMessageContaining("allow-partial");
    assertThat(dir.resolve("set")).doesNotExist();
  }

  @Test
  void oneOddPictureOfTwentyIsListed() throws IOException {
    faces("happy", 0, 10);
    faces("sad", 0, 9);
    set.text("sad/odd.png", "no picture");
    ImportOutcome made = run(Choices.DEFAULT);
    assertThat(made.data().samples()).hasSize(19);
    assertThat(Fixture.skipped(made.data())).singleElement().asString().contains("sad/odd.png");
    assertThat(Files.exists(dir.resolve("set.skipped.csv"))).isFalse();
  }

  @Test
  void moreThanATenthOfAFewIsRefusedAndTheReasonsAreKept() throws IOException {
    faces("happy", 0, 10);
    faces("sad", 0, 7);
    for (int i = 0; i < 3; i++) {
      set.text("sad/odd" + i + ".png", "no picture");
    }
    refused("would lose 3 of 20 pictures", "set.skipped.csv");
    List<String> lines = Files.readAllLines(dir.resolve("set.skipped.csv"));
    assertThat(lines).hasSize(4).anyMatch(l -> l.startsWith("sad/odd2.png,"));
    ImportOutcome made = run(Choices.DEFAULT.allowingPartial());
    assertThat(made.data().samples()).hasSize(17);
    assertThat(made.data().card().madeBy().get(0)).containsEntry("allow-partial", "true");
  }

  @Test
  void ofManyFiveMayBeLostAndOfOneHundredSixMayNot() {
    faces("happy", 0, 60);
    faces("sad", 0, 40);
    for (int i = 0; i < 5; i++) {
      set.text("sad/odd" + i + ".png", "no picture");
    }
    assertThat(run(Choices.DEFAULT).data().samples()).hasSize(100);
    io.selfcure.core.data.Outputs.deleteTree(dir.resolve("set"));
    set.text("happy/odd.png", "no picture");
    refused("would lose 6 of 106 pictures");
  }

  @Test
  void aWholeClassIsNeverLostInSilence() {
    faces("happy", 0, 20);
    faces("sad", 0, 20);
    set.text("fear/only.png", "no picture");
    refused("would lose 1 of 41 pictures, among them all of the class fear");
  }

  @Test
  void aWholeSplitIsNeverLostInSilence() {
    faces("train/happy", 0, 20);
    faces("train/sad", 0, 20);
    set.text("test/sad/only.png", "no picture");
    refused("all of the split test");
  }

  @Test
  void whatTheUserDropsAndWhatIsNoPictureIsNotLost() {
    faces("happy", 0, 10);
    faces("sad", 0, 10);
    faces("contempt", 0, 10);
    for (int i = 0; i < 9; i++) {
      set.text("sad/notes" + i + ".txt", "no picture");
    }
    ImportOutcome made = run(new Choices("basic7", null, null, 0, 1));
    assertThat(made.data().samples()).hasSize(20);
    assertThat(made.data().card().skipped()).isEqualTo(19);
  }

  /** As where one split names a class otherwise than the others. */
  @Test
  void classesThatAreNotTrainedOnAreTold() {
    faces("train/glad", 0, 3);
    faces("train/sad", 0, 3);
    faces("test/joyful", 0, 3);
    ImportOutcome made = run(Choices.DEFAULT);
    assertThat(made.notes()).containsExactly("no picture for training is of the class joyful");
    io.selfcure.core.data.Outputs.deleteTree(dir.resolve("set"));
    set.text("map.yaml", "glad: happiness\njoyful: happiness\nsad: sadness\n");
    assertThat(
            run(new Choices(set.root().resolve("map.yaml").toString(), null, null, 0, 1)).notes())
        .isEmpty();
    io.selfcure.core.data.Outputs.deleteTree(dir.resolve("set"));
    assertThat(run(new Choices("basic7", null, null, 0, 1)).notes())
        .contains("no picture is of the class neutral, happiness, surprise, anger, disgust, fear");
  }

  @Test
  void nothingLeftKeepsTheReasonsToo() throws IOException {
    set.text("list.csv", "path,label\n1.png,happy\n2.png,sad\n");
    assertThatThrownBy(
            () ->
                Intake.run(
                    new TableImporter(),
                    new Request(set.root().resolve("list.csv")),
                    Choices.DEFAULT,
                    dir.resolve("set"),
                    Progress.NONE))
        .hasMessageContaining("no readable picture")
        .hasMessageContaining("set.skipped.csv");
    assertThat(Files.readAllLines(dir.resolve("set.skipped.csv")))
        .containsExactly("where,reason", "1.png,is missing", "2.png,is missing");
  }
}
