package io.selfcure.datasets.synthetic;

import io.selfcure.datasets.synthetic.Scene.Backdrop;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.util.SplittableRandom;

/** What is behind the person: a gradient with some large shapes out of focus. */
final class BackdropPainter {

  private BackdropPainter() {}

  static void paint(Graphics2D g, Backdrop backdrop, int side) {
    g.setPaint(new GradientPaint(0, 0, backdrop.top(), side * 0.3f, side, backdrop.bottom()));
    g.fillRect(0, 0, side, side);
    SplittableRandom random = new SplittableRandom(backdrop.seed());
    for (int i = 0; i < backdrop.blobs(); i++) {
      double r = side * random.nextDouble(0.08, 0.35);
      double x = side * random.nextDouble();
      double y = side * random.nextDouble();
      Color color = Tones.any(random, 0.1, 0.95);
      for (int ring = 3; ring >= 1; ring--) {
        double radius = r * (0.7 + 0.15 * ring);
        g.setPaint(Tones.alpha(color, 0.25));
        g.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
      }
    }
  }
}
