package io.selfcure.curation.sqlite;

import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.UserCache;
import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's native library. Left alone, the driver unpacks it into the temporary folder at every
 * start: a copy stays there whenever a process is killed, and where nothing may be loaded from that
 * folder, every database looks damaged. So it is unpacked once into the user's cache.
 */
final class NativeLibrary {

  /** The driver's own settings of where the library is; a user who gives them wants that one. */
  private static final String PATH = "org.sqlite.lib.path";

  private static final String NAME = "org.sqlite.lib.name";
  private static final String TEMPORARY = "org.sqlite.tmpdir";

  private static boolean loaded;

  private NativeLibrary() {}

  /** The folder that the library is unpacked into. */
  static Path folder() {
    return UserCache.root().toAbsolutePath().resolve("sqlite-" + SQLiteJDBCLoader.getVersion());
  }

  /**
   * Loads the library; a second time costs nothing.
   *
   * @throws EnvironmentException when that is not possible
   */
  static synchronized void load() {
    if (loaded) {
      return;
    }
    load(folder());
    loaded = true;
  }

  static void load(Path folder) {
    try {
      if (System.getProperty(PATH) == null && hasLibrary()) {
        Path library = unpack(folder);
        System.load(library.toString());
        System.setProperty(PATH, folder.toString());
        System.setProperty(NAME, library.getFileName().toString());
        System.setProperty(TEMPORARY, folder.toString());
      }
      SQLiteJDBCLoader.initialize();
    } catch (IOException | UncheckedIOException e) {
      throw unusable(folder, Reasons.of(e), e);
    } catch (EnvironmentException e) {
      throw unusable(folder, e.problem(), e);
    } catch (UnsatisfiedLinkError e) {
      throw unusable(folder, String.valueOf(e.getMessage()), e);
    } catch (Exception e) { // what the driver declares
      throw unusable(folder, String.valueOf(e.getMessage()), e);
    }
  }

  private static boolean hasLibrary() {
    return LibraryLoaderUtil.hasNativeLib(
        LibraryLoaderUtil.getNativeLibResourcePath(), LibraryLoaderUtil.getNativeLibName());
  }

  /** The library in the folder, written where it is missing or is not the driver's. */
  private static Path unpack(Path folder) throws IOException {
    String name = LibraryLoaderUtil.getNativeLibName();
    Path file = folder.resolve(name);
    String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    byte[] library;
    try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException(resource + " is missing in the driver");
      }
      library = in.readAllBytes();
    }
    if (same(file, library)) {
      return file;
    }
    UserCache.makePrivate(folder);
    Outputs.whileLocked(
        folder.resolve("lock"),
        () -> {
          if (!same(file, library)) {
            Outputs.writeAtomically(file, library);
          }
        });
    return file;
  }

  private static boolean same(Path file, byte[] content) {
    try {
      return Files.exists(file)
          && Files.size(file) == content.length
          && Arrays.equals(Files.readAllBytes(file), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EnvironmentException unusable(Path folder, String problem, Throwable cause) {
    return new EnvironmentException(
        "SQLite's library in " + folder,
        "cannot be loaded: " + problem,
        "check free space and permissions, and that programs may run from there (no noexec);"
            + " SELFCURE_CACHE names another folder",
        cause);
  }
}
