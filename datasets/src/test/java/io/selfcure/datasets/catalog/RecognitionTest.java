package io.selfcure.datasets.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.error.DataException;
import io.selfcure.datasets.intake.Fixture;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecognitionTest {

  @TempDir Path dir;
  private Fixture set;

  @BeforeEach
  void start() {
    set = new Fixture(dir);
  }

  @ParameterizedTest
  @CsvSource({
    "jaffe, jaffe/KA.AN1.39.tiff, KA.AN1.39.tiff",
    "kdef, KDEF/AF01/AF01AFS.JPG, AF01AFS.JPG",
    "akdef, AKDEF/FAFFL.JPG, FAFFL.JPG",
    "rafd, Rafd090_28_Caucasian_male_angry_frontal.jpg, Rafd090",
    "ck48, CK+48/anger/S010_004_00000017.png, S010_004",
    "ckplus, cohn-kanade-images/S005/001/S005_001_00000011.png, cohn-kanade-images",
    "sfew, Train/Train_Aligned_Faces/Angry/Airheads_000519240_00000005.png, Airheads",
    "genki-r2009a, GENKI-R2009a/Subsets/GENKI-4K/x.jpg, Subsets/GENKI-4K",
    "affectnet, train_set/annotations/0.jpg, train_set/annotations",
    "rafdb, DATASET/train/5/train_00001_aligned.jpg, 5/train_00001_aligned.jpg",
    "fer2013, train/angry/Training_17.jpg, Training_1",
    "ferplus, FER2013Train/label.csv/x.jpg, label.csv",
    "folder, anger/1.jpg, anger",
  })
  void tellsASetByItsLayout(String id, String file, String evidence) {
    set.face(file);
    if (id.equals("folder")) {
      set.face("joy/2.jpg");
    }
    Importers.Recognised found = Importers.recognise(set.root());
    assertThat(found.importer().info().id()).isEqualTo(id);
    assertThat(found.evidence()).contains(evidence);
  }

  @Test
  void tellsASetByItsLists() {
    set.face("files/file0001.jpg").text("labels.txt", "1 0 0 0\n");
    assertThat(Importers.recognise(set.root()).importer().info().id()).isEqualTo("genki-4k");
    set.text("basic/EmoLabel/list_patition_label.txt", "train_00001.jpg 7\n");
    assertThat(Importers.recognise(set.root().resolve("basic")).importer().info().id())
        .isEqualTo("rafdb");
    set.text("compound/EmoLabel/list_patition_label.txt", "train_00001.jpg 8\n");
    assertThat(Importers.recognise(set.root().resolve("compound")).importer().info().id())
        .isEqualTo("rafdb-compound");
    set.text("a/training.csv", "subDirectory_filePath,face_x\n");
    assertThat(Importers.recognise(set.root().resolve("a")).importer().info().id())
        .isEqualTo("affectnet");
    set.text("e/units.csv", "URL,URL orig,'AU 1'\n");
    assertThat(Importers.recognise(set.root().resolve("e")).importer().info().id())
        .isEqualTo("emotionet");
    set.text("own.csv", "path,label\n");
    assertThat(Importers.recognise(set.root().resolve("own.csv")).importer().info().id())
        .isEqualTo("csv");
  }

  @Test
  void refusesWhereTwoSetsFitAndWhereNoneDoes() {
    set.faces("KDEF/AF01/AF01AFS.JPG", "AKDEF/FAFFL.JPG");
    assertThatThrownBy(() -> Importers.recognise(set.root()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("kdef (1 of 2 picture files")
        .hasMessageContaining("akdef (1 of 2 picture files");
    set.text("notes/a.txt", "x");
    assertThatThrownBy(() -> Importers.recognise(set.root().resolve("notes")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no layout that is known");
    assertThatThrownBy(() -> Importers.recognise(dir.resolve("nowhere")))
        .hasMessageContaining("is missing");
  }
}
