package io.selfcure.datasets.web;

import io.selfcure.core.error.UsageException;

/**
 * Which clips are wanted, and what is kept of them.
 *
 * @param seconds how long one face must be there
 * @param frames how many of a clip's frames are kept
 * @param fps frames that are looked at, a second
 */
public record ClipRules(double seconds, int frames, double fps) {

  /** The paper's five seconds; three frames of each clip. */
  public static final ClipRules DEFAULT = new ClipRules(5, 3, 5);

  private static final int MOST_FRAMES = 20;

  /** Checks the values. */
  public ClipRules {
    require(seconds >= 0.2 && seconds <= 600, "{seconds}", seconds, "0.2 to 600");
    require(frames >= 1 && frames <= MOST_FRAMES, "{frames}", frames, "1 to " + MOST_FRAMES);
    require(fps >= 0.5 && fps <= 60, "{fps}", fps, "0.5 to 60");
  }

  private static void require(boolean holds, String option, Number value, String range) {
    if (!holds) {
      throw new UsageException(option, value + " is out of range", "give " + range);
    }
  }
}
