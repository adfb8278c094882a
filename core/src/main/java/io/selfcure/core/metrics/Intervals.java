package io.selfcure.core.metrics;

import java.util.Locale;

/**
 * 95 % intervals of an evaluation's figures: how far each would move on another draw of samples, or
 * of people where it is known who is on a picture.
 *
 * @param accuracy of the accuracy
 * @param balancedAccuracy of the mean recall
 * @param macroF1 of the mean F1
 * @param ece of the expected calibration error. Few samples make the error too great, and drawing
 *     them again adds as much once more; the interval is corrected for that and may lie below the
 *     figure itself.
 * @param unit what was drawn
 * @param units how many of them there are, at least 2
 */
public record Intervals(
    Interval accuracy,
    Interval balancedAccuracy,
    Interval macroF1,
    Interval ece,
    Unit unit,
    int units) {

  /** What is drawn again as a whole. */
  public enum Unit {
    /** Pictures, where nobody is known. */
    SAMPLES,
    /** People, each with all pictures of them; a picture of nobody known is a unit of its own. */
    SUBJECTS;

    /** The name in documents. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
