package io.selfcure.core.data;

import io.selfcure.core.error.DataException;
import java.util.Arrays;
import java.util.Locale;

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
