package io.selfcure.core.data;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;

/** Atomic outputs: what a user sees under its final name is always complete. */
public final class Outputs {

  private Outputs() {}

  /** Writes a text file so that a reader sees the old content or the new, never a part. */
  public static void writeAtomically(Path file, String text) {
    writeAtomically(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a file so that a reader sees the old content or the new, never a part. */
  public static void writeAtomically(Path file, byte[] bytes) {
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(partial, bytes);
      publish(partial, file);
    } catch (IOException e) {
      throw new EnvironmentException(
          file.toString(),
          "cannot be written: " + e.getMessage(),
          "check free space and permissions",
          e);
    }
  }

  /** Forces a finished file to disk and gives it its final name in one step. */
  public static void publish(Path partial, Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Refuses an output directory that already holds something.
   *
   * @param option the option that named it, for the message
   */
  public static void requireFresh(Path dir, String option) {
    try {
      if (Files.exists(dir)) {
        if (!Files.isDirectory(dir)) {
          throw new UsageException(option, dir + " is a file", "name a new directory");
        }
        try (Stream<Path> content = Files.list(dir)) {
          if (content.findAny().isPresent()) {
            throw new UsageException(
                option, dir + " exists and is not empty", "name a new directory or remove it");
          }
        }
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          dir.toString(), "cannot be read: " + e.getMessage(), "check its permissions", e);
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

  /** Runs something while no other process holds the lock file, which stays. */
  public static void whileLocked(Path lockFile, Runnable work) throws IOException {
    Files.createDirectories(lockFile.toAbsolutePath().getParent());
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      work.run();
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
          file.toString(), "cannot be read: " + e.getMessage(), "check that it is there", e);
    }
    return hex(digest);
  }

  /** The lower-case hex form of a finished digest. */
  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
