package io.selfcure.datasets.official;

import static io.selfcure.datasets.intake.Fixture.rows;
import static io.selfcure.datasets.intake.Fixture.says;
import static io.selfcure.datasets.intake.Fixture.skipped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.datasets.intake.Choices;
import io.selfcure.datasets.intake.Fixture;
import io.selfcure.datasets.intake.ImportOutcome;
import io.selfcure.datasets.intake.SplitRule;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sets made in laboratories, whose file names say who shows what: each with its traps. */
class LaboratorySetsTest {

  private static final Choices ALL_TRAIN = new Choices(null, SplitRule.RANDOM, 0.0, 0, 1);

  @TempDir Path dir;
  private Fixture set;

  @BeforeEach
  void start() {
    set = new Fixture(dir);
  }

  @Test
  void jaffeJoinsRatingsByNumber() {
    set.faces(
            "jaffe/KA.AN1.39.tiff", "jaffe/KA.NE2.27.tiff", "jaffe/KL.HA1.158.tiff", "jaffe/x.tiff")
        .text(
            "jaffe/README",
            """
            The ratings are means of 60 raters, 5 is high.
            #   HAP  SAD  SUR  ANG  DIS  FEA  PIC
            39 1.55 1.90 2.10 4.32 3.90 1.81 KA-AN1
            27 2.00 1.94 1.61 1.65 1.61 1.58 KA-NEE
            158 4.87 1.16 1.16 1.26 1.26 1.10 XX-HA9
            300 1.00 1.00 1.00 1.00 1.00 1.00 ZZ-FE1
            """);
    ImportOutcome made = set.run(new Jaffe(), ALL_TRAIN, Map.of());
    Dataset data = made.data();
    assertThat(rows(data))
        .containsExactly(
            "jaffe/KA.AN1.39.tiff train anger KA",
            "jaffe/KA.NE2.27.tiff train neutral KA",
            "jaffe/KL.HA1.158.tiff train happiness KL");
    // in the order of the classes: anger disgust fear happiness neutral sadness surprise
    assertThat(data.samples().get(0).votes()).containsExactly(332, 290, 81, 55, 0, 90, 110);
    assertThat(data.samples().get(1).votes()).isEmpty();
    assertThat(data.samples().get(2).votes().get(3)).isEqualTo(387);
    assertThat(says(data, "jaffe/KA.NE2.27.tiff")).contains("\"happiness\":2.0", "\"take\":2");
    assertThat(skipped(data)).containsExactly("jaffe/x.tiff,is not named like KA.AN1.39.tiff");
    assertThat(made.warnings()).contains("pictures: 3, 210 fewer than published (213)");
  }

  @Test
  void kdefReadsNamesByPosition() {
    set.faces(
        "KDEF/AF01/AF01AFS.JPG",
        "KDEF/AF01/AF01SUFL.JPG",
        "KDEF/BM35/BM35SAHR.JPG",
        "KDEF/BM35/BM35NEFR.jpg",
        "KDEF/AF31/AF31V.JPG");
    Dataset data = set.run(Karolinska.kdef(), ALL_TRAIN, Map.of()).data();
    assertThat(rows(data))
        .containsExactly(
            "KDEF/AF01/AF01AFS.JPG train afraid F01",
            "KDEF/AF01/AF01SUFL.JPG train surprised F01",
            "KDEF/BM35/BM35NEFR.jpg train neutral M35",
            "KDEF/BM35/BM35SAHR.JPG train sad M35");
    assertThat(says(data, "KDEF/AF01/AF01AFS.JPG"))
        .isEqualTo("{\"session\":\"A\",\"sex\":\"female\",\"view\":\"straight\"}");
    assertThat(says(data, "KDEF/BM35/BM35SAHR.JPG")).contains("\"B\"", "male", "half-right");
    assertThat(skipped(data)).singleElement().asString().startsWith("KDEF/AF31/AF31V.JPG");
  }

  @Test
  void kdefComesToThePublishedCounts() {
    for (String session : List.of("A", "B")) {
      for (String sex : List.of("F", "M")) {
        for (int person = 1; person <= 35; person++) {
          for (String shown : List.of("AF", "AN", "DI", "HA", "NE", "SA", "SU")) {
            for (String view : List.of("FL", "HL", "S", "HR", "FR")) {
              String who = String.format("%s%s%02d", session, sex, person);
              set.face("KDEF/" + who + "/" + who + shown + view + ".JPG");
            }
          }
        }
      }
    }
    ImportOutcome made = set.run(Karolinska.kdef());
    assertThat(made.warnings()).isEmpty();
    assertThat(made.rule()).isEqualTo(SplitRule.SUBJECT);
    Dataset data = made.data();
    assertThat(data.samples()).hasSize(4900);
    Set<String> trained = subjects(data, Split.TRAIN);
    Set<String> validated = subjects(data, Split.VALID);
    assertThat(validated).hasSize(7).doesNotContainAnyElementsOf(trained);
    assertThat(trained).hasSize(63);
  }

  private static Set<String> subjects(Dataset data, Split split) {
    return data.split(split).stream().map(Sample::subject).collect(Collectors.toSet());
  }

  @Test
  void akdefHasNeitherSessionNorNumber() {
    set.faces("AKDEF/FAFFL.JPG", "AKDEF/MANS.JPG", "AKDEF/MSAHR.JPG");
    Dataset data = set.run(Karolinska.akdef(), ALL_TRAIN, Map.of()).data();
    assertThat(rows(data))
        .containsExactly(
            "AKDEF/FAFFL.JPG train afraid average female",
            "AKDEF/MANS.JPG train angry average male",
            "AKDEF/MSAHR.JPG train sad average male");
    assertThat(says(data, "AKDEF/FAFFL.JPG")).contains("full-left");
  }

