package io.selfcure.datasets.synthetic;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;

/** Draws a whole picture, back to front. */
final class FacePainter {

  /** Half a head's height in picture heights at zoom 1. */
  private static final double HEAD = 0.435;

  private FacePainter() {}

  /** A square picture of {@code side} pixels. */
  static BufferedImage paint(Identity who, ActionUnits units, Scene scene, int side) {
    BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    try {
      BackdropPainter.paint(g, scene.backdrop(), side);
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      Scene.Frame frame = scene.frame();
      g.translate(side * (0.5 + frame.shiftX()), side * (0.515 + frame.shiftY()));
      g.rotate(scene.pose().roll());
      g.scale(side * HEAD * frame.zoom(), side * HEAD * frame.zoom());
      Landmarks marks = Landmarks.of(who, units, scene.pose().lopsided());
      paint(new Easel(g, who, marks, units, scene));
    } finally {
      g.dispose();
    }
    return picture;
  }

  private static void paint(Easel easel) {
    HeadPainter head = new HeadPainter(easel);
    HairPainter hair = new HairPainter(easel);
    ThingsPainter things = new ThingsPainter(easel);
    Path2D outline = head.outline();
    hair.paintBehind();
    head.paintBust();
    head.paintEars();
    head.paintSkin(outline);
    new BeardPainter(easel).paint(outline);
    new FoldsPainter(easel).paint();
    new NosePainter(easel).paint();
    new MouthPainter(easel).paint();
    new EyesPainter(easel).paint();
    head.paintLight(outline);
    hair.paintFront();
    new BrowsPainter(easel).paint();
    things.paintGlasses();
    things.paintCover();
  }
}
