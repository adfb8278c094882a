package io.selfcure.datasets.official;

import static io.selfcure.datasets.intake.Fixture.rows;
import static io.selfcure.datasets.intake.Fixture.says;
import static io.selfcure.datasets.intake.Fixture.skipped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Box;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.datasets.catalog.Importers;
import io.selfcure.datasets.intake.Choices;
import io.selfcure.datasets.intake.Fixture;
import io.selfcure.datasets.intake.ImportOutcome;
import io.selfcure.datasets.intake.SplitRule;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sets gathered from the web and from films, whose labels stand in lists: each with its traps. */
class WildSetsTest {

  @TempDir Path dir;
  private Fixture set;

  @BeforeEach
  void start() {
    set = new Fixture(dir);
  }

  private void rafdb() {
    set.faces(
            "basic/Image/aligned/train_00001_aligned.jpg",
            "basic/Image/aligned/train_00002_aligned.jpg",
            "basic/Image/aligned/test_0001_aligned.jpg",
            "basic/Image/original/train_00001.jpg")
        .text(
            "basic/EmoLabel/list_patition_label.txt",
            "train_00001.jpg 5\ntrain_00002.jpg 7\ntest_0001.jpg 1") // no newline at the end
        .text(
            "basic/Annotation/manual/train_00001_manu_attri.txt",
            "1\t2\n3\t4\n5\t6\n7\t8\n9.5\t10\n1\n2\n4\n")
        .text("basic/Annotation/auto/train_00001_auto_attri.txt", "1\t2\n".repeat(37))
        .text("basic/Annotation/boundingbox/train_00001_boundingbox.txt", "1.5 2 30 40.25");
  }

  @Test
  void rafDbKeepsTheOfficialSplitAndWhatWasAnnotated() {
    rafdb();
    ImportOutcome made = set.run(new RafDb(false));
    Dataset data = made.data();
    String first = "basic/Image/aligned/train_00001_aligned.jpg";
    assertThat(rows(data))
        .containsExactly(
            first + " train sadness",
            "basic/Image/aligned/train_00002_aligned.jpg train neutral",
            "basic/Image/aligned/test_0001_aligned.jpg test surprise");
    assertThat(data.labels().names()).startsWith("surprise", "fear", "disgust");
    assertThat(says(data, first))
        .contains("\"age\":\"70+\"", "\"sex\":\"female\"", "\"people\":\"Asian\"")
        .contains("\"face\":[1.5,2.0,30.0,40.25]", "[1.0,2.0,3.0,4.0,5.0,6.0,7.0,8.0,9.5,10.0]")
        .contains("\"landmarks-37\":[1.0,2.0,");
    assertThat(made.rule()).isEqualTo(SplitRule.OFFICIAL);
    assertThat(made.warnings())
        .contains(
            "train pictures: 2, 12,269 fewer than published (12,271)",
            "test surprise: 1, 328 fewer than published (329)");
  }

  @Test
  void rafDbTakesOriginalsAndAListOfNoisyLabels() {
    rafdb();
    set.face("basic/Image/original/train_00002.jpg").face("basic/Image/original/test_0001.jpg");
    Path noisy = set.root().resolve("noise01.txt");
    set.text("noise01.txt", "train_00001.jpg 5\r\ntrain_00002.jpg 3\r\n");
    Dataset data =
        set.run(
                new RafDb(false),
                Choices.DEFAULT,
                Map.of("given-labels", noisy.toString(), "pictures", "original"))
            .data();
    assertThat(rows(data).get(1)).isEqualTo("basic/Image/original/train_00002.jpg train disgust");
    Sample second = data.samples().get(1);
    assertThat(data.labels().name(second.trueLabel())).isEqualTo("neutral");
    assertThat(second.knownWrong()).isTrue();
    assertThat(data.samples().get(2).knownWrong()).isFalse();
    assertThat(data.card().madeBy().get(0)).containsEntry("given-labels", "noise01.txt");
    for (String bad : new String[] {"train_00001.jpg 5", "train_00001.jpg 5\ntrain_9.jpg 1\n"}) {
      set.text("noise01.txt", bad);
      assertThatThrownBy(
              () ->
                  set.run(
                      new RafDb(false), Choices.DEFAULT, Map.of("given-labels", noisy.toString())))
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith("given-labels: ");
    }
  }

