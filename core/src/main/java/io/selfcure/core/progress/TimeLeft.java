package io.selfcure.core.progress;

/**
 * An estimate of the time left that does not jump: each new estimate of the end moves the old one
 * only a part of the way, the more the longer ago that was.
 */
public final class TimeLeft {

  private static final double NANOS = 1e9;

  /** After so many seconds most of an older estimate is forgotten. */
  private static final double MEMORY = 5;

  private double end = Double.NaN;
  private long updated;

  /**
   * Takes a new estimate.
   *
   * @param seconds left, as of now
   * @param now in nanoseconds of the clock that {@link #words} is asked with
   */
  public void update(double seconds, long now) {
    double estimate = now / NANOS + seconds;
    double weight = 1 - Math.exp(-(now - updated) / NANOS / MEMORY);
    end = Double.isNaN(end) ? estimate : end + weight * (estimate - end);
    updated = now;
  }

  /** "4 min 05 s left"; empty before the first estimate. */
  public String words(long now) {
    return Double.isNaN(end) ? "" : Durations.about(Math.max(0, end - now / NANOS)) + " left";
  }
}
