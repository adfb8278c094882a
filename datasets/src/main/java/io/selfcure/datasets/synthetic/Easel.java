package io.selfcure.datasets.synthetic;

import io.selfcure.datasets.synthetic.Landmarks.Spot;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;

/**
 * A face under the brush: who it is, where the features are, and strokes in face units.
 *
 * @param g scaled so that one unit is half a head
 */
record Easel(Graphics2D g, Identity who, Landmarks marks, ActionUnits units, Scene scene) {

  private static final Rectangle2D SQUARE = new Rectangle2D.Double(-1, -1, 2, 2);
  private static final float[] SOFT = {0f, 1f};

  /** A pen on the skin. */
  Pen pen() {
    return new Pen(projection()::skin);
  }

  /** A pen on the outline, which does not shift when the head turns. */
  Pen flat() {
    return new Pen(Spot::new);
  }

  Projection projection() {
    return new Projection(scene.pose().yaw(), scene.pose().pitch());
  }

  Color skin() {
    return who.person().skin();
  }

  Color shade() {
    return Tones.shade(skin());
  }

  void fill(Shape shape, Paint paint) {
    g.setPaint(paint);
    g.fill(shape);
  }

  void stroke(Shape shape, double width, Color color) {
    g.setPaint(color);
    g.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(shape);
  }

  /** A patch on the skin that fades out towards its edge. */
  void soft(double x, double y, double halfWidth, double halfHeight, Color color, double opacity) {
    if (opacity < 0.02) {
      return;
    }
    softAt(projection().skin(x, y), halfWidth, halfHeight, color, opacity);
  }

  /** A patch anywhere that fades out towards its edge. */
  void softAt(Spot at, double halfWidth, double halfHeight, Color color, double opacity) {
    AffineTransform before = g.getTransform();
    Object smooth = g.getRenderingHint(RenderingHints.KEY_ANTIALIASING);
    // Nothing is left of the colour at the edge, so smoothing that would be wasted time.
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
    g.translate(at.x(), at.y());
    g.scale(halfWidth, halfHeight);
    g.setPaint(
        new RadialGradientPaint(
            0f, 0f, 1f, SOFT, new Color[] {Tones.alpha(color, opacity), Tones.alpha(color, 0)}));
    g.fill(SQUARE);
    g.setTransform(before);
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, smooth);
  }
}
