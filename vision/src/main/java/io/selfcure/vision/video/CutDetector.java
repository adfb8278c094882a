package io.selfcure.vision.video;

import io.selfcure.vision.Picture;
import org.jspecify.annotations.Nullable;

/**
 * Finds hard cuts: frames that differ from the one before them in what stands where and in their
 * colours, and far more than frames lately did. Movement changes the first and hardly the second; a
 * change of light changes both, but not from one frame to the next. A dissolve is no cut, a flash
 * of light is two. Give it every frame: between sampled ones, movement looks like a cut.
 */
public final class CutDetector {

  /** Least mean difference of a cut, of 255. */
  private static final double LEAST_CHANGE = 14;

  /** Least share of pixels whose colours moved to other bins, 0 to 1. */
  private static final double LEAST_COLOURS = 0.12;

  /** A cut changes this many times as much as frames did before it. */
  private static final double TIMES = 3;

  /** How slowly what is usual follows. */
  private static final double INERTIA = 0.8;

  private static final int BINS = 16;

  private @Nullable Picture before;
  private double usual;

  /** Whether a new shot begins with this frame; false for the first one. */
  public boolean begins(Frame frame) {
    return begins(frame.small());
  }

  boolean begins(Picture small) {
    Picture last = before;
    before = small;
    if (last == null) {
      return false;
    }
    double change = change(last.rgb(), small.rgb());
    boolean cut =
        change >= LEAST_CHANGE
            && change >= TIMES * usual
            && colours(last.rgb(), small.rgb()) >= LEAST_COLOURS;
    // the change of a cut says nothing of the new shot
    usual = cut ? 0 : INERTIA * usual + (1 - INERTIA) * change;
    return cut;
  }

  private static double change(byte[] a, byte[] b) {
    long sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs((a[i] & 255) - (b[i] & 255));
    }
    return sum / (double) a.length;
  }

  /** Mean over the three colours of the share of pixels that are in another bin. */
  private static double colours(byte[] a, byte[] b) {
    int[] moved = new int[3 * BINS];
    for (int i = 0; i < a.length; i++) {
      moved[i % 3 * BINS + (a[i] & 255) * BINS / 256]++;
      moved[i % 3 * BINS + (b[i] & 255) * BINS / 256]--;
    }
    long sum = 0;
    for (int m : moved) {
      sum += Math.abs(m);
    }
    return sum / 2.0 / a.length;
  }
}
