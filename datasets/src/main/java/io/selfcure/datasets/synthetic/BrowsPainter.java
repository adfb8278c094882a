package io.selfcure.datasets.synthetic;

import io.selfcure.datasets.synthetic.Landmarks.Side;
import java.awt.Color;
import java.awt.geom.Path2D;

/** Brows: strokes that are thick near the nose and taper towards the temple. */
final class BrowsPainter {

  private final Easel easel;

  BrowsPainter(Easel easel) {
    this.easel = easel;
  }

  void paint() {
    paint(easel.marks().left());
    paint(easel.marks().right());
  }

  private void paint(Side side) {
    double thick = 0.036 * easel.who().brows().thickness();
    double s = side.sign();
    double ix = side.browInner().x();
    double iy = side.browInner().y();
    double mx = side.browMiddle().x();
    double my = side.browMiddle().y();
    double ox = side.browOuter().x();
    double oy = side.browOuter().y();
    // A quadratic curve passes through its middle when the control lies twice as far off.
    double cx = 2 * mx - (ix + ox) / 2;
    double cy = 2 * my - (iy + oy) / 2;
    Path2D brow =
        easel
            .pen()
            .move(ix, iy - thick)
            .quad(cx, cy - thick * 1.3, ox, oy)
            .quad(cx, cy + thick * 1.0, ix, iy + thick)
            .quad(ix - s * 0.03, iy, ix, iy - thick)
            .close();
    Color hair = easel.who().brows().color();
    easel.fill(brow, Tones.alpha(hair, 0.92));
    easel.stroke(brow, 0.014, Tones.alpha(hair, 0.45));
    // The brow ridge throws a little shade below itself.
    easel.soft(mx, my + 0.07, 0.2, 0.06, easel.shade(), 0.25);
  }
}
