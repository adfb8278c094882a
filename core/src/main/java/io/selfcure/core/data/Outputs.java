package io.selfcure.core.data;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.Reasons;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Atomic outputs: what a user sees under its final name is always complete. */
public final class Outputs {

  private static final Object LOCKING = new Object();
  private static final AtomicLong WRITTEN = new AtomicLong();

  private Outputs() {}

  /** Writes a text file so that a reader sees the old content or the new, never a part. */
  public static void writeAtomically(Path file, String text) {
    writeAtomically(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a file so that a reader sees the old content or the new, never a part. */
  public static void writeAtomically(Path file, byte[] bytes) {
    writeAtomically(file, partial -> Files.write(partial, bytes));
  }

  /**
   * An empty file in the temporary directory, which the caller removes.
   *
   * @throws EnvironmentException when none can be made
   */
  public static Path temporary(String prefix, String suffix) {
    try {
      return Files.createTempFile(prefix, suffix);
    } catch (IOException e) {
      throw new EnvironmentException(
          System.getProperty("java.io.tmpdir", "the temporary directory"),
          "cannot be written in: " + Reasons.of(e),
          "check free space and permissions",
          e);
    }
  }

  /** What writes a file. */
  @FunctionalInterface
  public interface Writing {
    /** Writes the file, which is not there. */
    void write(Path partial) throws IOException;
  }

  /**
   * Has a file written so that a reader sees the old content or the new, never a part, after a
   * power cut too. The name under which it comes to be is this call's own: of two that write the
   * same file at once, the later one's content stays.
   *
   * @throws EnvironmentException when it cannot be written
   */
  public static void writeAtomically(Path file, Writing content) {
    String own = "." + ProcessHandle.current().pid() + "-" + WRITTEN.incrementAndGet() + ".partial";
    Path partial = file.resolveSibling(file.getFileName() + own);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try {
        content.write(partial);
        publish(partial, file);
      } finally {
        Files.deleteIfExists(partial); // gone already where all went well
      }
    } catch (IOException | UncheckedIOException e) {
      throw new EnvironmentException(
          file.toString(),
          "cannot be written: " + Reasons.of(e),
          "check free space and permissions",
          e);
    }
  }

  /** Forces a finished file to disk and gives it its final name in one step. */
  public static void publish(Path partial, Path file) throws IOException {
    forceFile(partial);
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceNames(Objects.requireNonNull(file.toAbsolutePath().getParent()));
  }

  /** Forces the files right in a directory to disk, and their names; not what is further below. */
  public static void force(Path dir) throws IOException {
    force(dir, null);
  }

  /**
   * The same but for one file.
   *
   * @param lock a lock's file, which must not be opened and closed: that gives the lock back
   */
  static void force(Path dir, @Nullable Path lock) throws IOException {
    List<Path> files;
    try (Stream<Path> content = Files.list(dir)) {
      files =
          content
              .filter(p -> Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS) && !p.equals(lock))
              .toList();
    }
    for (Path file : files) {
      forceFile(file);
    }
    forceNames(dir);
  }

  private static void forceFile(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Forces a directory's names to disk where the system can: some cannot open a directory. */
  static void forceNames(Path dir) {
    try (FileChannel channel = FileChannel.open(dir, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // the files themselves are safe; a power cut could take back the last names
    }
  }

  /**
   * What fills a directory.
   *
   * @param <T> what it answers
   */
  @FunctionalInterface
  public interface Filling<T> {
    /** Writes into the directory, which is there and empty. */
    T fill(Path dir) throws IOException;
  }

  /**
   * Writes a directory that takes its name only when it is complete. What is left of one that was
   * killed is removed; what a user named so is not.
   *
   * @param to must not exist, or be empty
   * @param kind what it is, for messages: "audit"
   * @throws UsageException when something is in the way
   * @throws EnvironmentException when it cannot be written
   */
  public static <T> T writeFolder(Path to, String kind, Filling<T> content) {
    try (PartialFolder folder = PartialFolder.begin(to, kind)) {
      T answer = content.fill(folder.dir());
      folder.publish();
      return answer;
    } catch (IOException | UncheckedIOException e) {
      throw new EnvironmentException(
          to.toString(),
          "cannot be written: " + Reasons.of(e),
          "check free space and permissions",
          e);
    }
  }

  /**
   * Refuses an output directory that already holds something.
   *
   * @param place what named it, for the message: <code>{to}</code>
   */
  public static void requireFresh(Path dir, String place) {
    try {
      if (Files.exists(dir)) {
        if (!Files.isDirectory(dir)) {
          throw new UsageException(
              place, Wording.value(dir) + " is a file", "name a new directory");
        }
        try (Stream<Path> content = Files.list(dir)) {
          if (content.findAny().isPresent()) {
            throw new UsageException(
                place,
                Wording.value(dir) + " exists and is not empty",
                "name a new directory or remove it");
          }
        }
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          dir.toString(), "cannot be read: " + Reasons.of(e), "check its permissions", e);
    }
  }

  /**
   * Refuses an output file that could not be written in the end, before the work that leads to it.
   *
   * @param place what named it, for the message: <code>{to}</code>
   */
  public static void requireWritable(Path file, String place) {
    if (Files.isDirectory(file)) {
      throw new UsageException(place, Wording.value(file) + " is a directory", "name a file in it");
    }
    Path above = file.toAbsolutePath().getParent();
    while (above != null && !Files.exists(above)) {
      above = above.getParent();
    }
    if (above == null || !Files.isDirectory(above) || !Files.isWritable(above)) {
      throw new EnvironmentException(
          place,
          file + " cannot be written: " + above + " is no directory that can be written in",
          "check its permissions, or name another file");
    }
  }

  /**
   * The outermost directory that would have to be made for {@code dir} to be there; null where it
   * is there.
   */
  public static @Nullable Path outermostMissing(Path dir) {
    Path missing = null;
    for (Path p = dir.toAbsolutePath(); p != null && !Files.exists(p); p = p.getParent()) {
      missing = p;
    }
    return missing;
  }

  /**
   * Takes back the directories that were made for an output that failed: those above it that are
   * empty, up to what {@link #outermostMissing} said before they were made.
   */
  public static void deleteEmptyAbove(Path output, @Nullable Path outermost) {
    Path dir = output.toAbsolutePath().getParent();
    while (outermost != null && dir != null && dir.startsWith(outermost)) {
      try {
        Files.deleteIfExists(dir);
      } catch (IOException e) {
        return; // somebody put something in it
      }
      dir = dir.getParent();
    }
  }

  /**
   * Deletes a directory tree that this program made; a missing one is no error.
   *
   * @throws UncheckedIOException when something in it cannot be deleted
   */
  public static void deleteTree(Path dir) {
    if (!Files.exists(dir)) {
      return;
    }
    try (Stream<Path> all = Files.walk(dir)) {
      for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs something while no other process holds the lock file, which stays, and no other thread
   * runs something so: a file lock keeps out processes, and throws at a second thread.
   */
  public static void whileLocked(Path lockFile, Runnable work) throws IOException {
    Files.createDirectories(lockFile.toAbsolutePath().getParent());
    synchronized (LOCKING) {
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        work.run();
      }
    }
  }

  /** A new SHA-256 digest. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The SHA-256 of a file in lower-case hex. */
  public static String sha256(Path file) {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new DataException(
          file.toString(), "cannot be read: " + Reasons.of(e), "check that it is there", e);
    }
    return hex(digest);
  }

  /** The lower-case hex form of a finished digest. */
  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