  @Test
  void rafDbNamesTheLineOfAFault() {
    for (String bad :
        new String[] {
          "train_00001.jpg 8", "train_00001.jpg", "../x.jpg 1", "test_0001.jpg 1\ntest_0001.jpg 2"
        }) {
      set.text("EmoLabel/list_partition_label.txt", bad);
      assertThatThrownBy(() -> set.run(new RafDb(false)))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("list_partition_label.txt line " + (bad.contains("\n") ? 2 : 1));
    }
  }

  @Test
  void rafDbCompoundHasTheSameNamesAndElevenClasses() {
    rafdb();
    set.face("compound/Image/original/train_00001.jpg")
        .face("compound/Image/original/test_0001.jpg")
        .text("compound/EmoLabel/list_patition_label.txt", "train_00001.jpg 11\ntest_0001.jpg 1\n");
    Dataset data = set.run(new RafDb(true)).data();
    assertThat(rows(data))
        .containsExactly(
            "compound/Image/original/train_00001.jpg train disgustedly surprised",
            "compound/Image/original/test_0001.jpg test happily surprised");
  }

  @Test
  void rafDbRepackedNeedsNoList() {
    set.faces(
            "DATASET/train/5/train_00001_aligned.jpg",
            "DATASET/test/1/test_0001_aligned.jpg",
            "DATASET/train/5/other.jpg")
        .text("DATASET/train_labels.csv", "image,label\ntrain_00001_aligned.jpg,5\n");
    Dataset data = set.run(new RafDb(false)).data();
    assertThat(rows(data))
        .containsExactly(
            "DATASET/test/1/test_0001_aligned.jpg test surprise",
            "DATASET/train/5/train_00001_aligned.jpg train sadness");
    assertThat(skipped(data)).hasSize(1);
  }

  private static final String HEADER =
      "subDirectory_filePath,face_x,face_y,face_width,face_height,facial_landmarks,expression,"
          + "valence,arousal\n";

  @Test
  void affectNetsListsKeepPointsAndAffect() {
    String points = "1.5;2".concat(";3;4".repeat(67));
    set.faces(
            "Manually_Annotated_Images/1/a.jpg",
            "Manually_Annotated_Images/1/b.png",
            "Manually_Annotated_Images/2/c.JPG",
            "Manually_Annotated_Images/2/d.bmp")
        .text(
            "Manually_Annotated_file_lists/training.csv",
            HEADER
                + ("1/a.jpg,10,20,30,40," + points + ",1,0.5,-0.25\n")
                + "1/b.png,NULL,NULL,NULL,NULL,NULL,7,-2,-2\n"
                + ("2/d.bmp,0,0,9,9," + points + ",10,-2,-2\n")
                + ("2/gone.jpg,0,0,9,9," + points + ",0,0,0\n")
                + ("../../etc/passwd,0,0,9,9," + points + ",0,0,0\n"))
        .text(
            "Manually_Annotated_file_lists/validation.csv", // without a header
            "2/c.JPG,1,2,3,4," + points + ",6,0,0\n");
    Dataset data = set.run(new AffectNet()).data();
    String images = "Manually_Annotated_Images/";
    assertThat(rows(data))
        .containsExactly(
            images + "1/a.jpg train happiness",
            images + "1/b.png train contempt",
            images + "2/c.JPG valid anger");
    assertThat(data.samples().get(0).box()).isEqualTo(new Box(10, 20, 30, 40));
    assertThat(data.samples().get(1).box()).isNull();
    assertThat(says(data, images + "1/a.jpg"))
        .contains("\"valence\":0.5", "\"arousal\":-0.25", "\"landmarks\":[1.5,2.0,3.0");
    assertThat(says(data, images + "1/b.png")).isEmpty();
    assertThat(skipped(data))
        .anyMatch(l -> l.startsWith(images + "2/d.bmp,expression: no face"))
        .anyMatch(l -> l.startsWith(images + "2/gone.jpg,is missing"))
        .anyMatch(l -> l.contains("etc/passwd,"))
        .hasSize(3);
  }

