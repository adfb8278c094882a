package io.selfcure.core.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.error.UsageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two commands that write the same folder at once: one does, and all that stands there is its. */
class PartialFolderTest {

  private static final LabelSet LABELS = LabelSet.of("calm", "glad");

  @TempDir Path dir;

  /** Begins a data set, says so, and waits to be killed. */
  static final class Beginner {
    public static void main(String[] args) throws IOException {
      try (DatasetWriter writer = begin(Path.of(args[0]), "theirs")) {
        System.out.println("begun");
        System.in.read();
        finish(writer);
      }
    }
  }

  private static DatasetWriter begin(Path to, String id) {
    DatasetWriter writer = DatasetWriter.packed(to, LABELS, 1, 1, 1);
    writer.add(Sample.of(id, id, Split.TRAIN, 0), new byte[1]);
    return writer;
  }

  private static Dataset finish(DatasetWriter writer) {
    return writer.finish("set", "made here", "free", List.of(Map.of("step", "made")));
  }

  private static List<String> ids(Path set) {
    return Dataset.read(set).samples().stream().map(Sample::id).toList();
  }

  private Process beginner(Path to) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Beginner.class.getName(),
                to.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    assertThat(said.readLine()).isEqualTo("begun");
    return process;
  }

  private void refused(Path to) {
    assertThatThrownBy(() -> begin(to, "second"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(to + " is being written by another command");
  }

  @Test
  void aSecondWriterOfThisProcessIsRefusedAndHarmsNothing() {
    Path to = dir.resolve("set");
    try (DatasetWriter first = begin(to, "first")) {
      refused(to);
      first.add(Sample.of("more", "more", Split.VALID, 1), new byte[1]);
      finish(first);
    }
    assertThat(ids(to)).containsExactly("first", "more");
    assertThat(dir.toFile().list()).containsExactly("set");
    assertThat(to.toFile().list())
        .containsExactlyInAnyOrder("card.yaml", "samples.csv", "skipped.csv", "pictures.pack");
  }

  @Test
  void folderOfAnotherKindIsRefusedToo() {
    Path to = dir.resolve("set");
    try (DatasetWriter first = begin(to, "first")) {
      assertThatThrownBy(() -> Outputs.writeFolder(to, "audit", d -> 1))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("is in the way and no unfinished audit");
      finish(first);
    }
    assertThat(ids(to)).containsExactly("first");
  }

  @Test
  void aSecondProcessIsRefusedUntilTheFirstIsKilled() throws IOException, InterruptedException {
    Path to = dir.resolve("set");
    Process process = beginner(to);
    try {
      refused(to);
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(dir.resolve("set.partial")).exists();
    try (DatasetWriter writer = begin(to, "ours")) {
      finish(writer);
    }
    assertThat(ids(to)).containsExactly("ours");
    assertThat(dir.toFile().list()).containsExactly("set");
  }

  @Test
  void whatAnotherProcessFinishedMeanwhileStays() throws IOException, InterruptedException {
    Path to = dir.resolve("set");
    Process process = beginner(to);
    process.getOutputStream().close(); // lets it finish
    assertThat(process.waitFor()).isZero();
    assertThatThrownBy(() -> begin(to, "second"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("exists and is not empty");
    assertThat(ids(to)).containsExactly("theirs");
    assertThat(dir.toFile().list()).containsExactly("set");
  }

  @Test
  void neverReplacesWhatSomebodyMadeMeanwhile() throws IOException {
    Path to = dir.resolve("set");
    try (PartialFolder folder = PartialFolder.begin(to, "thing")) {
      Files.createDirectories(to);
      Files.writeString(to.resolve("theirs"), "x");
      assertThatThrownBy(folder::publish).isInstanceOf(IOException.class);
    }
    assertThat(to.toFile().list()).containsExactly("theirs");
    assertThat(dir.resolve("set.partial")).doesNotExist();
  }

  @Test
  void holdsItsLockWhileItForcesItsFiles() throws IOException, InterruptedException {
    Path to = dir.resolve("thing");
    try (PartialFolder folder = PartialFolder.begin(to, "thing")) {
      Path mark = folder.dir().resolve(".selfcure-thing");
      Files.writeString(folder.dir().resolve("table"), "x");
      Outputs.force(folder.dir(), mark);
      assertThat(FolderLockTest.anotherProcess(mark)).isEqualTo(FolderLockTest.REFUSED);
      folder.publish();
    }
    assertThat(to.toFile().list()).containsExactly("table");
  }

  @Test
  void aFolderThatIsTakenUpKeepsWhatWasLeft() throws IOException {
    Path to = dir.resolve("tree");
    try (PartialFolder folder = PartialFolder.takeUp(to, "tree")) {
      Files.writeString(folder.dir().resolve("half"), "x");
    }
    try (PartialFolder folder = PartialFolder.takeUp(to, "tree")) {
      assertThat(folder.dir().resolve("half")).hasContent("x");
      assertThatThrownBy(() -> PartialFolder.takeUp(to, "tree"))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("another command");
      folder.publish();
    }
    assertThat(to.toFile().list()).containsExactly("half");
  }

  @Test
  void twoWritersOfOneFileLeaveOneContent() throws IOException {
    Path file = dir.resolve("file");
    Outputs.writeAtomically(
        file,
        partial -> {
          Files.writeString(partial, "ou");
          Outputs.writeAtomically(file, "theirs, and longer"); // in the middle of the other
          assertThat(file).hasContent("theirs, and longer");
          Files.writeString(partial, "ours");
        });
    assertThat(file).hasContent("ours");
    assertThat(dir.toFile().list()).containsExactly("file");
  }
}
