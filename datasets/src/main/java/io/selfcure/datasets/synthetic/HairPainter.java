package io.selfcure.datasets.synthetic;

import io.selfcure.datasets.synthetic.Identity.Hair;
import io.selfcure.datasets.synthetic.Identity.HairStyle;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.SplittableRandom;

/** Hair behind the head and on top of it. */
final class HairPainter {

  private final Easel easel;
  private final Hair hair;
  private final double width;

  HairPainter(Easel easel) {
    this.easel = easel;
    this.hair = easel.who().hair();
    this.width = 0.76 * easel.who().shape().width();
  }

  /** What hangs behind ears and neck. */
  void paintBehind() {
    double v = hair.volume();
    double outer = width + v + 0.04;
    Color dark = Tones.times(hair.color(), 0.72);
    switch (hair.style()) {
      case LONG -> easel.fill(mane(outer, 1.9, 1.02), dark);
      case BOB -> easel.fill(mane(outer + 0.03, 0.72, 1.08), dark);
      case CURLY -> paintCurls(dark, 1.0);
      case TIED -> easel.fill(new Ellipse2D.Double(-0.28, -1.5, 0.56, 0.5), dark);
      default -> {}
    }
  }

  private Path2D.Double mane(double outer, double bottom, double flare) {
    return easel
        .flat()
        .move(0, -1.14 - hair.volume())
        .curve(outer * 0.9, -1.14 - hair.volume(), outer, -0.6, outer, -0.1)
        .curve(outer, bottom * 0.5, outer * flare, bottom * 0.8, outer * 0.8, bottom)
        .line(-outer * 0.8, bottom)
        .curve(-outer * flare, bottom * 0.8, -outer, bottom * 0.5, -outer, -0.1)
        .curve(-outer, -0.6, -outer * 0.9, -1.14 - hair.volume(), 0, -1.14 - hair.volume())
        .close();
  }

  private void paintCurls(Color color, double reach) {
    SplittableRandom random = new SplittableRandom(Double.doubleToLongBits(hair.part()));
    for (int i = 0; i <= 16; i++) {
      double angle = Math.PI * (1.06 + (i / 16.0) * 0.88 * reach);
      double r = 0.2 + 0.06 * random.nextDouble();
      double x = (width + 0.02) * Math.cos(angle);
      double y = -0.1 + (1.0 + hair.volume() * 0.3) * Math.sin(angle);
      easel.fill(
          new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r),
          Tones.times(color, 0.9 + 0.25 * random.nextDouble()));
    }
  }

  /** What grows on the skull and falls on the forehead. */
  void paintFront() {
    if (hair.style() == HairStyle.BALD) {
      return;
    }
    if (hair.style() == HairStyle.CURLY) {
      paintCurls(hair.color(), 1.0);
    }
    double v = hair.style() == HairStyle.CROPPED ? 0.03 : hair.volume();
    Path2D cap = cap(v);
    Color color = hair.color();
    easel.fill(cap, color);
    java.awt.Shape before = easel.g().getClip();
    easel.g().clip(cap);
    double lightX = 0.4 * Math.cos(easel.scene().light().angle());
    easel.softAt(
        new Landmarks.Spot(lightX, -0.98), 0.5, 0.16, Tones.mix(color, Color.WHITE, 0.45), 0.55);
    paintStrands(color);
    easel.g().setClip(before);
  }

  private Path2D.Double cap(double v) {
    double w = width + v * 0.7;
    double turn = 0.35 * Math.sin(easel.scene().pose().yaw());
    double tilt = 0.3 * Math.sin(easel.scene().pose().pitch());
    double line = -0.72 + hair.hairline() + tilt;
    double side = hair.style() == HairStyle.CROPPED ? -0.3 : -0.12;
    double part = hair.part() * 0.45 + turn;
    double edge = width * 0.93;
    Pen pen =
        easel
            .flat()
            .move(-w, side)
            .curve(-w * 1.04, -0.85, -w * 0.72, -1.12 - v, 0, -1.12 - v)
            .curve(w * 0.72, -1.12 - v, w * 1.04, -0.85, w, side)
            .line(edge, side - 0.02);
    return switch (hair.style()) {
      case SIDE, LONG ->
          pen.curve(edge * 0.95, -0.42, part + 0.5, line + 0.1, part, line - 0.13)
              .curve(part - 0.4, line + 0.12, -edge * 0.92, -0.42, -edge, side - 0.02)
              .close();
      case BOB -> {
        // A straight fringe that ends above relaxed brows.
        double fringe = Math.min(line + 0.2, -0.47);
        yield pen.curve(edge * 0.9, -0.45, edge * 0.85, fringe, edge * 0.5 + turn, fringe)
            .quad(turn, fringe - 0.05, -edge * 0.5 + turn, fringe)
            .curve(-edge * 0.85, fringe, -edge * 0.9, -0.45, -edge, side - 0.02)
            .close();
      }
      default ->
          pen.curve(edge * 0.98, -0.4, edge * 0.8 + turn, line + 0.06, 0.25 + turn, line)
              .quad(turn, line - 0.05, -0.25 + turn, line)
              .curve(-edge * 0.8 + turn, line + 0.06, -edge * 0.98, -0.4, -edge, side - 0.02)
              .close();
    };
  }

  private void paintStrands(Color color) {
    SplittableRandom random = new SplittableRandom(Double.doubleToLongBits(hair.hairline()));
    for (int i = 0; i < 9; i++) {
      double x = random.nextDouble(-1, 1) * width;
      Color strand = Tones.times(color, random.nextBoolean() ? 1.22 : 0.75);
      easel.stroke(
          easel
              .flat()
              .move(hair.part() * 0.3 + x * 0.25, -1.2)
              .quad(x * 1.05, -0.95, x * 1.12, -0.35)
              .open(),
          0.02,
          Tones.alpha(strand, 0.55));
    }
  }
}