  @Test
  void affectNetsAutomaticLabelsAreTakenForWhatTheyAre() {
    set.faces("Automatically_Annotated_Images/1/a.jpg", "Automatically_Annotated_Images/2/b.jpg")
        .text(
            "Automatically_annotated_file_list/automatically_annotated.csv",
            HEADER + "1/a.jpg,1,2,3,4,NULL,2,0.5,0.5\n2/b.jpg,1,2,3,4,NULL,3,0.5,0.5\n");
    assertThat(Importers.recognise(set.root()).importer()).isInstanceOf(AffectNet.class);
    ImportOutcome outcome = set.run(new AffectNet());
    assertThat(rows(outcome.data()))
        .containsExactly(
            "Automatically_Annotated_Images/1/a.jpg train sadness",
            "Automatically_Annotated_Images/2/b.jpg train surprise");
    assertThat(outcome.notes()).anyMatch(n -> n.contains("a network's"));
  }

  private static byte[] npy(String descr, String shape, byte[] data) {
    String header = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }";
    String padded = header + " ".repeat(117 - header.length()) + "\n";
    return ByteBuffer.allocate(10 + padded.length() + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .putShort((short) padded.length())
        .put(padded.getBytes(StandardCharsets.US_ASCII))
        .put(data)
        .array();
  }

