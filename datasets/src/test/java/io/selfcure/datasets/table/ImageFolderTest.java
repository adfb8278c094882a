package io.selfcure.datasets.table;

import static io.selfcure.datasets.intake.Fixture.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Dataset;
import io.selfcure.datasets.catalog.Importers;
import io.selfcure.datasets.intake.Choices;
import io.selfcure.datasets.intake.Fixture;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {

  @TempDir Path dir;
  private Fixture set;

  @BeforeEach
  void start() {
    set = new Fixture(dir);
  }

  private Dataset auto(Map<String, String> options) {
    Importers.Recognised found = Importers.recognise(set.root());
    assertThat(found.importer().info().id()).isEqualTo("imagefolder");
    return set.run(found.importer(), Choices.DEFAULT, options).data();
  }

  @Test
  void readsMetadataOfEachSplit() {
    set.faces("train/a.png", "train/more/b.png", "test/a.png");
    set.text("train/metadata.csv", "file_name,label\na.png,0\nmore/b.png,1\n");
    set.text("test/metadata.csv", "file_name,label\na.png,1\n");
    assertThatThrownBy(() -> auto(Map.of())).hasMessageContaining("numbers alone");
    assertThat(rows(auto(Map.of("classes", "0=sad,1=fear"))))
        .containsExactlyInAnyOrder(
            "train/a.png train sad", "train/more/b.png train fear", "test/a.png test fear");
  }

  @Test
  void readsAColumnAClass() {
    set.faces("train/a.png", "train/b.png", "valid/c.png");
    set.text("train/_classes.csv", "filename, glad, sad\na.png, 1, 0\nb.png, 0, 1\n");
    set.text("valid/_classes.csv", "filename, glad, sad\nc.png, 0, 1\n");
    assertThat(rows(auto(Map.of())))
        .containsExactlyInAnyOrder(
            "train/a.png train glad", "train/b.png train sad", "valid/c.png valid sad");
    set.text("valid/_classes.csv", "filename, sad, glad\nc.png, 0, 1\n");
    assertThatThrownBy(() -> auto(Map.of())).hasMessageContaining("another table beside it");
  }

  @Test
  void directoriesThatSayAnotherClassAreAskedAbout() {
    set.faces("happy/a.png", "happy/b.png", "sad/c.png");
    set.text(
        "metadata.csv", "file_name,label\nhappy/a.png,happy\nhappy/b.png,Sad\nsad/c.png,sad\n");
    assertThatThrownBy(() -> auto(Map.of()))
        .hasMessageContaining("has 1 pictures in directories of another class")
        .hasMessageContaining("happy/b.png: ");
    set.text("metadata.csv", "file_name,label\nhappy/a.png,joy\nhappy/b.png,joy\nsad/c.png,sad\n");
    assertThat(rows(auto(Map.of()))).hasSize(3);
  }

  @Test
  void refusesParquetByName() {
    set.file("data/train-00000-of-00001.parquet", new byte[] {'P', 'A', 'R', '1'});
    assertThatThrownBy(() -> Importers.recognise(set.root()))
        .hasMessageContaining("holds Parquet files, such as data/train-00000-of-00001.parquet");
    set.file("faces.parquet", new byte[] {'P', 'A', 'R', '1'});
    assertThatThrownBy(
            () ->
                new TableImporter()
                    .open(
                        new io.selfcure.datasets.intake.Request(
                            set.root().resolve("faces.parquet"))))
        .hasMessageContaining("is a Parquet file");
  }
}
