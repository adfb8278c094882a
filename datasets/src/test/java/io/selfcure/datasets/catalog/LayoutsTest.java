package io.selfcure.datasets.catalog;

import static io.selfcure.datasets.intake.Fixture.rows;
import static io.selfcure.datasets.intake.Fixture.skipped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.error.DataException;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.intake.Choices;
import io.selfcure.datasets.intake.Fixture;
import io.selfcure.datasets.intake.ImportOutcome;
import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.Intake;
import io.selfcure.datasets.intake.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Layouts that people have besides the official ones: recognised with the right class of every
 * picture, or refused with what speaks against them.
 */
class LayoutsTest {

  private static final List<String> RAF_DB =
      List.of("surprise", "fear", "disgust", "happiness", "sadness", "anger", "neutral");

  @TempDir Path dir;
  private Fixture set;

  @BeforeEach
  void start() {
    set = new Fixture(dir);
  }

  private ImportOutcome auto(String id) {
    return auto(id, Choices.DEFAULT);
  }

  private ImportOutcome auto(String id, Choices choices) {
    Importers.Recognised found = Importers.recognise(set.root());
    assertThat(found.importer().info().id()).isEqualTo(id);
    return Intake.run(
        found.importer(), new Request(set.root()), choices, dir.resolve("set"), Progress.NONE);
  }

