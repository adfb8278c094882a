package io.selfcure.training.loop;

import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.UsageException;
import io.selfcure.curation.run.RunFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Holds a folder for one process: two trainings on one would mix their checkpoints. */
public final class RunLock implements AutoCloseable {

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes a run folder, which must exist; the system gives it back when the process ends, however
   * it ends.
   *
   * @throws UsageException when another training holds it
   */
  static RunLock take(RunFolder run) {
    return take(run.dir(), "--out");
  }

  /**
   * Takes any folder in the same way, which is made where it is missing.
   *
   * @param option the option that named it, for the message
   * @throws UsageException when another process holds it
   */
  public static RunLock take(Path dir, String option) {
    Path file = dir.resolve("run.lock");
    try {
      Files.createDirectories(dir);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (locked(channel)) {
        return new RunLock(channel);
      }
      channel.close();
    } catch (IOException e) {
      throw new EnvironmentException(
          file.toString(), "cannot be locked: " + e.getMessage(), "check permissions", e);
    }
    throw new UsageException(
        dir.toString(),
        "is in use by another training",
        "wait until it has ended, or name another folder with " + option);
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // held by this very process
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // the lock ends with the process at the latest
    }
  }
}
