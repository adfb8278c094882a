package io.selfcure.core.pictures;

/**
 * A change that a picture may have gone through to become a copy of another one: turned by degrees
 * counter-clockwise about its centre, or cut down to its inner part. The opposite turn is found
 * from the other picture of the two.
 *
 * @param mirrored whether left and right were exchanged first
 * @param degrees of turning
 * @param part the share of height and width that is kept, 0..1
 */
public record Change(boolean mirrored, int degrees, double part) {

  /** No change but of brightness, contrast, size or compression. */
  public static final Change NONE = new Change(false, 0, 1);

  /** All that are looked for. */
  static final Change[] ALL = {
    NONE,
    new Change(true, 0, 1),
    new Change(false, 5, 1),
    new Change(false, 10, 1),
    new Change(false, 0, 0.95),
    new Change(false, 0, 0.9)
  };

  /** Whether the change undoes itself, so that one look at two pictures is enough. */
  boolean symmetric() {
    return degrees == 0 && part == 1;
  }

  /**
   * The changed picture, by bilinear interpolation; outside the picture its border goes on.
   *
   * @param picture side x side values, rows first
   */
  float[] apply(float[] picture, int side) {
    double cos = Math.cos(Math.toRadians(degrees)) * part;
    double sin = Math.sin(Math.toRadians(degrees)) * part;
    double centre = (side - 1) / 2.0;
    float[] changed = new float[picture.length];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        double fromX = centre + cos * (x - centre) - sin * (y - centre);
        double fromY = centre + sin * (x - centre) + cos * (y - centre);
        fromX = mirrored ? side - 1 - fromX : fromX;
        changed[y * side + x] = at(picture, side, fromY, fromX);
      }
    }
    return changed;
  }

  private static float at(float[] picture, int side, double y, double x) {
    double row = Math.max(0, Math.min(side - 1, y));
    double column = Math.max(0, Math.min(side - 1, x));
    int top = (int) Math.min(side - 2, row);
    int left = (int) Math.min(side - 2, column);
    float down = (float) (row - top);
    float right = (float) (column - left);
    int at = top * side + left;
    float above = picture[at] + right * (picture[at + 1] - picture[at]);
    float below = picture[at + side] + right * (picture[at + side + 1] - picture[at + side]);
    return above + down * (below - above);
  }
}
