package io.selfcure.datasets.intake;

import io.selfcure.core.error.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Sets as they are downloaded, in one packed file: they are not read in place. */
public final class Packed {

  private static final List<String> ENDS =
      List.of(".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".rar", ".7z");

  private Packed() {}

  /** Whether a file's name says that it is a packed folder. */
  public static boolean is(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return ENDS.stream().anyMatch(lower::endsWith);
  }

  /**
   * Refuses a packed file.
   *
   * @throws DataException naming what to do
   */
  public static void refuse(Path from) {
    if (Files.isRegularFile(from) && is(Walk.name(from))) {
      throw new DataException(
          from.toString(), "is packed", "unpack it, and give the folder as {from}");
    }
  }
}
