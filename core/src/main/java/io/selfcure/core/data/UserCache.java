package io.selfcure.core.data;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Where this user's copies are kept of what can be made again: deleting it only costs time. */
public final class UserCache {

  private UserCache() {}

  /**
   * {@code $SELFCURE_CACHE}, else {@code $XDG_CACHE_HOME/selfcure}, else {@code ~/.cache/selfcure}.
   */
  public static Path root() {
    String own = System.getenv("SELFCURE_CACHE");
    if (own != null && !own.isBlank()) {
      return Path.of(own);
    }
    String xdg = System.getenv("XDG_CACHE_HOME");
    return xdg != null && !xdg.isBlank()
        ? Path.of(xdg, "selfcure")
        : Path.of(System.getProperty("user.home"), ".cache", "selfcure");
  }

  /**
   * Makes a folder that only this user may enter, where there is none; the missing ones above it
   * become private, too. On systems without POSIX permissions it is an ordinary folder.
   */
  public static Path makePrivate(Path folder) throws IOException {
    return posix()
        ? Files.createDirectories(folder, only("rwx------"))
        : Files.createDirectories(folder);
  }

  /** Makes an empty file that only this user may read, where the system can; it must not exist. */
  public static Path makePrivateFile(Path file) throws IOException {
    return posix() ? Files.createFile(file, only("rw-------")) : Files.createFile(file);
  }

  private static boolean posix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }

  private static FileAttribute<?> only(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
