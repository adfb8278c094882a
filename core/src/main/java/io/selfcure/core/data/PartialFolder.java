package io.selfcure.core.data;

import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.Reasons;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder under way: {@code NAME.partial} beside the place that it takes in one step when it is
 * complete. A lock in it that ends with its process keeps a second command of the same target out;
 * what a killed command left is known by the lock's file, and no more by anybody's lock.
 */
public final class PartialFolder implements AutoCloseable {

  private final Path target;
  private final Path dir;
  private final Path mark;
  private final FolderLock lock;
  private final @Nullable Path outermost;
  private final boolean kept;
  private boolean published;

  private PartialFolder(Path target, String kind, boolean kept) {
    this.target = target;
    this.kept = kept;
    dir = of(target);
    mark = dir.resolve(".selfcure-" + kind);
    Outputs.requireFresh(target, "{to}");
    if (Files.exists(dir, LinkOption.NOFOLLOW_LINKS)
        && !(Files.isDirectory(dir, LinkOption.NOFOLLOW_LINKS) && Files.exists(mark))) {
      throw new UsageException(
          "{to}",
          Wording.value(dir) + " is in the way and no unfinished " + kind,
          "move it or name another");
    }
    outermost = Outputs.outermostMissing(dir);
    lock =
        FolderLock.tryTake(mark)
            .orElseThrow(
                () ->
                    new UsageException(
                        "{to}",
                        Wording.value(target) + " is being written by another command",
                        "wait until it has ended, or name another"));
  }

  /**
   * Begins a folder; what a killed command left of it is removed.
   *
   * @param to must not exist, or be empty
   * @param kind what it is, for messages and the lock's file: "audit"
   * @throws UsageException when something is in the way, or another command writes the same
   * @throws EnvironmentException when it cannot be written
   */
  public static PartialFolder begin(Path to, String kind) {
    return open(to, kind, false);
  }

  /**
   * The same for a folder in which a command goes on where one was killed: what that left is there
   * still, and closing leaves it.
   */
  public static PartialFolder takeUp(Path to, String kind) {
    return open(to, kind, true);
  }

  private static PartialFolder open(Path to, String kind, boolean kept) {
    PartialFolder folder = new PartialFolder(to.toAbsolutePath(), kind, kept);
    try {
      Outputs.requireFresh(folder.target, "{to}"); // another command may just have completed it
      if (!kept) {
        folder.clear();
      }
      return folder;
    } catch (IOException | UncheckedIOException e) {
      folder.discard();
      throw folder.unwritable(e);
    } catch (UsageException e) {
      folder.discard();
      throw e;
    }
  }

  /** Where a folder is made that is to stand at {@code to}. */
  public static Path of(Path to) {
    return to.resolveSibling(to.getFileName() + ".partial");
  }

  /** Where to write. */
  public Path dir() {
    return dir;
  }

  /**
   * Gives the folder its name; what stands under it from then on is complete, after a power cut
   * too. Nothing may be written afterwards.
   *
   * @throws IOException when it cannot be, also when another program made something of that name
   */
  public void publish() throws IOException {
    Outputs.force(dir, mark);
    Files.deleteIfExists(target); // an empty directory, or nothing
    Files.move(dir, target, StandardCopyOption.ATOMIC_MOVE);
    published = true;
    Files.deleteIfExists(target.resolve(mark.getFileName()));
    Outputs.forceNames(Objects.requireNonNull(target.getParent()));
  }

  /** Removes what was written unless it is complete or kept, and lets others write. */
  @Override
  public void close() {
    if (!published && !kept) {
      discard();
    }
    lock.close();
  }

  private void discard() {
    try {
      clear();
      Files.deleteIfExists(mark); // last: without it nobody would know what this is
      Files.deleteIfExists(dir);
    } catch (IOException | UncheckedIOException e) {
      throw unwritable(e);
    } finally {
      lock.close();
    }
    Outputs.deleteEmptyAbove(dir, outermost);
  }

  private void clear() throws IOException {
    try (Stream<Path> content = Files.list(dir)) {
      content.filter(p -> !p.equals(mark)).forEach(Outputs::deleteTree);
    }
  }

  private EnvironmentException unwritable(Exception e) {
    return new EnvironmentException(
        target.toString(),
        "cannot be written: " + Reasons.of(e),
        "check free space and permissions",
        e);
  }
}
