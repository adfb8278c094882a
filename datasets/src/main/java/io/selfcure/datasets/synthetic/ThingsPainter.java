package io.selfcure.datasets.synthetic;

import io.selfcure.datasets.synthetic.Identity.HairStyle;
import io.selfcure.datasets.synthetic.Landmarks.Side;
import io.selfcure.datasets.synthetic.Landmarks.Spot;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;

/** Glasses, and what now and then comes between face and camera. */
final class ThingsPainter {

  private final Easel easel;

  ThingsPainter(Easel easel) {
    this.easel = easel;
  }

  void paintGlasses() {
    if (!easel.who().person().glasses()) {
      return;
    }
    Color frame = easel.who().person().frame();
    for (Side side : new Side[] {easel.marks().left(), easel.marks().right()}) {
      Spot at = easel.projection().raised(side.eye().centre().x(), -0.05, 0.06);
      RoundRectangle2D lens =
          new RoundRectangle2D.Double(at.x() - 0.24, at.y() - 0.17, 0.48, 0.36, 0.26, 0.26);
      easel.fill(lens, new Color(255, 255, 255, 22));
      easel.stroke(lens, 0.03, frame);
      double s = side.sign();
      easel.stroke(
          easel
              .flat()
              .move(at.x() + s * 0.24, at.y() - 0.05)
              .line(s * 0.74 * easel.who().shape().width(), -0.1)
              .open(),
          0.028,
          frame);
    }
    Pen bridge = new Pen((x, y) -> easel.projection().raised(x, y, 0.08));
    easel.stroke(bridge.move(-0.08, -0.06).quad(0, -0.11, 0.08, -0.06).open(), 0.03, frame);
  }

  void paintCover() {
    double s = easel.scene().pose().gaze() < 0 ? -1 : 1;
    Color cloth = Tones.times(easel.scene().backdrop().clothes(), 0.9);
    switch (easel.scene().cover()) {
      case NONE -> {}
      case HAND_ON_CHEEK -> paintHand(s);
      case SCARF -> {
        // Begins at the chin, so that the mouth stays free.
        double y = easel.marks().chinY() - 0.1;
        Path2D scarf =
            easel
                .flat()
                .move(-1.3, y - 0.15)
                .quad(0, y + 0.2, 1.3, y - 0.2)
                .line(1.5, 2)
                .line(-1.5, 2)
                .close();
        easel.fill(scarf, cloth);
        easel.stroke(scarf, 0.03, Tones.times(cloth, 0.7));
      }
      case LOCK_OVER_EYE ->
          easel.fill(
              easel
                  .flat()
                  .move(-s * 0.1, -1.15)
                  .curve(s * 0.6, -1.0, s * 0.95, -0.4, s * 0.78, 0.25)
                  .curve(s * 0.55, 0.2, s * 0.35, -0.3, -s * 0.1, -0.7)
                  .close(),
              easel.who().hair().style() == HairStyle.BALD
                  ? cloth
                  : Tones.times(easel.who().hair().color(), 0.95));
      case PASSER_BY -> {
        // Too close to be in focus.
        for (int ring = 0; ring < 4; ring++) {
          double grow = 0.035 * ring;
          easel.fill(
              new Ellipse2D.Double(
                  s * 0.97 - 0.5 - grow, -0.55 - grow, 1 + 2 * grow, 2.6 + 2 * grow),
              Tones.alpha(cloth, ring == 0 ? 1 : 0.35));
        }
      }
    }
  }

  private void paintHand(double s) {
    Color palm = Tones.mix(easel.skin(), easel.shade(), 0.15);
    Color line = Tones.alpha(easel.shade(), 0.8);
    for (int i = 0; i < 4; i++) {
      double x = s * (0.36 + 0.13 * i);
      Path2D finger =
          easel
              .flat()
              .move(x - 0.065, 1.4)
              .line(x - 0.065, 0.3 - 0.05 * i)
              .curve(
                  x - 0.065, 0.2 - 0.05 * i, x + 0.065, 0.2 - 0.05 * i, x + 0.065, 0.3 - 0.05 * i)
              .line(x + 0.065, 1.4)
              .close();
      easel.fill(finger, palm);
      easel.stroke(finger, 0.015, line);
    }
  }
}
