package io.selfcure.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputsTest {

  @TempDir Path dir;

  private static Integer fill(Path folder) throws IOException {
    Files.writeString(folder.resolve("a.txt"), "a");
    return 7;
  }

  @Test
  void aFolderHasItsNameOnlyWhenItIsComplete() {
    Path to = dir.resolve("new/deeper/folder");
    int answer =
        Outputs.writeFolder(
            to,
            "thing",
            folder -> {
              assertThat(to).doesNotExist();
              return fill(folder);
            });
    assertThat(answer).isEqualTo(7);
    assertThat(to.toFile().list()).containsExactly("a.txt");
    assertThat(dir.resolve("new/deeper").toFile().list()).containsExactly("folder");
  }

  @Test
  void whatFailedLeavesNothing() {
    Path to = dir.resolve("new/folder");
    assertThatThrownBy(
            () ->
                Outputs.writeFolder(
                    to,
                    "thing",
                    folder -> {
                      fill(folder);
                      throw new IOException("disk full");
                    }))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("disk full");
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void whatWasKilledIsRemovedAndWhatIsSomebodysIsNot() throws IOException {
    Path to = dir.resolve("folder");
    Path partial = Files.createDirectory(dir.resolve("folder.partial"));
    Files.writeString(partial.resolve("mine.txt"), "mine");
    assertThatThrownBy(() -> Outputs.writeFolder(to, "thing", OutputsTest::fill))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("in the way");
    assertThat(partial.resolve("mine.txt")).exists();
    Files.createFile(partial.resolve(".selfcure-thing"));
    Outputs.writeFolder(to, "thing", OutputsTest::fill);
    assertThat(partial).doesNotExist();
    assertThat(to.toFile().list()).containsExactly("a.txt");
    assertThatThrownBy(() -> Outputs.writeFolder(to, "thing", OutputsTest::fill))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("not empty");
  }

  @Test
  void aTableTakesRowsOfDifferentColumns() {
    Map<String, String> first = new LinkedHashMap<>(Map.of("b", "1"));
    Map<String, String> second = new LinkedHashMap<>();
    second.put("c", "x,y");
    second.put("a", "2");
    assertThat(CsvText.of(List.of("a"), List.of(first, second)))
        .isEqualTo("a,b,c\r\n,1,\r\n2,,\"x,y\"\r\n");
  }

  @Test
  void threadsWaitForEachOtherAtALock(@TempDir Path place) {
    Path lock = place.resolve("lock");
    int[] inside = {0};
    java.util.stream.IntStream.range(0, 64)
        .parallel()
        .forEach(
            i -> {
              try {
                Outputs.whileLocked(
                    lock,
                    () -> {
                      assertThat(++inside[0]).isEqualTo(1);
                      inside[0]--;
                    });
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    assertThat(inside[0]).isZero();
  }
}
