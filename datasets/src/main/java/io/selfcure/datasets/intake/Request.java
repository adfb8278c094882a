package io.selfcure.datasets.intake;

import io.selfcure.core.error.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a user asks of an importer.
 *
 * @param from the set's directory or file
 * @param options values of the importer's own options that were given, by name
 */
public record Request(Path from, Map<String, String> options) {

  /** Copies the options and makes the place absolute. */
  public Request {
    from = from.toAbsolutePath().normalize();
    options = Map.copyOf(options);
    Packed.refuse(from);
    if (Files.isRegularFile(from)) {
      Unread.refuse(from);
    }
  }

  /** A request without options. */
  public Request(Path from) {
    this(from, Map.of());
  }

  /** The value of an option, null where it was not given. */
  public @Nullable String option(String name) {
    return options.get(name);
  }

  /** The value of an option. */
  public String option(String name, String otherwise) {
    return options.getOrDefault(name, otherwise);
  }

  /**
   * The directory.
   *
   * @throws DataException when it is none
   */
  public Path directory() {
    if (!Files.isDirectory(from)) {
      throw new DataException(
          from.toString(), Files.exists(from) ? "is no directory" : "is missing", "check the path");
    }
    return from;
  }
}
