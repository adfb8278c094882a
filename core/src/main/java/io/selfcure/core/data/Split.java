package io.selfcure.core.data;

import io.selfcure.core.error.DataException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A part of a data set. Training reads TRAIN, model choice VALID; TEST is read once, at the end.
 */
public enum Split {
  TRAIN,
  VALID,
  TEST;

  /** The lower-case name used in manifests and on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The split that people call so, in either case: train, training, val, ...; null for none. */
  public static @Nullable Split named(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "train", "training" -> TRAIN;
      case "valid", "val", "validation" -> VALID;
      case "test", "testing" -> TEST;
      default -> null;
    };
  }

  /** The split of that id. */
  public static Split of(String id) {
    return Arrays.stream(values())
        .filter(s -> s.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new DataException(
                    "split", "'" + id + "' is not known", "use train, valid or test"));
  }
}
