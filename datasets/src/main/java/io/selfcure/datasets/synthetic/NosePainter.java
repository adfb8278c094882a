package io.selfcure.datasets.synthetic;

import static io.selfcure.datasets.synthetic.ActionUnit.AU12;
import static io.selfcure.datasets.synthetic.ActionUnit.AU9;

import io.selfcure.datasets.synthetic.Landmarks.Spot;
import java.awt.Color;
import java.awt.geom.Path2D;

/** The nose: a lit bridge, shaded flanks, wings and nostrils. */
final class NosePainter {

  private static final double BULGE = 0.14;

  private final Easel easel;

  NosePainter(Easel easel) {
    this.easel = easel;
  }

  void paint() {
    double half =
        0.135
            * easel.who().shape().noseWidth()
            * (1 + 0.16 * easel.units().at(AU9) + 0.1 * easel.units().at(AU12));
    double tip = easel.marks().noseY();
    double wing = easel.marks().wingY();
    Color shade = easel.shade();
    Color glow = Tones.mix(easel.skin(), Color.WHITE, 0.7);
    // Light from one side leaves the other flank of the bridge dark.
    double side = Math.cos(easel.scene().light().angle()) > 0 ? -1 : 1;
    easel.softAt(at(side * 0.08, tip - 0.25), 0.07, 0.3, shade, 0.4);
    easel.softAt(at(-side * 0.08, tip - 0.22), 0.05, 0.26, shade, 0.2);
    easel.softAt(at(0, tip - 0.24), 0.05, 0.26, glow, 0.4);
    easel.softAt(at(0, tip + 0.075), half * 1.3, 0.06, shade, 0.6);
    easel.softAt(at(0, tip - 0.015), 0.085, 0.075, glow, 0.5);
    Pen pen = new Pen((x, y) -> easel.projection().raised(x, y, BULGE * 0.7));
    Path2D under =
        pen.move(-half, wing - 0.05)
            .curve(-half * 1.25, wing + 0.06, -half * 0.7, wing + 0.075, -half * 0.45, tip + 0.05)
            .quad(0, tip + 0.11, half * 0.45, tip + 0.05)
            .curve(half * 0.7, wing + 0.075, half * 1.25, wing + 0.06, half, wing - 0.05)
            .open();
    easel.stroke(under, 0.02, Tones.alpha(shade, 0.85));
    for (int sign = -1; sign <= 1; sign += 2) {
      easel.softAt(at(sign * half * 0.5, tip + 0.045), 0.05, 0.03, Tones.times(shade, 0.3), 0.95);
    }
  }

  private Spot at(double x, double y) {
    return easel.projection().raised(x, y, BULGE * 0.8);
  }
}