  private static byte[] doubles(double... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double v : values) {
      bytes.putDouble(v);
    }
    return bytes.array();
  }

  private static byte[] text(String text) {
    return text.getBytes(Charset.forName("UTF-32LE"));
  }

  @Test
  void affectNetsArraysMayHoldTextOrNumbers() {
    double[] points = new double[136];
    Arrays.setAll(points, i -> i);
    set.faces(
            "train_set/images/0.jpg",
            "train_set/images/7.jpg",
            "train_set/images/8.jpg",
            "train_set/images/9.jpg",
            "val_set/images/0.jpg")
        .file("train_set/annotations/0_exp.npy", npy("<U1", "()", text("3")))
        .file("train_set/annotations/0_val.npy", npy("<U9", "()", text("-0.153846")))
        .file("train_set/annotations/0_aro.npy", npy("<f8", "()", doubles(0.25)))
        .file("train_set/annotations/0_lnd.npy", npy("<f8", "(136,)", doubles(points)))
        .file("train_set/annotations/7_exp.npy", npy("<i4", "(1,)", new byte[] {7, 0, 0, 0}))
        .file("train_set/annotations/8_exp.npy", npy("|O", "()", new byte[] {1, 2, 3}))
        .file("val_set/annotations/0_exp.npy", npy("|S1", "()", new byte[] {'0'}));
    Dataset data = set.run(new AffectNet()).data();
    assertThat(rows(data))
        .containsExactly(
            "train_set/images/0.jpg train surprise",
            "train_set/images/7.jpg train contempt",
            "val_set/images/0.jpg valid neutral");
    assertThat(says(data, "train_set/images/0.jpg"))
        .contains("\"valence\":-0.153846", "\"arousal\":0.25", "[0.0,1.0,2.0");
    assertThat(skipped(data))
        .anyMatch(l -> l.startsWith("train_set/images/8.jpg,\"an annotation has the header"))
        .anyMatch(l -> l.startsWith("train_set/images/9.jpg,has no annotations/9_exp.npy"));
  }

  @Test
  void sfewKnowsTheFilm() {
    set.faces(
        "Train/Train_Aligned_Faces/Angry/Airheads_000519240_00000005.png",
        "Train/Train_Aligned_Faces/Happy/Harry_Potter_1_010312640_00000001.png",
        "Val/Val_Aligned_Faces_new/Sad/Hangover_001_00000002.png",
        "Test/Test_Aligned_Faces/0001.png");
    Dataset data = set.run(new Sfew()).data();
    assertThat(data.samples())
        .extracting(Sample::subject)
        .containsExactly("", "Airheads", "Harry_Potter_1", "Hangover");
    assertThat(rows(data).get(0)).endsWith("0001.png test ?");
    assertThat(data.split(Split.VALID)).hasSize(1);
    assertThat(says(data, data.samples().get(2).id()))
        .isEqualTo("{\"frame\":1,\"session\":\"010312640\"}");
  }

  @Test
  void genkiReadsLineNForPictureN() {
    set.faces("files/file0001.jpg", "files/file0002.jpg", "files/file0003.jpg")
        .text("labels.txt", "1 -0.021162 0.059530 -0.039662 \n0 0.1 0.2 0.3\n1 0 0 0\n0 1 1 1\n");
    Dataset data = set.run(new Genki(false), new Choices(null, null, 0.0, 0, 1), Map.of()).data();
    assertThat(rows(data))
        .containsExactly(
            "files/file0001.jpg train smile",
            "files/file0002.jpg train no smile",
            "files/file0003.jpg train smile");
    assertThat(says(data, "files/file0001.jpg"))
        .isEqualTo("{\"pitch\":0.05953,\"roll\":-0.039662,\"yaw\":-0.021162}");
    assertThat(skipped(data)).containsExactly("files/file0004.jpg,is missing");
    set.text("labels.txt", "1 0 0 0\n2 0 0 0\n");
    assertThatThrownBy(() -> set.run(new Genki(false)))
        .hasMessageContaining("labels.txt line 2")
        .hasMessageContaining("smile 0 or 1");
  }

  @Test
  void genkiR2009aJoinsTheFacesPlaces() {
    String subset = "GENKI-R2009a/Subsets/";
    set.faces("GENKI-R2009a/files/file0000000000000007.jpg", "GENKI-R2009a/files/b.jpg")
        .text(subset + "GENKI-4K/GENKI-4K_Images.txt", "file0000000000000007.jpg\rb.jpg\r")
        .text(subset + "GENKI-4K/GENKI-4K_Labels.txt", "0 0 0 0\n1 0 0 0\n")
        .text(subset + "GENKI-SZSL/GENKI-SZSL_Images.txt", "b.jpg\nc.jpg\n")
        .text(subset + "GENKI-SZSL/GENKI-SZSL_labels.txt", "50 60 20\n1 2 3\n");
    Dataset data = set.run(new Genki(true), new Choices(null, null, 0.0, 0, 1), Map.of()).data();
    assertThat(rows(data))
        .containsExactly(
            "GENKI-R2009a/files/file0000000000000007.jpg train no smile",
            "GENKI-R2009a/files/b.jpg train smile");
    assertThat(data.samples().get(1).box()).isEqualTo(new Box(40, 50, 20, 20));
    assertThat(skipped(data)).singleElement().asString().contains("c.jpg", "no smile label");
    set.text(subset + "GENKI-4K/GENKI-4K_Labels.txt", "0 0 0 0\n");
    assertThatThrownBy(() -> set.run(new Genki(true))).hasMessageContaining("1 labels for 2 names");
  }

  @Test
  void nothingIsWrittenWhereAListIsRefused() {
    set.text("EmoLabel/list_patition_label.txt", "nonsense\n");
    assertThatThrownBy(() -> set.run(new RafDb(false))).isInstanceOf(DataException.class);
    try (var files = Files.list(dir)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("faces", "source");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
