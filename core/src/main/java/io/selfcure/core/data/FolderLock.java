package io.selfcure.core.data;

import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.Reasons;
import io.selfcure.core.error.UsageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a folder, or whatever else a lock file stands for, to one user at a time: against other
 * processes by the system's lock, against other threads by a set of what this process holds. The
 * system gives the lock back when the process ends, however it ends; the file stays, and is empty.
 *
 * <p>POSIX gives a process's lock back as soon as the process closes the file for the first time,
 * even through another channel. So the file of a lock that this process holds is never opened
 * again: the set answers. Nothing else in the program may open a lock file either.
 */
public final class FolderLock implements AutoCloseable {

  /** The real paths that this process holds; also guards every opening of a lock file. */
  private static final Set<Path> HELD = new HashSet<>();

  private final Path file;
  private final FileChannel channel;
  private boolean open = true;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes a lock without waiting.
   *
   * @param file the lock file; it and its folder are made where they are missing
   * @return the lock, or nothing when another process or somebody in this one holds it
   * @throws EnvironmentException when the file cannot be made or locked
   */
  public static Optional<FolderLock> tryTake(Path file) {
    synchronized (HELD) {
      try {
        while (true) {
          Path real = make(file);
          if (HELD.contains(real)) {
            return Optional.empty();
          }
          Object before = identity(real);
          FileChannel channel = lock(real, StandardOpenOption.WRITE);
          if (channel == null) {
            return Optional.empty();
          }
          if (before.equals(identity(real))) {
            HELD.add(real);
            return Optional.of(new FolderLock(real, channel));
          }
          channel.close(); // its holder moved or removed it meanwhile: a lock on nothing
        }
      } catch (IOException e) {
        throw new EnvironmentException(
            file.toString(), "cannot be locked: " + Reasons.of(e), "check permissions", e);
      }
    }
  }

  /**
   * Takes a lock without waiting, or says that the folder of the lock file is in use.
   *
   * @param file the lock file; it and its folder are made where they are missing
   * @param user what else may hold it, for the message: "training"
   * @throws UsageException when it is held already
   * @throws EnvironmentException when the file cannot be made or locked
   */
  public static FolderLock take(Path file, String user) {
    return tryTake(file)
        .orElseThrow(
            () ->
                new UsageException(
                    String.valueOf(file.getParent()),
                    "is in use by another " + user,
                    "wait until it has ended, or name another folder"));
  }

  /**
   * Whether somebody holds a lock, in this process or another. Asks without changing anything, and
   * without write permission.
   *
   * @throws EnvironmentException when the file cannot be read
   */
  public static boolean held(Path file) {
    synchronized (HELD) {
      if (!Files.exists(file)) {
        return false;
      }
      try {
        Path real = file.toRealPath();
        if (HELD.contains(real)) {
          return true;
        }
        try (FileChannel channel = lock(real, StandardOpenOption.READ)) {
          return channel == null;
        }
      } catch (IOException e) {
        throw new EnvironmentException(
            file.toString(), "cannot be read: " + Reasons.of(e), "check permissions", e);
      }
    }
  }

  /** What tells a file from a later one of its name; of a file that is not there, something new. */
  private static Object identity(Path real) throws IOException {
    try {
      Object key = Files.readAttributes(real, BasicFileAttributes.class).fileKey();
      return key == null ? real : key; // some systems have no keys
    } catch (NoSuchFileException e) {
      return new Object();
    }
  }

  /** The real path of a lock file, which is made where it is missing. */
  private static Path make(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    try {
      Files.createFile(file); // opens and closes it, which harms no lock of a file that is new
    } catch (FileAlreadyExistsException e) {
      // as it should be
    }
    return file.toRealPath();
  }

  /**
   * Opens and locks a file that this process does not hold.
   *
   * @param access to read, which asks for a shared lock, or to write
   * @return null when another process holds it
   */
  private static @Nullable FileChannel lock(Path real, OpenOption access) throws IOException {
    FileChannel channel = FileChannel.open(real, access);
    try {
      boolean shared = access == StandardOpenOption.READ;
      FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
      if (lock != null) {
        return channel;
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return null;
  }

  @Override
  public void close() {
    synchronized (HELD) {
      if (!open) {
        return;
      }
      open = false;
      HELD.remove(file);
      try {
        channel.close();
      } catch (IOException e) {
        // the lock ends with the process at the latest
      }
    }
  }
}
