package io.selfcure.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class ReasonsTest {

  @Test
  void aFilesNameAloneIsNoReason() {
    assertThat(Reasons.of(new NoSuchFileException("f"))).isEqualTo("f: no such file or directory");
    assertThat(Reasons.of(new AccessDeniedException("f"))).isEqualTo("f: permission denied");
    assertThat(Reasons.of(new FileAlreadyExistsException("f"))).contains("in the way");
    assertThat(Reasons.of(new FileSystemLoopException("f"))).contains("Loop");
    assertThat(Reasons.of(new FileSystemException("f", null, "No space left"))).contains("space");
    assertThat(Reasons.of(new UncheckedIOException(new EOFException()))).contains("ends early");
    assertThat(Reasons.of(new IOException())).isEqualTo("IOException");
  }
}
