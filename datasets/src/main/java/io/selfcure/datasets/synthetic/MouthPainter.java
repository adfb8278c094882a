package io.selfcure.datasets.synthetic;

import static io.selfcure.datasets.synthetic.ActionUnit.AU12;
import static io.selfcure.datasets.synthetic.ActionUnit.AU17;
import static io.selfcure.datasets.synthetic.ActionUnit.AU24;
import static io.selfcure.datasets.synthetic.ActionUnit.AU26;

import io.selfcure.datasets.synthetic.Landmarks.Lips;
import io.selfcure.datasets.synthetic.Landmarks.Mouth;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Path2D;

/** Lips as filled shapes around a dark cavity with teeth and tongue. */
final class MouthPainter {

  private static final double OPEN = 0.02;

  private final Easel easel;
  private final Mouth mouth;
  private final Lips lips;

  MouthPainter(Easel easel) {
    this.easel = easel;
    this.mouth = easel.marks().mouth();
    this.lips = mouth.lips();
  }

  void paint() {
    Color color = easel.who().mouth().lips();
    easel.soft(0, lips.lowerBottom() + 0.05, 0.17, 0.06, easel.shade(), 0.55);
    easel.fill(upperLip(), Tones.times(color, 0.86));
    easel.fill(lowerLip(), color);
    easel.soft(
        0,
        (lips.lowerInner() + lips.lowerBottom()) / 2 + 0.005,
        0.12,
        0.03,
        Tones.mix(color, Color.WHITE, 0.7),
        0.55);
    Color line = Tones.mix(Tones.times(color, 0.35), Tones.times(easel.shade(), 0.4), 0.5);
    if (mouth.gap() > OPEN) {
      paintCavity();
    }
    Path2D seam = edge(easel.pen(), lips.upperInner()).open();
    easel.stroke(seam, mouth.gap() > OPEN ? 0.016 : 0.026 + 0.016 * easel.units().at(AU24), line);
    easel.stroke(lowerEdge(), 0.012, Tones.alpha(easel.shade(), 0.5));
    paintCorners(line);
    if (mouth.tongue() > 0.25) {
      paintTongue();
    }
  }

  private double squareness(double round) {
    return round + (0.93 - round) * mouth.square();
  }

  /** A curve from the left corner to the right one through {@code middle}. */
  private Pen edge(Pen pen, double middle) {
    return edge(pen.move(-mouth.half(), mouth.leftCornerY()), middle, 1);
  }

  private Pen edge(Pen started, double middle, int direction) {
    double from = direction > 0 ? mouth.leftCornerY() : mouth.rightCornerY();
    double to = direction > 0 ? mouth.rightCornerY() : mouth.leftCornerY();
    double control = (8 * middle - from - to) / 6;
    // A dropped jaw rounds the opening.
    double round = 0.5 + 0.15 * easel.units().at(AU26);
    double x = mouth.half() * squareness(round) * direction;
    return started.curve(-x, control, x, control, mouth.half() * direction, to);
  }

  private Path2D.Double upperLip() {
    double q = squareness(0.6) * mouth.half();
    double dip = lips.upperTop() + 0.012;
    double peak = lips.upperTop() - 0.012;
    Pen pen =
        edge(easel.pen(), lips.upperInner() + 0.004)
            .curve(q, peak - arch(mouth.rightCornerY()), 0.1, peak, 0, dip);
    return pen.curve(
            -0.1, peak, -q, peak - arch(mouth.leftCornerY()), -mouth.half(), mouth.leftCornerY())
        .close();
  }

  /** Pulls the control point out so that the lip keeps some flesh next to the corner. */
  private double arch(double cornerY) {
    return 0.18 * (cornerY - lips.upperTop());
  }

  private Path2D.Double lowerLip() {
    Pen pen = edge(easel.pen(), lips.lowerInner() - 0.004);
    return edge(pen, lips.lowerBottom(), -1).close();
  }

