package io.selfcure.training.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import io.selfcure.core.error.ModelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads hostile files; a refusal has a place, a problem and a remedy, and costs little memory. */
final class Refusals {

  private static final long MOST_MEMORY = 100L << 20;

  private Refusals() {}

  /** The message with which a file of this content is refused. */
  static String of(Path dir, byte[] content) {
    Path file = write(dir, content);
    long before = allocated();
    Throwable refusal = catchThrowable(() -> WeightsReader.read(file));
    assertThat(allocated() - before).as("bytes allocated").isLessThan(MOST_MEMORY);
    assertThat(refusal).isExactlyInstanceOf(ModelException.class);
    String message = String.valueOf(refusal.getMessage());
    assertThat(message).startsWith(file.toString()).contains("\n  remedy: ");
    return message;
  }

  static String ofPickle(Path dir, PickleBytes pickle) {
    return of(dir, Archives.of(pickle.end()));
  }

  static Path write(Path dir, byte[] content) {
    try {
      return Files.write(dir.resolve("w"), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
