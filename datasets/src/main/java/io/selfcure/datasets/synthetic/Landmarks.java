package io.selfcure.datasets.synthetic;

import static io.selfcure.datasets.synthetic.ActionUnit.AU1;
import static io.selfcure.datasets.synthetic.ActionUnit.AU10;
import static io.selfcure.datasets.synthetic.ActionUnit.AU12;
import static io.selfcure.datasets.synthetic.ActionUnit.AU15;
import static io.selfcure.datasets.synthetic.ActionUnit.AU17;
import static io.selfcure.datasets.synthetic.ActionUnit.AU19;
import static io.selfcure.datasets.synthetic.ActionUnit.AU2;
import static io.selfcure.datasets.synthetic.ActionUnit.AU20;
import static io.selfcure.datasets.synthetic.ActionUnit.AU23;
import static io.selfcure.datasets.synthetic.ActionUnit.AU24;
import static io.selfcure.datasets.synthetic.ActionUnit.AU25;
import static io.selfcure.datasets.synthetic.ActionUnit.AU26;
import static io.selfcure.datasets.synthetic.ActionUnit.AU4;
import static io.selfcure.datasets.synthetic.ActionUnit.AU43;
import static io.selfcure.datasets.synthetic.ActionUnit.AU5;
import static io.selfcure.datasets.synthetic.ActionUnit.AU6;
import static io.selfcure.datasets.synthetic.ActionUnit.AU7;
import static io.selfcure.datasets.synthetic.ActionUnit.AU9;

/**
 * Where a person's features are when action units move them, seen from the front. Face units: the
 * middle between the cheeks is the origin, x grows to the picture's right, y downwards, and half a
 * head's height is 1.
 *
 * @param left the picture's left eye and brow
 * @param right the picture's right eye and brow
 * @param mouth the mouth
 * @param noseY height of the nose's tip
 * @param wingY height of the nostrils' wings
 * @param chinY height of the chin
 */
record Landmarks(Side left, Side right, Mouth mouth, double noseY, double wingY, double chinY) {

  /** A point in face units. */
  record Spot(double x, double y) {}

  /** Brow and eye of one side; x is positive on the right side and negative on the left. */
  record Side(int sign, Spot browInner, Spot browMiddle, Spot browOuter, Eye eye) {}

  /**
   * @param half half the width
   * @param upper how far the upper lid is above the corners
   * @param lower how far the lower lid is below them
   * @param tilt how much higher the outer corner is
   * @param grief how far the upper lid's inner part is pulled up, 0 to 1
   */
  record Eye(Spot centre, double half, double upper, double lower, double tilt, double grief) {}

  /**
   * @param half half the width from corner to corner
   * @param lips y of the middle line: top of the upper lip, its lower edge, the lower lip's upper
   *     edge, its bottom
   * @param square 0 (round opening) to 1 (a box)
   * @param tongue 0 to 1
   */
  record Mouth(
      double half,
      double leftCornerY,
      double rightCornerY,
      Lips lips,
      double square,
      double tongue) {

    double gap() {
      return lips.lowerInner - lips.upperInner;
    }
  }

  /** Heights of the lips' edges in the middle of the mouth, from the top. */
  record Lips(double upperTop, double upperInner, double lowerInner, double lowerBottom) {}

  /**
   * @param lopsided how much stronger the right half moves than the left, about -0.2 to 0.2
   */
  static Landmarks of(Identity who, ActionUnits units, double lopsided) {
    double length = who.shape().length();
    double jaw = 0.16 * units.at(AU26) + 0.01 * units.at(AU25) - 0.015 * units.at(AU17);
    double noseY = 0.25 * who.shape().noseLength() - 0.03 * units.at(AU9);
    return new Landmarks(
        side(-1, who, units, 1 - lopsided),
        side(1, who, units, 1 + lopsided),
        mouth(who, units, lopsided),
        noseY,
        noseY - 0.045 * units.at(AU9) - 0.015 * units.at(AU10),
        length * 1.02 + jaw);
  }

