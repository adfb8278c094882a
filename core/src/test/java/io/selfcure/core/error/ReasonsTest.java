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

  @Test
  void whatAReaderTripsOverIsNoReasonEither() {
    assertThat(Reasons.of(new NegativeArraySizeException("-1258291200")))
        .isEqualTo("it contradicts itself (NegativeArraySizeException)");
    assertThat(Reasons.of(new IllegalArgumentException("data == null!")))
        .isEqualTo("it contradicts itself (IllegalArgumentException)");
    assertThat(Reasons.of(new NullPointerException()))
        .isEqualTo("it contradicts itself (NullPointerException)");
    assertThat(Reasons.of(new IllegalArgumentException("Width must be positive")))
        .isEqualTo("Width must be positive");
    assertThat(Reasons.of(new IOException("17"))).isEqualTo("IOException");
  }
}
