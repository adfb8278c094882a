package io.selfcure.datasets.synthetic;

import io.selfcure.datasets.synthetic.Landmarks.Eye;
import io.selfcure.datasets.synthetic.Landmarks.Side;
import io.selfcure.datasets.synthetic.Landmarks.Spot;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;

/** Eyeballs, irises and lids. */
final class EyesPainter {

  private static final double IRIS = 0.078;

  private final Easel easel;

  EyesPainter(Easel easel) {
    this.easel = easel;
  }

  void paint() {
    paint(easel.marks().left());
    paint(easel.marks().right());
  }

  private void paint(Side side) {
    Eye eye = side.eye();
    Path2D opening = opening(side);
    Shape before = easel.g().getClip();
    Color white = Tones.mix(new Color(0xf7f4f0), easel.shade(), 0.05);
    easel.fill(opening, white);
    easel.g().clip(opening);
    paintBall(eye);
    easel.g().setClip(before);
    paintLids(side);
  }

  private void paintBall(Eye eye) {
    double gaze = easel.scene().pose().gaze();
    double size = easel.who().eyes().size();
    double lookX = eye.centre().x() + 0.035 * gaze;
    // A frightened or surprised eye shows white above the iris, a sad one looks down.
    double lookY = eye.centre().y() - 0.014 + 0.02 * eye.grief();
    Spot at = easel.projection().skin(lookX, lookY);
    Color iris = easel.who().eyes().iris();
    double r = IRIS * size;
    easel.fill(disc(at, r), Tones.times(iris, 0.55));
    easel.fill(disc(at, r * 0.86), iris);
    easel.fill(disc(at, r * 0.5), new Color(0x0c0908));
    easel.fill(disc(new Spot(at.x() - 0.026, at.y() - 0.028), 0.019), Color.WHITE);
    // The upper lid throws a shadow on the ball.
    Spot lid = easel.projection().skin(eye.centre().x(), eye.centre().y() - eye.upper());
    easel.softAt(lid, eye.half() * 1.1, 0.06, new Color(0x2a1d18), 0.5);
  }

  private static Ellipse2D disc(Spot at, double radius) {
    return new Ellipse2D.Double(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius);
  }

  private Path2D.Double opening(Side side) {
    Eye e = side.eye();
    Pen pen = lid(easel.pen(), side, e.upper());
    double s = side.sign();
    double cx = e.centre().x();
    double cy = e.centre().y();
    double k = e.lower() * 4 / 3;
    return pen.curve(
            cx + s * e.half() * 0.5,
            cy + k - e.tilt() * 0.5,
            cx - s * e.half() * 0.5,
            cy + k,
            cx - s * e.half(),
            cy + 0.012)
        .close();
  }

  /** The upper lid's edge from the inner to the outer corner. */
  private static Pen lid(Pen pen, Side side, double height) {
    Eye e = side.eye();
    double s = side.sign();
    double cx = e.centre().x();
    double cy = e.centre().y();
    double k = height * 4 / 3;
    double outerY = cy - e.tilt() + 0.03 * e.grief();
    return pen.move(cx - s * e.half(), cy + 0.012)
        .curve(
            cx - s * e.half() * 0.55,
            cy - k * (1 + 0.35 * e.grief()),
            cx + s * e.half() * 0.5,
            cy - k * (1 - 0.3 * e.grief()),
            cx + s * e.half(),
            outerY);
  }

  private void paintLids(Side side) {
    Eye e = side.eye();
    Color line = Tones.times(easel.shade(), 0.35);
    boolean lashes = easel.who().person().lashes();
    Path2D edge = lid(easel.pen(), side, e.upper()).open();
    easel.stroke(edge, lashes ? 0.036 : 0.027, line);
    Path2D crease = lid(easel.pen(), side, e.upper() + 0.045).open();
    easel.stroke(crease, 0.014, Tones.alpha(easel.shade(), 0.7));
    double s = side.sign();
    double cx = e.centre().x();
    double k = e.lower() * 4 / 3;
    Path2D below =
        easel
            .pen()
            .move(cx + s * e.half(), e.centre().y() - e.tilt())
            .curve(
                cx + s * e.half() * 0.5,
                e.centre().y() + k,
                cx - s * e.half() * 0.5,
                e.centre().y() + k,
                cx - s * e.half() * 0.9,
                e.centre().y() + 0.015)
            .open();
    easel.stroke(below, 0.014, Tones.alpha(line, 0.65));
    if (lashes) {
      Path2D flick =
          easel
              .pen()
              .move(cx + s * e.half() * 0.85, e.centre().y() - e.tilt() - 0.02)
              .line(cx + s * (e.half() + 0.04), e.centre().y() - e.tilt() - 0.045)
              .open();
      easel.stroke(flick, 0.02, line);
    }
  }
}
