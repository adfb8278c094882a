package io.selfcure.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.error.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileHashesTest {

  // sha256sum of "one" and "two"
  private static final String ONE =
      "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed";
  private static final String TWO =
      "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3";

  @TempDir Path dir;
  private Path file;
  private Path cache;
  private FileHashes hashes;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(dir.resolve("file"), "one");
    cache = dir.resolve("cache");
    hashes = new FileHashes(cache, Clock.offset(Clock.systemUTC(), Duration.ofHours(1)));
  }

  private List<Path> memories() throws IOException {
    if (!Files.exists(cache)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(cache)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void aFileIsReadOnce() throws IOException {
    assertThat(hashes.sha256(file)).isEqualTo(ONE);
    Path memory = memories().get(0);
    Files.writeString(memory, Files.readString(memory).replace(ONE, TWO));
    assertThat(hashes.sha256(file)).as("what is remembered, not what is there").isEqualTo(TWO);
  }

  @Test
  void aChangedFileOfEqualSizeIsNoticed() throws IOException {
    FileTime before = Files.getLastModifiedTime(file);
    hashes.sha256(file);
    Files.writeString(file, "two");
    Files.setLastModifiedTime(file, FileTime.from(before.toInstant().plusMillis(1)));
    assertThat(hashes.sha256(file)).isEqualTo(TWO);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aChangedFileWhoseTimeIsSetBackIsNoticed() throws IOException {
    FileTime before = Files.getLastModifiedTime(file);
    hashes.sha256(file);
    Files.writeString(file, "two");
    Files.setLastModifiedTime(file, before);
    assertThat(hashes.sha256(file)).isEqualTo(TWO);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void anotherFileInItsPlaceIsNoticed() throws IOException {
    Path other = Files.writeString(dir.resolve("other"), "two");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
    hashes.sha256(file);
    Files.delete(file);
    Files.move(other, file);
    assertThat(hashes.sha256(file)).isEqualTo(TWO);
  }

  @Test
  void aFileThatHasJustChangedIsNotRemembered() throws IOException {
    Clock then = Clock.fixed(Files.getLastModifiedTime(file).toInstant(), ZoneOffset.UTC);
    assertThat(new FileHashes(cache, then).sha256(file)).isEqualTo(ONE);
    assertThat(memories()).isEmpty();
    hashes.sha256(file);
    assertThat(memories()).hasSize(1);
  }

  @Test
  void whatCannotBeUnderstoodIsForgotten() throws IOException {
    hashes.sha256(file);
    for (String text : List.of("", "selfcure-hash 2\n", "selfcure-hash 1\nx\n" + TWO + "\n")) {
      Files.writeString(memories().get(0), text);
      assertThat(hashes.sha256(file)).isEqualTo(ONE);
    }
  }

  @Test
  void aCacheThatCannotBeMadeOnlyCostsTime() throws IOException {
    Files.writeString(cache, "a file");
    assertThat(hashes.sha256(file)).isEqualTo(ONE);
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> hashes.sha256(dir.resolve("nowhere")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("nowhere");
  }
}
