package io.selfcure.core.progress;

import java.util.Locale;

/** Durations in the one form that people read everywhere: 3.2 s, 45 s, 4 min 05 s, 2 h 04 min. */
public final class Durations {

  private Durations() {}

  /** How long something took; tenths of a second only where there are few seconds. */
  public static String words(double seconds) {
    return seconds < 9.95
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : whole(Math.round(seconds));
  }

  /** How long something will take, no finer than one can know it: 5 s steps above a minute. */
  public static String about(double seconds) {
    return whole(seconds < 60 ? (long) Math.ceil(seconds) : 5 * Math.round(seconds / 5));
  }

  private static String whole(long s) {
    if (s < 60) {
      return s + " s";
    }
    return s < 3600
        ? String.format(Locale.ROOT, "%d min %02d s", s / 60, s % 60)
        : String.format(Locale.ROOT, "%d h %02d min", s / 3600, s / 60 % 60);
  }
}
