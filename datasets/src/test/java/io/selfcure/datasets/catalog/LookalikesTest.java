package io.selfcure.datasets.catalog;

import static io.selfcure.datasets.intake.Fixture.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.error.SelfcureException;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.intake.Choices;
import io.selfcure.datasets.intake.ClassShares;
import io.selfcure.datasets.intake.Fixture;
import io.selfcure.datasets.intake.ImportOutcome;
import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.Intake;
import io.selfcure.datasets.intake.Request;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees that look like a known set and are not: none may give a label that nobody said. */
class LookalikesTest {

  private static final String MAP = "labels";

  @TempDir Path dir;
  private Fixture set;

  @BeforeEach
  void start() {
    set = new Fixture(dir);
  }

  private void refused(String... words) {
    assertThatThrownBy(() -> run(Importers.recognise(set.root()).importer()))
        .isInstanceOf(SelfcureException.class)
        .hasMessageContainingAll(words);
    assertThat(dir.resolve("set")).doesNotExist();
  }

  private List<String> run(Importer importer) {
    return rows(
        Intake.run(
                importer,
                new Request(set.root()),
                Choices.DEFAULT,
                dir.resolve("set"),
                Progress.NONE)
            .data());
  }

  private static String file(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  /** A re-pack of AffectNet, numbered in the order of the alphabet. */
  @Test
  void alphabeticalNumbersAreNotRafDbs() {
    for (int c = 1; c <= 7; c++) {
      set.faces(file("train/%d/image%07d.png", c, c), file("test/%d/image%07d.png", c, 100 + c));
    }
    refused("named by numbers, 1, 2, 3, 4, 5, 6, 7", MAP);
  }

  /** FER2013, numbered by its codes plus one. */
  @Test
  void numberedFer2013IsNotRafDb() {
    for (int c = 1; c <= 7; c++) {
      set.faces(file("train/%d/Training_%d.jpg", c, c), file("test/%d/PublicTest_%d.jpg", c, c));
    }
    refused("named by numbers", MAP);
  }

  /** Somebody's five levels of pain. */
  @Test
  void fiveLevelsAreNotRafDb() {
    for (int c = 1; c <= 5; c++) {
      set.faces(file("train/%d/patient%d.jpg", c, c), file("test/%d/patient%d.jpg", c, 9 + c));
    }
    refused("named by numbers, 1, 2, 3, 4, 5", MAP);
  }

  /** RAF-DB's own pictures, counted from zero. */
  @Test
  void rafDbsPicturesCountedFromZeroAreRefused() {
    for (int c = 0; c < 7; c++) {
      set.face(file("train/%d/train_%05d_aligned.jpg", c, c + 1));
    }
    refused("is in a folder 0", "1 to 7", MAP);
  }

  /** RAF-DB compound in folders: the names of the pictures are those of the basic set. */
  @Test
  void rafDbCompoundInFoldersIsNotBasic() {
    for (int c = 1; c <= 11; c++) {
      set.face(file("train/%d/train_%05d_aligned.jpg", c, c));
    }
    refused("is in a folder", "RAF-DB's labels are 1 to 7", MAP);
  }

  /** All of RAF-DB's pictures, but somebody sorted the classes by name first. */
  @Test
  void rafDbInAnotherOrderHasOtherCounts() {
    long[] alphabetical = {162, 160, 74, 1185, 680, 478, 329};
    int next = 1;
    byte[] face = {1}; // never decoded: the counts refuse first
    for (int c = 0; c < 7; c++) {
      for (int i = 0; i < alphabetical[c]; i++) {
        set.file(file("test/%d/test_%04d_aligned.jpg", c + 1, next++), face);
      }
    }
    refused(
        "has 162 pictures with the number 1, RAF-DB's test split has 329 of surprise",
        "another order");
  }

  /** A table like FER2013's, with as many rows, whose codes are in another order. */
  @Test
  void aTableOfPixelsInAnotherOrderHasOtherCounts() {
    ClassShares shares =
        new ClassShares("FER2013", List.of("angry", "disgust"), List.of(4000L, 400L));
    for (int i = 0; i < 4400; i++) {
      shares.count(i < 400 ? 0 : 1);
    }
    assertThatThrownBy(() -> shares.require("t.csv", 0))
        .hasMessageContaining("400 pictures with the number 0, FER2013 has 4,000 of angry");
    ClassShares part =
        new ClassShares("FER2013", List.of("angry", "disgust"), List.of(4000L, 400L));
    part.count(1);
    part.count(-1);
    part.require("t.csv", 0);
  }

  /** Pixels under a name of their own: what the codes are taken for is said. */
  @Test
  void aTableOfPixelsOfAnotherNameSaysWhatItsCodesAreTakenFor() {
    String row = ",Training," + "0 ".repeat(48 * 48).strip() + "\n";
    set.text("mine.csv", "emotion,Usage,pixels\n0" + row + "3" + row);
    Path table = set.root().resolve("mine.csv");
    ImportOutcome made =
        Intake.run(
            Importers.recognise(table).importer(),
            new Request(table),
            Choices.DEFAULT,
            dir.resolve("set"),
            Progress.NONE);
    assertThat(made.notes())
        .anyMatch(
            n ->
                n.contains("0 angry, 1 disgust, 2 fear, 3 happy, 4 sad, 5 surprise, 6 neutral")
                    && n.contains("its name says nothing of them")
                    && n.contains("it has 2 rows, FER2013 has 35,887"));
  }

  /** The official name and columns, but neither Usage nor the rows: others number otherwise. */
  @Test
  void aSmallTableOfTheOfficialNameSaysWhatItsCodesAreTakenFor() {
    String row = "," + "0 ".repeat(48 * 48).strip() + "\n";
    set.text("train.csv", "emotion,pixels\n0" + row + "3" + row);
    ImportOutcome made = set.run(Importers.recognise(set.root()).importer());
    assertThat(made.notes())
        .anyMatch(
            n ->
                n.startsWith("the codes in train.csv are read as FER2013's, because its columns")
                    && n.endsWith("it has no column Usage, it has 2 rows, FER2013 has 35,887"));
  }

  /** Pictures alone have no codes. */
  @Test
  void aTableOfPixelsWithoutCodesSaysNothingOfThem() {
    String row = "0 ".repeat(48 * 48).strip() + "\n";
    set.text("test.csv", "pixels\n" + row);
    Path table = set.root().resolve("test.csv");
    ImportOutcome made =
        Intake.run(
            Importers.recognise(table).importer(),
            new Request(table),
            Choices.DEFAULT,
            dir.resolve("set"),
            Progress.NONE);
    assertThat(made.notes()).noneMatch(n -> n.contains("codes"));
  }

  /** A part of FER2013, or a table made like it: a read-me beside it names the codes. */
  @Test
  void aTableOfPixelsWhoseReadMeNumbersOtherwiseIsRefused() {
    String row = ",Training," + "0 ".repeat(48 * 48).strip() + "\n";
    set.text("fer2013.csv", "emotion,Usage,pixels\n0" + row + "3" + row);
    set.text("README.md", "Classes: 0=Neutral, 1: happy, 6 - Angry, of 2 people: sad ones\n");
    refused("README.md beside it says 0 Neutral, 1 happy, 6 Angry");
    set.text("README.md", "| 0 | Angry |\n| 3 | Happy |\n| 6 | Neutral |\n");
    assertThat(run(Importers.recognise(set.root()).importer())).hasSize(2);
  }

  /** Folders and table disagree: one of them is wrong. */
  @Test
  void rafDbWhoseTableSaysOtherwiseIsRefused() {
    set.faces("train/5/train_00001_aligned.jpg", "train/1/train_00002_aligned.jpg")
        .text(
            "train_labels.csv",
            "image,label\ntrain_00001_aligned.jpg,5\ntrain_00002_aligned.jpg,2\n");
    refused("is in the folder 1, but a table of labels gives it 2");
  }

  @Test
  void rafDbWithOnePictureInTwoClassesIsRefused() {
    set.faces("train/5/train_00001_aligned.jpg", "train/1/train_00001_aligned.jpg");
    refused("which has another label");
  }

  /** A table of labels beside folders that it contradicts; not AffectNet's. */
  @Test
  void foldersThatATableContradictsAreRefused() {
    set.faces("anger/1.png", "anger/2.png", "happy/3.png")
        .text(
            "list.csv",
            "filename,label\nanger/1.png,happy\nanger/2.png,anger\nhappy/3.png,happy\n");
    refused("list.csv", "gives 1 of 3 pictures another label", "directory anger, table happy");
  }

  /** The same in codes, whichever they are: one code stands for one class. */
  @Test
  void foldersThatATableOfCodesContradictsAreRefused() {
    set.faces("anger/1.png", "anger/2.png", "anger/4.png", "happy/3.png")
        .text("labels.csv", "image,label\n1.png,0\n2.png,0\n4.png,3\n3.png,3\n");
    refused("labels.csv", "gives 1 of 4 pictures another label");
    set.text("labels.csv", "image,label\n1.png,0\n2.png,0\n4.png,0\n3.png,3\n");
    assertThat(run(Importers.recognise(set.root()).importer())).hasSize(4);
  }

  /** Columns that begin with URLs as EmotioNet's do, in an order of their own. */
  /** Whose faces they are, not what they express; the table cannot be joined to them. */
  @Test
  void foldersOfPeopleBesideATableOfBareNamesAreNoClasses() {
    set.faces("ada/1.png", "ada/2.png", "bob/1.png", "bob/2.png")
        .text("labels.csv", "image,label\n1.png,happy\n2.png,sad\n1.png,sad\n2.png,sad\n");
    refused("labels.csv", "has 4 labels that are no directories here", "1.png (happy)");
  }

  @Test
  void columnsOfUrlsInAnotherOrderAreNotEmotioNets() {
    String header = "url,source,happy,sad,angry,awed,x1,x2,x3,x4,x5,x6,x7,x8,x9,x10,x11,x12\n";
    set.face("1.jpg").text("urls.csv", header + "http://a.example/1.jpg,x,1" + ",0".repeat(15));
    refused("no class directories", "urls.csv");
  }

  /** An export for detection: its folders are no classes. */
  @Test
  void imagesAndMasksAreNoClasses() {
    set.faces("images/1.png", "images/2.png", "labels/1.png", "labels/2.png");
    refused("has pictures in [images, labels], which are no classes");
  }

  /** KDEF's and JAFFE's pictures, sorted anew by somebody. */
  @Test
  void namesThatFoldersContradictAreRefused() {
    set.faces("happy/AF01HAS.JPG", "happy/AF01ANS.JPG");
    refused("AF01ANS.JPG: is named as angry, but lies in the folder of happy");
    io.selfcure.core.data.Outputs.deleteTree(set.root());
    set.faces("anger/KA.AN1.39.tiff", "anger/KA.HA1.29.tiff");
    refused("KA.HA1.29.tiff: is named as happiness, but lies in the folder of anger");
  }

  /** RAF-DB or RAF-ML without its list: two editions of the same pictures. */
  @Test
  void editionsOfPicturesAreNoClasses() {
    set.faces("Image/aligned/0001_aligned.jpg", "Image/original/0001.jpg");
    refused("has pictures in [aligned, original], which are no classes");
  }

  /** Splits under names of their own, with all pictures in one folder. */
  @Test
  void splitsAreNoClasses() {
    set.faces("train_set/1.jpg", "train_set/2.jpg", "val_set/3.jpg");
    refused("has pictures in [train_set, val_set], which are no classes");
  }

  /** One class under two names, as where two sets were put together. */
  @Test
  void aClassThatIsMisspeltInOneSplitIsAskedAbout() {
    set.faces("train/surprise/1.png", "train/sad/2.png")
        .faces("test/suprise/3.png", "test/sad/4.png");
    refused("probably misspelt", "suprise", "did you mean surprise");
  }

  /** Numbers in one split, words in the other. */
  @Test
  void wordsAndNumbersAreRefused() {
    set.faces("train/0/1.png", "train/1/2.png", "test/anger/3.png", "test/happy/4.png");
    refused("named by numbers, 0, 1", MAP);
  }

  /** A few pictures with names of RAF-DB among others. */
  @Test
  void fewNamesOfRafDbAmongOthersAreNotEnough() {
    set.face("train/1/train_00001.jpg");
    for (int i = 0; i < 9; i++) {
      set.face("train/" + (1 + i % 3) + "/photo" + i + ".jpg");
    }
    refused("named by numbers, 1, 2, 3", MAP);
  }

  /** CK+48's folders with other people's pictures are a tree of one's own, under its own names. */
  @Test
  void classFoldersWithForeignNamesKeepTheirOwnNames() {
    set.faces("anger/a.png", "contempt/b.png", "fear/c.png");
    assertThat(run(Importers.recognise(set.root()).importer()))
        .containsExactlyInAnyOrder(
            "anger/a.png train anger", "contempt/b.png train contempt", "fear/c.png train fear");
  }
}