  private void refused(String... words) {
    assertThatThrownBy(
            () ->
                Intake.run(
                    Importers.recognise(set.root()).importer(),
                    new Request(set.root()),
                    Choices.DEFAULT,
                    dir.resolve("set"),
                    Progress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(words);
    assertThat(dir.resolve("set")).doesNotExist();
  }

  private static String name(String pattern, int number) {
    return String.format(Locale.ROOT, pattern, number);
  }

  @Test
  void rafDbInFoldersTakesTheSplitFromNames() {
    List<String> expected = new ArrayList<>();
    for (int c = 1; c <= 7; c++) {
      String train = "train/" + c + name("/train_%05d_aligned.jpg", c);
      String test = "valid/" + c + name("/test_%04d_aligned.jpg", c);
      set.faces(train, test);
      expected.add(train + " train " + RAF_DB.get(c - 1));
      expected.add(test + " test " + RAF_DB.get(c - 1));
    }
    ImportOutcome made = auto("rafdb");
    assertThat(rows(made.data())).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(made.notes())
        .anyMatch(n -> n.contains("1 surprise, 2 fear, 3 disgust, 4 happiness, 5 sadness"));
  }

  @Test
  void rafDbInFoldersKeepsAValidationSplitOfItsTrainingPictures() {
    set.faces("train/1/train_00001.jpg", "val/2/train_00002.jpg", "test/3/test_0001.jpg");
    assertThat(rows(auto("rafdb").data()))
        .containsExactlyInAnyOrder(
            "train/1/train_00001.jpg train surprise",
            "val/2/train_00002.jpg valid fear",
            "test/3/test_0001.jpg test disgust");
  }

  @Test
  void rafDbFlatGoesByItsTables() {
    set.faces("D/train/train_00001_aligned.jpg", "D/train/train_00002_aligned.jpg")
        .face("D/test/test_0001_aligned.jpg")
        .text(
            "D/train_labels.csv",
            "image,label\ntrain_00001_aligned.jpg,5\ntrain_00002_aligned.jpg,7\n")
        .text("D/test_labels.csv", "image,label\ntest_0001_aligned.jpg,1\n");
    assertThat(rows(auto("rafdb").data()))
        .containsExactlyInAnyOrder(
            "D/train/train_00001_aligned.jpg train sadness",
            "D/train/train_00002_aligned.jpg train neutral",
            "D/test/test_0001_aligned.jpg test surprise");
  }

  @Test
  void rafDbFlatRefusesATableThatCountsFromZero() {
    set.faces("train/train_00001_aligned.jpg", "train/train_00002_aligned.jpg")
        .text(
            "train_labels.csv",
            "image,label\ntrain_00001_aligned.jpg,0\ntrain_00002_aligned.jpg,6\n");
    refused("train_labels.csv line 2", "'0'", "1 to 7", "counts from 0");
  }

  @Test
  void rafDbsListMayLieBesideTheAlignedPictures() {
    set.faces("aligned/train_00001_aligned.jpg", "aligned/test_0001_aligned.jpg")
        .text("list_patition_label.txt", "train_00001.jpg 4\ntest_0001.jpg 2\n");
    assertThat(rows(auto("rafdb").data()))
        .containsExactly(
            "aligned/train_00001_aligned.jpg train happiness",
            "aligned/test_0001_aligned.jpg test fear");
  }

  @Test
  void rafCeHasFourteenClasses() {
    set.faces("aligned/0001_aligned.jpg", "aligned/0002_aligned.jpg", "original/0001.jpg")
        .text("EmoLabel/RAFCE_emolabel.txt", "0001.jpg 0\n0002.jpg 13\n");
    assertThat(rows(auto("rafce").data()))
        .containsExactlyInAnyOrder(
            "aligned/0001_aligned.jpg train happily surprised",
            "aligned/0002_aligned.jpg train happily sad");
  }

  @Test
  void rafCesListOfPartsCountsOnlyWhereTheUserSaysWhatItsCodesAre() {
    set.faces("aligned/0001_aligned.jpg", "aligned/0002_aligned.jpg", "aligned/0003_aligned.jpg")
        .text("RAFCE_emolabel.txt", "0001.jpg 0\n0002.jpg 0\n0003.jpg 13\n")
        .text("RAFCE_partition.txt", "0001.jpg 0\n0002.jpg 0\n0003.jpg 2\n");
    ImportOutcome made = auto("rafce", new Choices(null, null, 0.0, 0, 1));
    assertThat(made.notes())
        .anyMatch(
            n ->
                n.contains("RAFCE_partition.txt is not read")
                    && n.contains("0 on 2 pictures, 2 on 1 picture")
                    && n.contains("do not compare with published ones"));
    assertThat(rows(made.data())).allMatch(r -> r.contains(" train "));
    ImportOutcome said = set.run(here(), Choices.DEFAULT, Map.of("partition", "0=train,2=test"));
    assertThat(rows(said.data()))
        .containsExactlyInAnyOrder(
            "aligned/0001_aligned.jpg train happily surprised",
            "aligned/0002_aligned.jpg train happily surprised",
            "aligned/0003_aligned.jpg test happily sad");
    assertThat(said.notes()).anyMatch(n -> n.contains("is read as 0 train, 2 test, as was said"));
  }

  private Importer here() {
    return Importers.recognise(set.root()).importer();
  }

  @Test
  void rafCesListOfPartsIsRefusedWhereItIsNotWhatTheUserSays() {
    set.faces("0001.jpg", "0002.jpg").text("RAFCE_emolabel.txt", "0001.jpg 0\n0002.jpg 1\n");
    Map<String, String> said = Map.of("partition", "0=train,1=test");
    assertThatThrownBy(() -> set.run(here(), Choices.DEFAULT, said))
        .hasMessageContaining("there is none in");
    set.text("RAFCE_partition.txt", "0001.jpg 0\n0002.jpg 2\n");
    assertThatThrownBy(() -> set.run(here(), Choices.DEFAULT, said))
        .hasMessageContaining("has the code 2")
        .hasMessageContaining("0 on 1 picture, 2 on 1 picture");
    for (String odd : List.of("0=train,0=test", "0", "0=home", "")) {
      assertThatThrownBy(() -> set.run(here(), Choices.DEFAULT, Map.of("partition", odd)))
          .hasMessageContaining("does not say once what a code stands for");
    }
    set.text("RAFCE_partition.txt", "0001.jpg 0\n0001.jpg 1\n");
    assertThatThrownBy(() -> set.run(here(), Choices.DEFAULT, said))
        .hasMessageContaining("RAFCE_partition.txt line 2")
        .hasMessageContaining("a line before gave it 0");
    set.text("RAFCE_partition.txt", "0001.jpg 0\n");
    assertThat(skipped(set.run(here(), Choices.DEFAULT.allowingPartial(), said).data()))
        .containsExactly("0002.jpg,\"is not in RAFCE_partition.txt, which divides the set\"");
  }

  @Test
  void rafMlsSharesBecomeVotes() {
    set.faces("Image/aligned/0001_aligned.jpg", "Image/aligned/0002_aligned.jpg")
        .faces("Image/original/0001.jpg", "Image/aligned/0003_aligned.jpg")
        .text(
            "EmoLabel/distribution.txt",
            """
            0001.jpg 0.1 0 0.2 0.6 0 0.1
            0002.jpg 0 0 0.5 0 0 0.5
            0003.jpg 0.35 0.2 0 0 0.25 0.2
            """);
    ImportOutcome made = auto("rafml", new Choices(null, null, 0.0, 0, 1));
    assertThat(made.data().labels().names())
        .containsExactly("surprise", "fear", "disgust", "happiness", "sadness", "anger");
    assertThat(rows(made.data()))
        .containsExactly(
            "Image/aligned/0001_aligned.jpg train happiness",
            "Image/aligned/0003_aligned.jpg train surprise");
    assertThat(made.data().samples().get(0).votes()).containsExactly(100, 0, 200, 600, 0, 100);
    assertThat(skipped(made.data()))
        .containsExactly("Image/aligned/0002_aligned.jpg,\"no plurality: disgust 500, anger 500\"");
    ImportOutcome strict = set.run(here(), Choices.DEFAULT, Map.of("label-rule", "majority"));
    assertThat(rows(strict.data())).hasSize(1);
  }

  @Test
  void rafMlRefusesWhatIsNoDistribution() {
    set.face("Image/aligned/0001_aligned.jpg");
    set.text("EmoLabel/distribution.txt", "0001.jpg 0.1 0 0.2 0.6 0 0.1\n0002.jpg 4 0 8 24 0 4\n");
    refused("distribution.txt line 2", "sum to 40.000");
    set.text("EmoLabel/distribution.txt", "0001.jpg 0.1 0 0.2 0.6 0 0.1\n0001.jpg 1 0 0 0 0 0\n");
    refused("distribution.txt line 2", "the votes");
    set.text("EmoLabel/distribution.txt", "0001.jpg 0.1 0 0.2 0.6 0 0.1\n0001.jpg 0.5 0.5\n");
    refused("distribution.txt line 2", "expected a picture and six shares");
  }

  /** The columns of the whole set in another order have other sums. */
  @Test
  void rafMlInAnotherOrderIsRefused() {
    StringBuilder list = new StringBuilder();
    for (int i = 1; i <= 4908; i++) {
      list.append(String.format(java.util.Locale.ROOT, "%04d.jpg 0 0.5 0 0.5 0 0%n", i));
    }
    set.face("0001.jpg").text("distribution.txt", list.toString());
    refused("has 0 pictures with the number 1, RAF-ML has 1,004 of surprise", "another order");
  }

  /** The published sizes of the parts tell which code is which, and nothing less does. */
  @Test
  void rafMlsPartsAreToldByTheirSizes() {
    StringBuilder parts = new StringBuilder();
    for (int i = 1; i <= 4908; i++) {
      parts.append(String.format(java.util.Locale.ROOT, "%04d.jpg %d%n", i, i % 5 == 0 ? 1 : 0));
    }
    set.faces("0001.jpg", "0005.jpg")
        .text("distribution.txt", "0001.jpg 1 0 0 0 0 0\n0005.jpg 0 1 0 0 0 0\n")
        .text("partition_label.txt", parts.toString());
    ImportOutcome nearly = set.run(here()); // 981, not 982
    assertThat(rows(nearly.data())).noneMatch(r -> r.contains(" test "));
    set.text("partition_label.txt", parts.toString().replace("0001.jpg 0", "0001.jpg 1"));
    assertThat(rows(set.run(here()).data()))
        .containsExactly("0001.jpg test surprise", "0005.jpg test fear");
  }

  @Test
  void affectNetsTableWinsOverItsFolders() {
    set.faces("anger/a.png", "anger/b.png", "happy/c.png", "happy/rest.png")
        .text(
            "labels.csv",
            """
            ,pth,label,relFCs
            0,anger/a.png,surprise,0.87
            1,anger/b.png,anger,0.8
            2,happy/c.png,happy,0.9
            """);
    ImportOutcome made = auto("affectnet", new Choices(null, null, 0.0, 0, 1));
    assertThat(rows(made.data()))
        .containsExactly(
            "anger/a.png train surprise", "anger/b.png train anger", "happy/c.png train happiness");
    assertThat(made.notes()).anyMatch(n -> n.contains("1 of 3 pictures another label"));
    assertThat(skipped(made.data())).containsExactly("happy/rest.png,is not in labels.csv");
  }

  @Test
  void affectNetsNumberedFoldersAreAskedAbout() {
    for (int c = 0; c < 8; c++) {
      set.faces("train/" + c + "/" + c + ".jpg", "val/" + c + "/1" + c + ".jpg");
    }
    refused("named by numbers, 0, 1, 2", "labels", "import folder (numbers=keep)");
  }

  @Test
  void numberedFoldersTakeTheUsersMap() {
    set.faces("1/image1.png", "1/image2.png", "2/image3.png")
        .text("map.yaml", "1: anger\n2: contempt\n");
    Choices mapped = new Choices(set.root().resolve("map.yaml").toString(), null, 0.0, 0, 1);
    assertThat(rows(auto("folder", mapped).data()))
        .containsExactly(
            "1/image1.png train anger", "1/image2.png train anger", "2/image3.png train contempt");
  }

  @Test
  void numbersAreKeptWhereTheUserSaysSo() {
    set.faces("1/image1.png", "2/image3.png");
    Map<String, String> keep = Map.of("numbers", "keep");
    ImportOutcome made =
        set.run(
            Importers.recognise(set.root()).importer(), new Choices(null, null, 0.0, 0, 1), keep);
    assertThat(rows(made.data())).containsExactly("1/image1.png train 1", "2/image3.png train 2");
  }

  @Test
  void yoloGoesByTheNamesOfItsClasses() {
    set.faces("train/images/a.png", "train/images/b.png", "valid/images/c.png")
        .face("train/images/two.png")
        .text("train/labels/a.txt", "1 0.5 0.5 1 1\n")
        .text("train/labels/b.txt", "0 0.5 0.5 0.5 0.5\n")
        .text("train/labels/two.txt", "0 0.5 0.5 0.5 0.5\n1 0.1 0.1 0.1 0.1\n")
        .text("valid/labels/c.txt", "1 0.5 0.5 1 1\n")
        .text(
            "data.yaml",
            "train: ../train/images\nnc: 2\nnames: ['Anger', 'Happy']\nroboflow:\n  version: 2\n");
    ImportOutcome made = auto("yolo");
    assertThat(rows(made.data()))
        .containsExactly(
            "train/images/a.png train Happy",
            "train/images/b.png train Anger",
            "train/images/two.png#0 train Anger",
            "train/images/two.png#1 train Happy",
            "valid/images/c.png valid Happy");
    assertThat(made.data().samples().get(1).box())
        .isEqualTo(new io.selfcure.core.data.Box(8, 8, 16, 16));
    assertThat(made.notes()).anyMatch(n -> n.contains("each is a sample, PICTURE#0"));
  }

  @Test
  void yoloWithoutNamesIsRefused() {
    set.faces("train/images/a.png", "train/images/b.png")
        .text("train/labels/a.txt", "1 0.5 0.5 1 1\n")
        .text("train/labels/b.txt", "0 0.5 0.5 1 1\n");
    refused("images", "which are no classes", "YOLO");
    set.text("data.yaml", "nc: 2\n");
    refused("does not name the classes");
  }

  @Test
  void strayFoldersAreNoClasses() {
    set.faces("happy/1.png", "happy/2.png", "sad/1.png", "neutral/1.png")
        .text("runs/results.csv", "a,b\n")
        .text("@eaDir/0001.png@SynoEAStream", "x")
        .text("empty/notes.txt", "");
    ImportOutcome made = auto("folder", new Choices(null, null, 0.0, 0, 1));
    assertThat(made.data().labels().names()).containsExactly("happy", "neutral", "sad");
    assertThat(skipped(made.data()))
        .containsExactly(
            "'@eaDir,holds no picture", "empty,holds no picture", "runs,holds no picture");
  }

  @Test
  void strayFoldersBesideSplitsAreNoSplits() {
    set.faces("train/happy/1.png", "train/sad/2.png", "test/happy/3.png", "test/sad/4.png")
        .text("runs/log.txt", "");
    assertThat(rows(auto("folder").data())).hasSize(4);
  }

  @Test
  void classesThatDifferInCaseAreOneAndSaid() {
    set.faces("train/Happy/1.png", "train/sad/2.png", "test/happy/3.png", "test/SAD/4.png");
    ImportOutcome made = auto("folder");
    assertThat(made.data().labels().size()).isEqualTo(2);
    assertThat(made.notes()).anyMatch(n -> n.contains("Happy") && n.contains("happy"));
  }

  @Test
  void theFolderOfClassesMayBeNamedFromAbove() {
    set.faces("download/images/train/angry/1.jpg", "download/images/train/happy/2.jpg")
        .faces("download/images/validation/angry/3.jpg", "download/images/validation/happy/4.jpg");
    assertThat(rows(auto("folder").data()))
        .contains(
            "download/images/train/angry/1.jpg train angry",
            "download/images/validation/happy/4.jpg valid happy");
  }

  @Test
  void aPackedSetIsNamedWithTheRemedy() {
    set.text("set.zip", "PK");
    refused("has packed files, set.zip", "unpack");
    assertThatThrownBy(() -> Importers.recognise(set.root().resolve("set.zip")))
        .hasMessageContaining("set.zip: is packed")
        .hasMessageContaining("unpack it");
  }

  @Test
  void emotioNetFindsPicturesWhoseUrlHasAQuery() throws IOException {
    set.faces("1.jpg", "2.jpg");
    Files.move(set.root().resolve("2.jpg"), set.root().resolve("2.jpg?x=1")); // as wget saves it
    set.text(
        "units.csv",
        "URL,URL orig,'AU 1'\nhttp://a.example/1.jpg?x=1,x,1\nhttp://a.example/2.jpg?x=1,x,0\n");
    assertThat(rows(auto("emotionet", new Choices(null, null, 0.0, 0, 1)).data()))
        .containsExactly("1.jpg train ?", "2.jpg?x=1 train ?");
  }
}
