package io.selfcure.datasets.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.intake.Choices;
import io.selfcure.datasets.intake.Fixture;
import io.selfcure.datasets.intake.Intake;
import io.selfcure.datasets.intake.Request;
import io.selfcure.datasets.table.TableImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetCheckTest {

  @TempDir Path dir;
  private Fixture set;

  @BeforeEach
  void start() {
    set = new Fixture(dir);
    set.faces("0.png", "1.png", "2.png", "3.png", "4.png", "5.png");
  }

  private Dataset table(String rows) {
    set.text("table.csv", "path,label,split,subject\n" + rows);
    return Intake.run(
            new TableImporter(),
            new Request(set.root().resolve("table.csv")),
            Choices.DEFAULT,
            dir.resolve("set"),
            Progress.NONE)
        .data();
  }

  private static List<String> codes(Dataset data) {
    return DatasetCheck.of(data, Progress.NONE).findings().stream()
        .map(f -> (f.problem() ? "! " : "") + f.code())
        .toList();
  }

  private static final String CLEAN =
      "0.png,a,train,p\n1.png,b,train,p\n2.png,a,valid,q\n3.png,b,valid,q\n";

  @Test
  void aCleanSetHasNoFindings() {
    assertThat(codes(table(CLEAN))).isEmpty();
  }

  @Test
  void findsPeopleAndPicturesThatSplitsShare() throws IOException {
    byte[] first = Files.readAllBytes(set.root().resolve("0.png"));
    set.file("3.png", first).file("1.png", first);
    assertThat(codes(table(CLEAN.replace("2.png,a,valid,q", "2.png,a,valid,p"))))
        .containsExactlyInAnyOrder(
            "! subject-across-splits", "! twins-across-splits", "twins-with-other-labels");
  }

  @Test
  void findsFilesThatAreGoneOrChanged() throws IOException {
    Dataset data = table(CLEAN);
    byte[] other = Files.readAllBytes(set.root().resolve("4.png"));
    Files.write(set.root().resolve("0.png"), other);
    assertThat(codes(data)).containsExactly("! pictures-changed");
    Files.delete(set.root().resolve("0.png"));
    List<CheckFinding> findings = DatasetCheck.of(data, Progress.NONE).findings();
    assertThat(findings)
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.code()).isEqualTo("picture-unreadable");
              assertThat(f.examples()).containsExactly("0.png: is missing");
            });
  }

  @Test
  void findsAChangedPackAndClassesNobodyLearns() throws IOException {
    try (DatasetWriter writer =
        DatasetWriter.packed(dir.resolve("packed"), LabelSet.of("a", "b", "c"), 4, 4, 1)) {
      byte[] ramp = {0, 9, 1, 8, 50, 60, 70, 80, 2, 3, 100, 4, 5, 6, 7, (byte) 200};
      writer.add(Sample.of("1", "", Split.TRAIN, 0), ramp);
      writer.add(Sample.of("2", "", Split.VALID, 1), new byte[16]);
      Dataset data = writer.finish("packed", "test", "free", List.of());
      assertThat(codes(data)).containsExactly("! class-without-training", "picture-blank");
      Path pack = dir.resolve("packed/pictures.pack");
      byte[] bytes = Files.readAllBytes(pack);
      bytes[bytes.length - 1] = 1;
      Files.write(pack, bytes);
      assertThat(codes(data)).contains("! pictures-changed");
    }
  }

  @Test
  void findsCountsThatAreNotTheTables() throws IOException {
    Dataset data = table(CLEAN);
    Path card = dir.resolve("set/card.yaml");
    Files.writeString(card, Files.readString(card).replaceFirst("a: 1", "a: 2"));
    assertThat(codes(Dataset.read(dir.resolve("set")))).containsExactly("! counts");
    assertThat(data.samples()).hasSize(4);
  }
}