  private static Side side(int sign, Identity who, ActionUnits u, double strength) {
    double raise1 = u.at(AU1) * strength;
    double raise2 = u.at(AU2) * strength;
    double lower = u.at(AU4) * strength;
    double wrinkle = u.at(AU9);
    double y = -0.295 + who.brows().height();
    double eyeX = 0.31 * who.eyes().spacing() * who.shape().width();
    // AU4 alone presses the inner brow down; together with AU1 it can only draw it inwards.
    double innerY = y + 0.02 - 0.15 * raise1 + 0.125 * lower * (1 - 0.85 * raise1) + 0.05 * wrinkle;
    double middleY =
        y
            + who.brows().arch()
            - 0.03
            - 0.06 * raise1
            - 0.09 * raise2
            + 0.075 * lower
            - 0.02 * lower * raise1
            + 0.035 * wrinkle;
    double outerY = y + 0.035 - 0.115 * raise2 + 0.02 * lower + 0.035 * raise1 * (1 - raise2);
    Spot inner = new Spot(sign * (eyeX - 0.175 - 0.045 * lower), innerY);
    Spot middle = new Spot(sign * (eyeX + 0.04), middleY);
    Spot outer = new Spot(sign * (eyeX + 0.2), outerY);
    return new Side(sign, inner, middle, outer, eye(sign * eyeX, who, u, strength));
  }

  private static Eye eye(double x, Identity who, ActionUnits u, double strength) {
    double size = who.eyes().size();
    double squeeze = 0.3 * u.at(AU6) + 0.22 * u.at(AU7) + 0.4 * u.at(AU9);
    double upper = 0.088 * (1 + 0.75 * u.at(AU5) * strength - squeeze - 0.12 * u.at(AU4)) * size;
    double lower =
        0.058
            * (1 + 0.25 * u.at(AU5) - 0.6 * u.at(AU6) - 0.5 * u.at(AU7) - 0.35 * u.at(AU9))
            * size;
    double open = 1 - 0.75 * u.at(AU43);
    double grief = u.at(AU1) * u.at(AU4) * (1 - u.at(AU5));
    return new Eye(
        new Spot(x, -0.07),
        0.18 * size,
        Math.max(0.012, upper * open),
        Math.max(0.006, lower),
        who.eyes().tilt(),
        grief);
  }

  private static Mouth mouth(Identity who, ActionUnits u, double lopsided) {
    double y = 0.55 * who.shape().length();
    double smile = u.at(AU12);
    double frown = u.at(AU15);
    double stretch = u.at(AU20);
    double drop = u.at(AU26);
    double part = u.at(AU25);
    double press = Math.max(u.at(AU24), 0.6 * u.at(AU23) * (1 - part));
    double pout = u.at(AU17);
    double half =
        0.265
            * who.mouth().width()
            * (1 + 0.3 * smile + 0.28 * stretch - 0.1 * frown - 0.06 * u.at(AU23))
            * (1 - 0.28 * drop * (1 - smile) * (1 - stretch));
    double thick = who.mouth().fullness() * (1 - 0.55 * press) * (1 - 0.2 * smile);
    double raised = 0.085 * u.at(AU10) + 0.03 * u.at(AU9);
    double shift = 0.035 * smile - 0.04 * pout - 0.03 * frown;
    double square = Math.max(stretch, u.at(AU23) * part);
    double upperInner =
        y + shift - raised - 0.025 * part - 0.03 * square * part - 0.04 * drop * (1 - smile);
    double lowerInner =
        y + shift - 0.25 * raised + part * (0.045 + 0.06 * smile + 0.055 * square) + 0.23 * drop;
    lowerInner = Math.max(lowerInner - 0.55 * raised * (1 - part), upperInner);
    double corner = y - who.mouth().rest() + 0.1 * drop * (1 - smile) + 0.03 * stretch;
    Lips lips =
        new Lips(upperInner - 0.055 * thick, upperInner, lowerInner, lowerInner + 0.08 * thick);
    return new Mouth(
        half,
        corner + (1 - lopsided) * (0.12 * frown - 0.115 * smile),
        corner + (1 + lopsided) * (0.12 * frown - 0.115 * smile),
        lips,
        square,
        u.at(AU19));
  }
}
