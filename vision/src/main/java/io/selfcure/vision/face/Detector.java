package io.selfcure.vision.face;

import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import java.util.Arrays;
import java.util.Locale;

/** The ways of finding faces. */
public enum Detector {
  /** BlazeFace for short range: a small network that comes with the program. */
  BLAZEFACE(true),
  /** OpenCV's cascade of Haar features for frontal faces; it gives no landmarks. */
  HAAR(false),
  /** YuNet, a network whose file the user names. */
  YUNET(true);

  private final boolean landmarks;

  Detector(boolean landmarks) {
    this.landmarks = landmarks;
  }

  /** Its name as users write it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it tells where eyes, nose and mouth are: of YuNet's faces BlazeFace does. */
  public boolean landmarks() {
    return landmarks && (this != YUNET || hasBlazeFace());
  }

  /** Whether this build has BlazeFace's model: it takes it from npm, where that is there. */
  public static boolean hasBlazeFace() {
    return ShortRange.isBuiltIn();
  }

  /**
   * The detector of a name.
   *
   * @throws UsageException when there is none
   */
  public static Detector of(String id) {
    return Arrays.stream(values())
        .filter(d -> d.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "detector", "'" + Wording.value(id) + "'", "name blazeface, haar or yunet"));
  }
}
