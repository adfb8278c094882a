package io.selfcure.datasets.synthetic;

import io.selfcure.datasets.synthetic.Identity.Beard;
import io.selfcure.datasets.synthetic.Landmarks.Mouth;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Path2D;

/** Stubble, moustache and beard; drawn before the mouth, so that the lips stay visible. */
final class BeardPainter {

  private final Easel easel;
  private final Mouth mouth;

  BeardPainter(Easel easel) {
    this.easel = easel;
    this.mouth = easel.marks().mouth();
  }

  void paint(Path2D outline) {
    Beard beard = easel.who().person().beard();
    Color hair = Tones.times(easel.who().hair().color(), 0.85);
    Shape before = easel.g().getClip();
    easel.g().clip(outline);
    switch (beard) {
      case NONE -> {}
      case STUBBLE -> easel.fill(jaw(0.3), Tones.alpha(hair, 0.22));
      case FULL -> {
        easel.fill(jaw(0.22), Tones.alpha(hair, 0.88));
        paintMoustache(hair);
      }
      case MOUSTACHE -> paintMoustache(hair);
      case GOATEE -> {
        paintMoustache(hair);
        double y = mouth.lips().lowerBottom() + 0.05;
        easel.fill(
            easel
                .pen()
                .move(-0.12, y)
                .quad(0, y - 0.05, 0.12, y)
                .quad(0.2, easel.marks().chinY(), 0, easel.marks().chinY() + 0.1)
                .quad(-0.2, easel.marks().chinY(), -0.12, y)
                .close(),
            Tones.alpha(hair, 0.9));
      }
    }
    easel.g().setClip(before);
  }

  private Path2D.Double jaw(double top) {
    double lip = mouth.lips().upperTop() - 0.03;
    double inner = mouth.half() + 0.05;
    return easel
        .flat()
        .move(-1, top - 0.15)
        .quad(-0.6, top + 0.15, -inner, lip + 0.03)
        .quad(0, lip - 0.05, inner, lip + 0.03)
        .quad(0.6, top + 0.15, 1, top - 0.15)
        .line(1, 1.5)
        .line(-1, 1.5)
        .close();
  }

  private void paintMoustache(Color hair) {
    double lip = mouth.lips().upperTop();
    double x = mouth.half() * 0.92;
    double top = Math.max(easel.marks().noseY() + 0.08, lip - 0.14);
    easel.fill(
        easel
            .pen()
            .move(0, top)
            .curve(x * 0.6, top - 0.02, x, lip - 0.02, x * 1.1, mouth.rightCornerY() + 0.01)
            .quad(x * 0.5, lip + 0.015, 0, lip + 0.015)
            .quad(-x * 0.5, lip + 0.015, -x * 1.1, mouth.leftCornerY() + 0.01)
            .curve(-x, lip - 0.02, -x * 0.6, top - 0.02, 0, top)
            .close(),
        Tones.alpha(hair, 0.9));
  }
}
