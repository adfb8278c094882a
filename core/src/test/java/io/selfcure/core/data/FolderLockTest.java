package io.selfcure.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.error.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

  private static final int TAKEN = 0;
  static final int REFUSED = 42;

  @TempDir Path dir;
  private Path file;

  /** Another process that takes a lock, says by its exit code whether it could, and ends. */
  static final class Other {
    private Other() {}

    public static void main(String[] args) {
      System.exit(FolderLock.tryTake(Path.of(args[0])).isPresent() ? TAKEN : REFUSED);
    }
  }

  @BeforeEach
  void name() {
    file = dir.resolve("run/run.lock");
  }

  private int anotherProcess() throws IOException, InterruptedException {
    return anotherProcess(file);
  }

  static int anotherProcess(Path file) throws IOException, InterruptedException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Other.class.getName(),
            file.toString())
        .inheritIO()
        .start()
        .waitFor();
  }

  @Test
  void keepsOthersOutUntilItIsGivenBack() throws IOException, InterruptedException {
    FolderLock lock = FolderLock.take(file, "training");
    assertThat(anotherProcess()).isEqualTo(REFUSED);
    assertThatThrownBy(() -> FolderLock.take(file, "training"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(file.getParent() + ": is in use by another training");
    assertThat(FolderLock.held(file)).isTrue();
    lock.close();
    assertThat(FolderLock.held(file)).isFalse();
    assertThat(anotherProcess()).isEqualTo(TAKEN);
    FolderLock.take(file, "training").close();
  }

  @Test
  void anAttemptOfTheSameProcessDoesNotLetOthersIn() throws IOException, InterruptedException {
    try (FolderLock lock = FolderLock.take(file, "training")) {
      Path sameFolder = Files.createSymbolicLink(dir.resolve("link"), file.getParent());
      assertThat(FolderLock.tryTake(sameFolder.resolve("run.lock"))).isEmpty();
      assertThat(anotherProcess()).isEqualTo(REFUSED);
      lock.close();
      lock.close(); // giving it back twice does not give back somebody else's
    }
  }

  @Test
  void aQuestionOfTheSameProcessDoesNotLetOthersIn() throws IOException, InterruptedException {
    try (FolderLock lock = FolderLock.take(file, "training")) {
      assertThat(FolderLock.held(file)).isTrue();
      assertThat(anotherProcess()).isEqualTo(REFUSED);
      assertThat(FolderLock.held(dir.resolve("none/run.lock"))).isFalse();
      lock.close();
    }
  }
}
