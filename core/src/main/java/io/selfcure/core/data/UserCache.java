package io.selfcure.core.data;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
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
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
        : Files.createDirectories(folder);
  }
}
