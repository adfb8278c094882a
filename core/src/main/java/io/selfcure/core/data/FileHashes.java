package io.selfcure.core.data;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.EnvironmentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of files that are too large to be read at every command, remembered in the user's
 * cache. A remembered one holds for a file of the same place, size and times, which on Unix are
 * those of content and of anything else and come with the file's number: setting the content's time
 * back does not hide a change.
 */
public final class FileHashes {

  /**
   * The coarsest times that a file system has, FAT's. A file may change within this and show the
   * same time, so the hash of one that changed so lately is not remembered.
   */
  private static final Duration GRANULARITY = Duration.ofSeconds(2);

  private static final String VERSION = "selfcure-hash 1";
  private static final int LINES = 3;

  private final Path folder;
  private final Clock clock;

  /**
   * What is remembered in a cache.
   *
   * @param cache the cache directory; made when there is something to remember
   */
  public FileHashes(Path cache) {
    this(cache, Clock.systemUTC());
  }

  FileHashes(Path cache, Clock clock) {
    this.folder = cache.resolve("hashes");
    this.clock = clock;
  }

  /**
   * The SHA-256 of a file in lower-case hex, read only where none is remembered.
   *
   * @throws DataException when it cannot be read
   */
  public String sha256(Path file) {
    Instant now = clock.instant();
    State state = state(file);
    if (state == null) {
      return Outputs.sha256(file);
    }
    Path memory = folder.resolve(nameOf(file));
    String remembered = recall(memory, state);
    if (remembered != null) {
      return remembered;
    }
    String hash = Outputs.sha256(file);
    if (state.changed().isBefore(now.minus(GRANULARITY)) && state.equals(state(file))) {
      remember(memory, state, hash);
    }
    return hash;
  }

  /**
   * What shows a change.
   *
   * @param text size, times and number
   * @param changed the latest of the times
   */
  private record State(String text, Instant changed) {}

  private static @Nullable State state(Path file) {
    try {
      if (!FileSystems.getDefault().supportedFileAttributeViews().contains("unix")) {
        FileTime changed = Files.getLastModifiedTime(file);
        return new State(Files.size(file) + " " + changed, changed.toInstant());
      }
      Map<String, Object> seen =
          Files.readAttributes(file, "unix:size,lastModifiedTime,ctime,ino,dev");
      Instant content = time(seen, "lastModifiedTime");
      Instant anything = time(seen, "ctime");
      String text =
          String.format(
              "%s %s %s %s %s",
              seen.get("size"), content, anything, seen.get("dev"), seen.get("ino"));
      return new State(text, content.isAfter(anything) ? content : anything);
    } catch (IOException e) {
      return null; // reading the content tells why
    }
  }

  private static String nameOf(Path file) {
    MessageDigest digest = Outputs.sha256();
    digest.update(file.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8));
    return Outputs.hex(digest);
  }

  private static @Nullable String recall(Path memory, State state) {
    try {
      List<String> lines = Files.readAllLines(memory);
      boolean fits =
          lines.size() == LINES
              && lines.get(0).equals(VERSION)
              && lines.get(1).equals(state.text());
      return fits ? lines.get(2) : null;
    } catch (IOException e) {
      return null; // nothing remembered, or nothing that can be read
    }
  }

  private void remember(Path memory, State state, String hash) {
    try {
      UserCache.makePrivate(folder);
      Outputs.writeAtomically(memory, String.join("\n", VERSION, state.text(), hash) + "\n");
    } catch (IOException | EnvironmentException e) {
      // the file is read again next time
    }
  }

  private static Instant time(Map<String, Object> seen, String name) {
    return ((FileTime) Objects.requireNonNull(seen.get(name), name)).toInstant();
  }
}
