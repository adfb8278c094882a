package io.selfcure.training.loop;

import io.selfcure.core.progress.TimeLeft;

/** Tells how long a run still needs, validation included, at the pace so far. */
final class Pace {

  private final long started = System.nanoTime();
  private final TimeLeft timeLeft = new TimeLeft();
  private final int epochs;
  private final int complete;
  private final int images;

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
    double seconds =
        (System.nanoTime() - started) / 1e9 / fraction * (epochs - complete - fraction);
    long now = System.nanoTime();
    timeLeft.update(seconds, now);
    return epoch == epochs ? "" : ", run " + timeLeft.words(now);
  }
}