  @Test
  void rafdKeepsCameraAndGaze() {
    set.faces(
        "Rafd090_28_Caucasian_male_angry_frontal.jpg",
        "Rafd000_06_Kid_female_contemptuous_left.jpg",
        "Rafd180_71_Moroccan_male_surprised_right.jpg",
        "Rafd091_28_Caucasian_male_angry_frontal.jpg");
    Dataset data = set.run(Radboud.rafd(), ALL_TRAIN, Map.of()).data();
    assertThat(rows(data))
        .containsExactly(
            "Rafd000_06_Kid_female_contemptuous_left.jpg train contemptuous 06",
            "Rafd090_28_Caucasian_male_angry_frontal.jpg train angry 28",
            "Rafd180_71_Moroccan_male_surprised_right.jpg train surprised 71");
    assertThat(says(data, "Rafd180_71_Moroccan_male_surprised_right.jpg"))
        .isEqualTo("{\"camera\":180,\"gaze\":\"right\",\"people\":\"Moroccan\",\"sex\":\"male\"}");
    assertThat(skipped(data)).hasSize(1);
  }

  @Test
  void ck48IsReadFromDirectoryAndName() {
    set.faces(
        "CK+48/anger/S010_004_00000017.png",
        "CK+48/happy/S010_006_00000013.png",
        "CK+48/contempt/S138_008_00000007.png");
    Dataset data = set.run(CohnKanade48.ck48(), ALL_TRAIN, Map.of()).data();
    assertThat(rows(data))
        .containsExactly(
            "CK+48/anger/S010_004_00000017.png train anger S010",
            "CK+48/contempt/S138_008_00000007.png train contempt S138",
            "CK+48/happy/S010_006_00000013.png train happy S010");
    assertThat(says(data, "CK+48/happy/S010_006_00000013.png"))
        .isEqualTo("{\"frame\":13,\"session\":\"006\"}");
  }

  private void sequence(String subject, String session, int frames) {
    for (int f = 1; f <= frames; f++) {
      set.face(
          String.format(
              "cohn-kanade-images/%s/%s/%s_%s_%08d.png", subject, session, subject, session, f));
    }
  }

  @Test
  void ckPlusTakesTheFirstFrameAndTheLastThree() {
    sequence("S005", "001", 11);
    sequence("S005", "002", 6); // without a label
    sequence("S010", "004", 3); // too short for three peaks and a neutral
    sequence("S999", "001", 5); // an empty directory of labels
    String points = "  1.0000000e+02   2.5000000e+02\n".repeat(68);
    set.text("Emotion/S005/001/S005_001_00000011_emotion.txt", "   3.0000000e+00\n")
        .text("Emotion/S010/004/S010_004_00000003_emotion.txt", "   7.0000000e+00")
        .text("Emotion/S999/001/.DS_Store", "")
        .text("Landmarks/S005/001/S005_001_00000011_landmarks.txt", points)
        .text(
            "FACS/S005/001/S005_001_00000011_facs.txt",
            "   9.0000000e+00   5.0000000e+00\n   1.7000000e+01   0.0000000e+00\n");
    Dataset data = set.run(new CohnKanade(), ALL_TRAIN, Map.of()).data();
    assertThat(rows(data).stream().map(r -> r.substring(r.lastIndexOf('/') + 1)))
        .containsExactly(
            "S005_001_00000001.png train neutral S005",
            "S005_001_00000009.png train disgust S005",
            "S005_001_00000010.png train disgust S005",
            "S005_001_00000011.png train disgust S005",
            "S010_004_00000001.png train neutral S010",
            "S010_004_00000002.png train surprise S010",
            "S010_004_00000003.png train surprise S010");
    assertThat(skipped(data))
        .containsExactly(
            "S005/002,the sequence has no emotion label",
            "S999/001,the sequence has no emotion label");
    String peak = says(data, "cohn-kanade-images/S005/001/S005_001_00000011.png");
    assertThat(peak).contains("\"action-units\":{\"9\":5.0,\"17\":0.0}", "[100.0,250.0,100.0");
    assertThat(says(data, "cohn-kanade-images/S005/001/S005_001_00000010.png"))
        .isEqualTo("{\"frame\":10,\"session\":\"001\"}");
  }

  @Test
  void ckPlusRefusesCodesThatAreNone() {
    sequence("S005", "001", 4);
    set.text("Emotion/S005/001/S005_001_00000004_emotion.txt", "   8.0000000e+00\n");
    assertThatThrownBy(() -> set.run(new CohnKanade()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("S005_001_00000004_emotion.txt")
        .hasMessageContaining("0 to 7");
  }

  @Test
  void aSeedGivesTheSameDivisionAndAnotherAnother() {
    for (int person = 1; person <= 20; person++) {
      for (String shown : List.of("AF", "AN", "DI", "HA", "NE", "SA", "SU")) {
        set.face(String.format("KDEF/AF%02d%sS.JPG", person, shown));
      }
    }
    Set<Set<String>> divisions = new HashSet<>();
    for (long seed : new long[] {1, 1, 2}) {
      Choices choices = new Choices(null, null, 0.2, 0.1, seed);
      Dataset data = set.run(Karolinska.kdef(), choices, Map.of()).data();
      assertThat(subjects(data, Split.VALID)).hasSize(4);
      assertThat(subjects(data, Split.TEST)).hasSize(2);
      assertThat(data.split(Split.VALID)).hasSize(28);
      divisions.add(subjects(data, Split.VALID));
    }
    assertThat(divisions).hasSize(2);
  }
}
