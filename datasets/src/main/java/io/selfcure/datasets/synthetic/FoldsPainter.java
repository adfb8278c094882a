package io.selfcure.datasets.synthetic;

import static io.selfcure.datasets.synthetic.ActionUnit.AU1;
import static io.selfcure.datasets.synthetic.ActionUnit.AU10;
import static io.selfcure.datasets.synthetic.ActionUnit.AU12;
import static io.selfcure.datasets.synthetic.ActionUnit.AU15;
import static io.selfcure.datasets.synthetic.ActionUnit.AU17;
import static io.selfcure.datasets.synthetic.ActionUnit.AU2;
import static io.selfcure.datasets.synthetic.ActionUnit.AU4;
import static io.selfcure.datasets.synthetic.ActionUnit.AU6;
import static io.selfcure.datasets.synthetic.ActionUnit.AU7;
import static io.selfcure.datasets.synthetic.ActionUnit.AU9;

import io.selfcure.datasets.synthetic.Landmarks.Eye;
import io.selfcure.datasets.synthetic.Landmarks.Mouth;
import io.selfcure.datasets.synthetic.Landmarks.Side;
import java.awt.Color;
import java.awt.Shape;

/** The folds and wrinkles that action units and age lay into the skin. */
final class FoldsPainter {

  private final Easel easel;
  private final double age;

  FoldsPainter(Easel easel) {
    this.easel = easel;
    this.age = Math.max(0, easel.who().person().age() - 0.45) / 0.55;
  }

  void paint() {
    paintForehead();
    paintFrown();
    paintNose();
    paintSide(easel.marks().left());
    paintSide(easel.marks().right());
    paintChin();
  }

  private void line(Shape shape, double width, double depth) {
    if (depth > 0.06) {
      Color color = Tones.alpha(Tones.times(easel.shade(), 0.85), Math.min(0.85, depth));
      easel.stroke(shape, width, color);
    }
  }

  private void paintForehead() {
    double raised = easel.units().at(AU1);
    double wide = easel.units().at(AU2);
    double depth = 0.55 * raised * (0.5 + 0.5 * wide) + 0.22 * age;
    double half = 0.16 + 0.22 * wide + 0.1 * age;
    for (int i = 0; i < 3; i++) {
      double y = -0.55 - 0.085 * i - 0.03 * raised;
      double bow = 0.03 * (1 - wide) * raised;
      line(
          easel
              .pen()
              .move(-half, y + bow)
              .curve(-half * 0.5, y - bow - 0.02, half * 0.5, y - bow - 0.02, half, y + bow)
              .open(),
          0.018,
          depth - 0.08 * i);
    }
  }

  private void paintFrown() {
    double depth = 0.85 * easel.units().at(AU4) + 0.12 * age;
    double top = easel.marks().left().browInner().y() - 0.07;
    for (int sign = -1; sign <= 1; sign += 2) {
      line(
          easel
              .pen()
              .move(sign * 0.05, top)
              .quad(sign * 0.03, top + 0.07, sign * 0.045, top + 0.15)
              .open(),
          0.022,
          depth);
    }
  }

  private void paintNose() {
    double wrinkle = easel.units().at(AU9);
    for (int i = 0; i < 3; i++) {
      double y = -0.13 + 0.065 * i;
      line(
          easel
              .pen()
              .move(-0.09 - 0.015 * i, y - 0.03)
              .quad(0, y + 0.035, 0.09 + 0.015 * i, y - 0.03)
              .open(),
          0.02,
          0.8 * wrinkle);
    }
    for (int sign = -1; sign <= 1; sign += 2) {
      line(
          easel.pen().move(sign * 0.1, 0.02).quad(sign * 0.15, 0.08, sign * 0.17, 0.17).open(),
          0.02,
          0.6 * wrinkle);
    }
  }

  private void paintSide(Side side) {
    double s = side.sign();
    Mouth mouth = easel.marks().mouth();
    double corner = s < 0 ? mouth.leftCornerY() : mouth.rightCornerY();
    double smile = easel.units().at(AU12);
    double sneer = Math.max(easel.units().at(AU10), easel.units().at(AU9));
    double depth = Math.max(0.7 * smile, 0.75 * sneer) + 0.25 * age;
    double wing = easel.marks().wingY();
    double outX = mouth.half() + 0.07 + 0.04 * smile;
    line(
        easel
            .pen()
            .move(s * (0.15 + 0.02 * sneer), wing - 0.03)
            .quad(s * outX, wing + 0.06, s * outX, corner + 0.03 - 0.05 * smile)
            .open(),
        0.024,
        depth);
    // Marionette lines below pulled-down corners.
    line(
        easel
            .pen()
            .move(s * (mouth.half() + 0.03), corner + 0.02)
            .quad(
                s * (mouth.half() + 0.05), corner + 0.07, s * (mouth.half() + 0.03), corner + 0.13)
            .open(),
        0.02,
        0.55 * easel.units().at(AU15) + 0.1 * age);
    paintAroundEye(side.eye(), s);
  }

  private void paintAroundEye(Eye eye, double s) {
    double cheek = easel.units().at(AU6);
    double tight = Math.max(cheek, 0.7 * easel.units().at(AU7));
    double x = eye.centre().x();
    double y = eye.centre().y();
    double outer = x + s * (eye.half() + 0.035);
    for (int i = -1; i <= 1; i++) {
      line(
          easel.pen().move(outer, y + 0.02 * i).line(outer + s * 0.08, y + 0.055 * i).open(),
          0.016,
          0.6 * cheek + 0.25 * age - 0.1);
    }
    double below = y + eye.lower() + 0.04;
    line(
        easel
            .pen()
            .move(x - s * eye.half() * 0.8, below - 0.005)
            .quad(x, below + 0.05, x + s * eye.half() * 0.85, below - 0.015)
            .open(),
        0.018,
        0.55 * tight + 0.3 * age + 0.12);
    easel.soft(
        x + s * 0.06, 0.17, 0.17, 0.11, Tones.mix(easel.skin(), Color.WHITE, 0.5), 0.5 * cheek);
  }

  private void paintChin() {
    double bunched = easel.units().at(AU17);
    double y = easel.marks().mouth().lips().lowerBottom();
    line(
        easel.pen().move(-0.13, y + 0.1).quad(0, y + 0.02, 0.13, y + 0.1).open(),
        0.022,
        0.65 * bunched);
    for (int i = -1; i <= 1; i++) {
      easel.soft(
          0.06 * i, y + 0.13 + 0.02 * Math.abs(i), 0.025, 0.02, easel.shade(), 0.6 * bunched);
    }
  }
}
