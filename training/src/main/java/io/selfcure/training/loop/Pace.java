package io.selfcure.training.loop;

import io.selfcure.core.progress.TimeLeft;

/** Tells how long a run still needs, validation included, at the pace so far. */
final class Pace {

  /** The first steps are slow, as the machine warms up: they would promise hours. */
  private static final long WARM_UP_NANOS = 3_000_000_000L;

  private final long started = System.nanoTime();
  private final TimeLeft timeLeft = new TimeLeft();
  private final int epochs;
  private final int complete;
  private final int images;

  /** Where the warm-up ended: when, and how many epochs of this start were done. */
  private long warmAt;

  private double warmDone;

  /**
   * The pace of a run that starts or goes on now.
   *
   * @param epochs of the whole run
   * @param complete epochs already done
   * @param images an epoch
   */
  Pace(int epochs, int complete, int images) {
    this.epochs = epochs;
    this.complete = complete;
    this.images = images;
  }

  /** For the progress line; empty in the last epoch, whose own time left is shown anyway. */
  String left(int epoch, int done) {
    double fraction = epoch - 1 - complete + (double) done / images;
    long now = System.nanoTime();
    if (now - started < WARM_UP_NANOS) {
      warmAt = now;
      warmDone = fraction;
    } else if (fraction > warmDone) {
      double epochSeconds = (now - (warmAt == 0 ? started : warmAt)) / 1e9 / (fraction - warmDone);
      timeLeft.update(epochSeconds * (epochs - complete - fraction), now);
    }
    String words = timeLeft.words(now);
    return epoch == epochs || words.isEmpty() ? "" : ", run " + words;
  }
}
