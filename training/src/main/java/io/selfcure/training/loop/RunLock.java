package io.selfcure.training.loop;

import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.run.RunFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Holds a run folder for one training: two on one folder would mix their checkpoints. */
final class RunLock implements AutoCloseable {

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the folder, which must exist; the system gives it back when the process ends, however it
   * ends.
   *
   * @throws UsageException when another training holds it
   */
  static RunLock take(RunFolder run) {
    Path file = run.lock();
    try {
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
        run.dir().toString(),
        "is in use by another training",
        "wait until it has ended, or name another folder with --out");
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
