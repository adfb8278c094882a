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
    Color hair = Tones.times(easel.who().hair().color(), 0.72);
    Shape before = easel.g().getClip();
    easel.g().clip(outline);
    switch (beard) {
      case NONE -> {}
      case STUBBLE -> paintStubble(hair);
      case FULL -> {
        easel.fill(jaw(), Tones.alpha(hair, 0.88));
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

  /** Too short to have an edge. */
  private void paintStubble(Color hair) {
    double chin = easel.marks().chinY();
    easel.soft(0, mouth.lips().upperTop() - 0.04, 0.3, 0.1, hair, 0.3);
    easel.soft(0, chin - 0.12, 0.55, 0.34, hair, 0.28);
    for (int sign = -1; sign <= 1; sign += 2) {
      easel.soft(sign * 0.5, 0.6, 0.36, 0.5, hair, 0.24);
    }
  }

  private Path2D.Double jaw() {
    double lip = mouth.lips().upperTop() - 0.03;
    double inner = mouth.half() + 0.05;
    return easel
        .pen()
        .move(-1, -0.1)
        .curve(-0.6, -0.05, -0.62, 0.42, -inner, lip + 0.05)
        .quad(0, lip - 0.05, inner, lip + 0.05)
        .curve(0.62, 0.42, 0.6, -0.05, 1, -0.1)
        .line(1, 1.5)
        .line(-1, 1.5)
        .close();
  }

  private void paintMoustache(Color hair) {
    double lip = mouth.lips().upperTop() - 0.005;
    // As wide as the mouth at rest, however much a jaw drop narrows the lips.
    double x = Math.max(mouth.half(), 0.28 * easel.who().mouth().width());
    double top = Math.max(easel.marks().noseY() + 0.09, lip - 0.085);
    double left = Math.max(lip, Math.min(lip + 0.08, mouth.leftCornerY()));
    double right = Math.max(lip, Math.min(lip + 0.08, mouth.rightCornerY()));
    easel.fill(
        easel
            .pen()
            .move(0, top + 0.01)
            .curve(x * 0.4, top - 0.03, x * 0.8, lip - 0.05, x * 1.12, right)
            .quad(x * 0.6, lip - 0.015, 0, lip)
            .quad(-x * 0.6, lip - 0.015, -x * 1.12, left)
            .curve(-x * 0.8, lip - 0.05, -x * 0.4, top - 0.03, 0, top + 0.01)
            .close(),
        Tones.alpha(hair, 0.85));
  }
}
