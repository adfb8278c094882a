package io.selfcure.datasets.synthetic;

import static io.selfcure.datasets.synthetic.ActionUnit.AU12;
import static io.selfcure.datasets.synthetic.ActionUnit.AU6;

import java.awt.Color;
import java.awt.LinearGradientPaint;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;

/** Neck, clothes, ears and the head's shape with the light on it. */
final class HeadPainter {

  private final Easel easel;
  private final double width;
  private final double chin;

  HeadPainter(Easel easel) {
    this.easel = easel;
    this.width = 0.76 * easel.who().shape().width();
    this.chin = easel.marks().chinY();
  }

  /** The outline of skull and jaw. */
  Path2D.Double outline() {
    double jaw = easel.who().shape().jaw();
    double full = 1 + 0.03 * Math.max(easel.units().at(AU6), easel.units().at(AU12));
    double w = width;
    double cheek = w * full;
    double jawX = w * (0.8 + 0.12 * jaw);
    double jawY = 0.3 + 0.3 * chin;
    double chinX = 0.2 + 0.14 * jaw;
    double top = -1.1;
    return easel
        .flat()
        .move(0, top)
        .curve(0.62 * w, top, w * 0.99, -0.78, w, -0.22)
        .curve(cheek, 0.12, jawX * 1.06, jawY - 0.2, jawX, jawY)
        .curve(jawX * 0.9, jawY + 0.22, chinX * 1.3, chin, 0, chin)
        .curve(-chinX * 1.3, chin, -jawX * 0.9, jawY + 0.22, -jawX, jawY)
        .curve(-jawX * 1.06, jawY - 0.2, -cheek, 0.12, -w, -0.22)
        .curve(-w * 0.99, -0.78, -0.62 * w, top, 0, top)
        .close();
  }

  void paintBust() {
    Color clothes = easel.scene().backdrop().clothes();
    double neck = 0.42 * easel.who().shape().width();
    Path2D throat =
        easel
            .flat()
            .move(-neck, 0.5)
            .quad(-neck * 0.95, 1.1, -neck * 1.15, 1.5)
            .line(neck * 1.15, 1.5)
            .quad(neck * 0.95, 1.1, neck, 0.5)
            .close();
    easel.fill(throat, Tones.mix(easel.skin(), easel.shade(), 0.45));
    Path2D shoulders =
        easel
            .flat()
            .move(-1.7, 2.4)
            .curve(-1.6, 1.35, -0.8, 1.35, -neck * 1.1, 1.2)
            .quad(0, 1.55, neck * 1.1, 1.2)
            .curve(0.8, 1.35, 1.6, 1.35, 1.7, 2.4)
            .close();
    easel.fill(shoulders, clothes);
    easel.stroke(shoulders, 0.03, Tones.times(clothes, 0.7));
  }

  void paintEars() {
    double turn = 0.1 * Math.sin(easel.scene().pose().yaw());
    for (int sign = -1; sign <= 1; sign += 2) {
      double x = sign * (width - 0.005) - turn;
      easel.fill(
          new Ellipse2D.Double(x - 0.11, -0.17, 0.22, 0.4),
          Tones.mix(easel.skin(), easel.shade(), 0.18));
      easel.fill(
          new Ellipse2D.Double(x - 0.055 + sign * 0.02, -0.1, 0.11, 0.24),
          Tones.mix(easel.skin(), easel.shade(), 0.45));
    }
  }

  void paintSkin(Path2D outline) {
    easel.fill(outline, easel.skin());
    var before = easel.g().getClip();
    easel.g().clip(outline);
    easel.soft(0, -0.62, 0.6, 0.36, Tones.mix(easel.skin(), Color.WHITE, 0.5), 0.4);
    Color blush =
        Tones.mix(easel.skin(), new Color(0xd0403a), 0.15 + 0.4 * Tones.brightness(easel.skin()));
    for (int sign = -1; sign <= 1; sign += 2) {
      // The eye sockets lie deeper than the forehead and the cheek bones.
      easel.soft(sign * 0.3, -0.12, 0.3, 0.2, easel.shade(), 0.28);
      easel.soft(sign * 0.45, 0.28, 0.26, 0.24, blush, 0.4 + 0.3 * easel.units().at(AU6));
      easel.soft(sign * 0.42, 0.18, 0.16, 0.1, Tones.mix(easel.skin(), Color.WHITE, 0.6), 0.35);
      easel.soft(sign * (width + 0.02), 0.3, 0.3, 0.75, easel.shade(), 0.35);
    }
    easel.soft(0, chin - 0.16, 0.18, 0.12, Tones.mix(easel.skin(), Color.WHITE, 0.5), 0.3);
    easel.g().setClip(before);
  }

  /** The side away from the light lies in the shade. */
  void paintLight(Path2D outline) {
    Scene.Light light = easel.scene().light();
    float x = (float) Math.cos(light.angle());
    float y = (float) Math.sin(light.angle());
    Color dark = Tones.times(easel.shade(), 0.45);
    // Dark skin keeps its modelling only in a milder shade.
    double contrast = light.contrast() * (0.45 + 0.55 * Tones.brightness(easel.skin()));
    easel.fill(
        outline,
        new LinearGradientPaint(
            x * 0.5f,
            y * 0.5f,
            -x * 1.15f,
            -y * 1.15f,
            new float[] {0f, 0.45f, 1f},
            new Color[] {
              Tones.alpha(dark, 0), Tones.alpha(dark, 0.3 * contrast), Tones.alpha(dark, contrast)
            }));
    easel.stroke(outline, 0.02, Tones.alpha(easel.shade(), 0.6));
  }
}
