package io.selfcure.training.weights;

import io.selfcure.core.error.ModelException;
import java.io.IOException;
import java.nio.file.Path;

/** The wording that the errors of this package share. */
final class Faults {

  static final String FETCH_AGAIN =
      "the file is damaged or was not written by the usual tools: fetch or save it again";

  private static final int LONGEST = 160;

  private Faults() {}

  /** The content contradicts itself or its format. */
  static ModelException damaged(String place, String problem) {
    return new ModelException(place, problem, FETCH_AGAIN);
  }

  /** The content contradicts its format, as a library beneath noticed. */
  static ModelException damaged(String place, String problem, Throwable cause) {
    return new ModelException(place, problem, FETCH_AGAIN, cause);
  }

  static ModelException unreadable(Path file, IOException e) {
    return new ModelException(
        file.toString(),
        "cannot be read: " + show(String.valueOf(e.getMessage())),
        "check the path, its permissions and the disk",
        e);
  }

  /**
   * Text from a file, fit for a terminal: cut when long, control characters replaced, because a
   * hostile name must not be able to rewrite the user's screen.
   */
  static String show(String text) {
    StringBuilder shown = new StringBuilder();
    int end = Math.min(text.length(), LONGEST);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      int type = Character.getType(c);
      boolean unsafe =
          type == Character.CONTROL
              || type == Character.FORMAT
              || type == Character.LINE_SEPARATOR
              || type == Character.PARAGRAPH_SEPARATOR;
      shown.append(unsafe ? '?' : c);
    }
    return text.length() > LONGEST ? shown + "..." : shown.toString();
  }
}
