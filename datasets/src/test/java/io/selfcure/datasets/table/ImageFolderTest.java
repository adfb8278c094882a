package io.selfcure.datasets.table;

import static io.selfcure.datasets.intake.Fixture.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.catalog.Importers;
import io.selfcure.datasets.folder.FolderImporter;
import io.selfcure.datasets.intake.Choices;
import io.selfcure.datasets.intake.Fixture;
import io.selfcure.datasets.intake.ImportOutcome;
import io.selfcure.datasets.intake.Intake;
import io.selfcure.datasets.intake.Request;
import java.nio.file.Path;
import java.util.List;
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
  void readsMetadataOfAnObjectALine() {
    set.faces("train/a.png", "train/b.png", "test/a.png", "test/odd.png");
    set.text(
        "train/metadata.jsonl",
        """
        {"file_name": "a.png", "label": "sad", "age": 30, "boxes": [[1, 2]]}

        {"label": "fear", "file_name": "b.png", "subject": null}
        """);
    set.text("test/metadata.jsonl", "{\"file_name\": \"a.png\", \"label\": \"sad\"}");
    Importers.Recognised found = Importers.recognise(set.root());
    assertThat(found.evidence()).contains("metadata.jsonl beside the pictures");
    ImportOutcome made = set.run(found.importer(), Choices.DEFAULT, Map.of());
    assertThat(rows(made.data()))
        .containsExactlyInAnyOrder(
            "train/a.png train sad", "train/b.png train fear", "test/a.png test sad");
    assertThat(made.told())
        .anyMatch(n -> n.contains("1 picture below") && n.endsWith("imported: test/odd.png"));
  }

  @Test
  void objectsAndDirectoriesThatDifferAreAskedAbout() {
    set.faces("happy/a.png", "happy/b.png", "sad/c.png");
    String rows =
        """
        {"file_name": "happy/a.png", "label": "happy"}
        {"file_name": "happy/b.png", "label": "Sad"}
        {"file_name": "sad/c.png", "label": "sad"}
        """;
    set.text("metadata.jsonl", rows);
    assertThatThrownBy(() -> auto(Map.of()))
        .hasMessageContaining("has 1 pictures in directories of another class")
        .hasMessageContaining("happy/b.png: ");
    assertThatThrownBy(() -> set.run(new FolderImporter()))
        .hasMessageContaining("metadata.jsonl: gives 1 of 3 pictures another label");
    Request table = new Request(set.root().resolve("metadata.jsonl"));
    assertThat(rows(intake(table))).contains("happy/b.png train sad");
  }

  private Dataset intake(Request table) {
    return Intake.run(
            new TableImporter(), table, Choices.DEFAULT, dir.resolve("table"), Progress.NONE)
        .data();
  }

  @Test
  void refusesLinesThatAreNoObjectsAndTablesOfTwoKinds() {
    set.faces("a.png", "b.png");
    String good = "{\"file_name\": \"a.png\", \"label\": \"sad\"}\n";
    for (String bad :
        List.of(
            "{\"file_name\": \"b.png\"",
            "[1]",
            "{\"file_name\": \"b.png\", \"label\": \"sad\", \"label\": \"fear\"}",
            "{\"file_name\": \"b.png\"} {}")) {
      set.text("metadata.jsonl", good + bad + "\n");
      assertThatThrownBy(() -> new ImageFolder().open(new Request(set.root())))
          .hasMessageContaining("metadata.jsonl line 2");
    }
    set.text("metadata.jsonl", good + "{\"file_name\": \"b.png\", \"label\": [\"sad\", \"fear\"]}");
    assertThatThrownBy(() -> new ImageFolder().open(new Request(set.root())))
        .hasMessageContaining("metadata.jsonl line 2")
        .hasMessageContaining("more than one class");
    set.text("metadata.jsonl", good).text("metadata.csv", "file_name,label\na.png,fear\n");
    assertThatThrownBy(() -> auto(Map.of()))
        .hasMessageContaining("more than one kind, metadata.csv and metadata.jsonl");
    assertThatThrownBy(
            () ->
                new TableImporter()
                    .open(
                        new Request(
                            set.root().resolve("metadata.jsonl"), Map.of("columns", "path,label"))))
        .hasMessageContaining("each line names its columns");
  }
}