  private Path2D.Double lowerEdge() {
    double control = (8 * lips.lowerBottom() - mouth.leftCornerY() - mouth.rightCornerY()) / 6;
    double x = mouth.half() * squareness(0.5);
    double mid = control * 0.98;
    return easel
        .pen()
        .move(-x * 0.8, lips.lowerBottom() - 0.012)
        .quad(0, Math.max(mid, lips.lowerBottom() + 0.01), x * 0.8, lips.lowerBottom() - 0.012)
        .open();
  }

  private void paintCavity() {
    Pen pen = edge(easel.pen(), lips.upperInner());
    Path2D cavity = edge(pen, lips.lowerInner(), -1).close();
    Shape before = easel.g().getClip();
    easel.fill(cavity, new Color(0x3a0f10));
    easel.g().clip(cavity);
    double smile = easel.units().at(AU12);
    double drop = easel.units().at(AU26) * (1 - smile);
    // A dropped jaw hides the teeth behind the lip; smiles and bared teeth show them.
    double upperTeeth = 0.11 * Math.max(smile, mouth.square()) + 0.05 * (1 - drop);
    Color enamel = new Color(0xf4efe4);
    if (drop > 0.3) {
      easel.soft(0, lips.lowerInner(), mouth.half() * 0.7, 0.1, new Color(0xb9484c), 0.95);
    }
    double spread = mouth.half() * 0.95;
    easel.fill(
        easel
            .pen()
            .move(-mouth.half(), mouth.leftCornerY())
            .line(-mouth.half(), lips.upperInner() - 0.2)
            .line(mouth.half(), lips.upperInner() - 0.2)
            .line(mouth.half(), mouth.rightCornerY())
            .curve(
                spread * 0.6,
                lips.upperInner() + upperTeeth,
                -spread * 0.6,
                lips.upperInner() + upperTeeth,
                -mouth.half(),
                mouth.leftCornerY())
            .close(),
        enamel);
    if (mouth.square() > 0.35) {
      double lower = 0.07 * mouth.square();
      easel.fill(
          easel
              .pen()
              .move(-mouth.half(), lips.lowerInner() + 0.1)
              .line(-spread * 0.85, lips.lowerInner() - lower)
              .line(spread * 0.85, lips.lowerInner() - lower)
              .line(mouth.half(), lips.lowerInner() + 0.1)
              .close(),
          Tones.times(enamel, 0.93));
      easel.stroke(
          easel
              .pen()
              .move(-spread, lips.lowerInner() - lower)
              .line(spread, lips.lowerInner() - lower)
              .open(),
          0.016,
          new Color(0x3a0f10));
    }
    easel.soft(0, lips.upperInner() - 0.01, mouth.half(), 0.045, new Color(0x3a0f10), 0.45);
    easel.g().setClip(before);
  }

  private void paintCorners(Color line) {
    double dimple = Math.max(easel.units().at(AU12), 0.6 * easel.units().at(AU17));
    Color soft = Tones.alpha(line, 0.5 + 0.3 * dimple);
    for (int sign = -1; sign <= 1; sign += 2) {
      double y = sign < 0 ? mouth.leftCornerY() : mouth.rightCornerY();
      double toward = Math.signum(y - lips.upperInner()) * 0.02;
      easel.stroke(
          easel
              .pen()
              .move(sign * mouth.half() * 0.97, y)
              .line(sign * (mouth.half() + 0.022), y + toward)
              .open(),
          0.022,
          soft);
    }
  }

  private void paintTongue() {
    Color tongue = new Color(0xc9565c);
    double w = 0.105;
    double top = lips.upperInner() + 0.05;
    double bottom = lips.lowerBottom() + 0.1 * mouth.tongue();
    Path2D shape =
        easel
            .pen()
            .move(-w, top)
            .curve(-w * 1.2, bottom + 0.02, -w * 0.5, bottom + 0.03, 0, bottom + 0.03)
            .curve(w * 0.5, bottom + 0.03, w * 1.2, bottom + 0.02, w, top)
            .close();
    easel.fill(shape, tongue);
    easel.stroke(shape, 0.012, Tones.times(tongue, 0.6));
    easel.stroke(
        easel.pen().move(0, top + 0.02).line(0, bottom - 0.03).open(),
        0.014,
        Tones.times(tongue, 0.7));
  }
}
