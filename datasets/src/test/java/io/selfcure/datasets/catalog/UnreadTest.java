package io.selfcure.datasets.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.error.DataException;
import io.selfcure.datasets.intake.Fixture;
import io.selfcure.datasets.intake.Importer;
import io.selfcure.datasets.intake.Request;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sets that are known and not read are refused by their names, whatever importer is asked for. */
class UnreadTest {

  @TempDir Path dir;
  private Fixture set;

  @BeforeEach
  void start() {
    set = new Fixture(dir);
  }

  private void refused(String id, String... words) {
    assertThatThrownBy(() -> Importers.recognise(set.root()))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(words);
    Importer named =
        Importers.all().stream().filter(i -> i.info().id().equals(id)).findFirst().orElseThrow();
    assertThatThrownBy(() -> named.open(new Request(set.root())))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(words);
  }

  private static byte[] columns(String says) {
    return ("PAR1" + "\0".repeat(700_000) + says + "PAR1").getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void affectNetPlusIsNamed() {
    set.face("human_annotated/train_set/images/0.jpg")
        .text(
            "human_annotated/train_set/annotations/0.json",
            "{\"human-label\": 1, \"soft-label\": [0.1, 0.9, 0, 0, 0, 0, 0, 0]}");
    refused(
        "affectnet",
        "is AffectNet+: human_annotated/train_set/annotations/0.json has a human-label",
        "import csv");
  }

  /** Somebody's own file beside class folders is not AffectNet+'s. */
  @Test
  void aFileOfSoftLabelsBesideFoldersIsNotAffectNetPlus() {
    set.faces("anger/1.png", "joy/2.png").text("model.json", "{\"soft_label\": [0.5, 0.5]}");
    assertThat(Importers.recognise(set.root()).importer().info().id()).isEqualTo("folder");
  }

  @Test
  void emoNetFaceIsNamedByItsCategories() {
    set.file(
        "data/train-00000-of-00001.parquet",
        columns("{\"names\":[\"Intoxication/Altered States of X\",\"Malevolence/Malice\"]}"));
    refused(
        "imagefolder",
        "is EmoNet-Face: data/train-00000-of-00001.parquet",
        "metadata.csv",
        "a column a category");
  }

  @Test
  void parquetAndArrowAreNamedWithTheLayoutToWrite() {
    set.file("data/train-00000-of-00001.parquet", columns("{}"));
    refused(
        "folder",
        "holds Parquet files, such as data/train-00000-of-00001.parquet, which are not read",
        "metadata.csv beside them of file_name and label",
        "import imagefolder");
    io.selfcure.core.data.Outputs.deleteTree(set.root());
    set.text("train/data-00000-of-00001.arrow", "ARROW1").text("train/dataset_info.json", "{}");
    refused("folder", "holds Arrow files, such as train/data-00000-of-00001.arrow");
  }

  @Test
  void aFileInColumnsIsNamedToWhomeverItIsGiven() {
    set.file("faces.parquet", columns("{}"));
    Path file = set.root().resolve("faces.parquet");
    assertThatThrownBy(() -> new Request(file))
        .hasMessageContaining("faces.parquet: is a table in Parquet, which is not read");
    assertThatThrownBy(() -> Importers.recognise(file))
        .hasMessageContaining("is a table in Parquet");
  }

  /** A table of results beside pictures does not make them unreadable. */
  @Test
  void parquetBesidePicturesIsPassedOver() {
    set.faces("anger/1.png", "joy/2.png").file("results.parquet", columns("{}"));
    assertThat(Importers.recognise(set.root()).importer().info().id()).isEqualTo("folder");
  }

  @Test
  void rafAuHasNoExpressions() {
    set.face("aligned/0001_aligned.jpg").text("RAFAU_label.txt", "0001.jpg 1+2\n");
    refused("folder", "is RAF-AU", "has action units, and no expressions", "import rafml");
  }
}
