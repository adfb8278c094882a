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
    if (hair.style() == HairStyle.SHORT || hair.style() == HairStyle.TIED) {
      paintTufts(color);
    }
  }

  /** Single locks break the smooth edges, which would look like a bathing cap. */
  private void paintTufts(Color color) {
    SplittableRandom random = new SplittableRandom(Double.doubleToLongBits(hair.volume()));
    double turn = 0.35 * Math.sin(easel.scene().pose().yaw());
    double line = -0.72 + hair.hairline() + 0.3 * Math.sin(easel.scene().pose().pitch());
    boolean wild = hair.style() == HairStyle.SHORT;
    for (int i = -4; i <= 4; i++) {
      double x = 0.1 * i * width + turn;
      double fall = wild ? random.nextDouble(0.02, 0.14) : 0.03;
      double sweep = 0.12 * hair.part() + 0.05 * random.nextDouble(-1, 1);
      double y = line + 0.03 * Math.abs(i) * 0.3;
      easel.fill(
          easel
              .flat()
              .move(x - 0.07, y - 0.06)
              .quad(x + sweep * 0.3, y + fall * 0.6, x + sweep, Math.min(y + fall, -0.46))
              .quad(x + 0.06, y, x + 0.07, y - 0.06)
              .close(),
          Tones.times(color, 0.9 + 0.2 * random.nextDouble()));
    }
    for (int i = -5; wild && i <= 5; i++) {
      double angle = Math.PI * (1.5 + 0.075 * i);
      double r = 1.1 + hair.volume();
      double x = (width + 0.1) * Math.cos(angle);
      double y = r * Math.sin(angle);
      double lean = 0.1 * hair.part() + 0.04 * random.nextDouble(-1, 1);
      easel.fill(
          easel
              .flat()
              .move(x - 0.09, y + 0.12)
              .quad(x, y - 0.02, x + lean, y - random.nextDouble(0.0, 0.08))
              .quad(x + 0.07, y, x + 0.09, y + 0.12)
              .close(),
          color);
    }
  }

  private Path2D.Double cap(double v) {
    double w = width + v * 0.7;
    double turn = 0.35 * Math.sin(easel.scene().pose().yaw());
    double tilt = 0.3 * Math.sin(easel.scene().pose().pitch());
    double line = -0.72 + hair.hairline() + tilt;
    double side = hair.style() == HairStyle.CROPPED ? -0.3 : -0.16;
    double part = hair.part() * 0.45 + turn;
    double edge = width * 0.96;
    Pen pen =
        easel
            .flat()
            .move(-width * 1.02, side)
            .curve(-w * 1.1, -0.8, -w * 0.72, -1.12 - v, 0, -1.12 - v)
            .curve(w * 0.72, -1.12 - v, w * 1.1, -0.8, width * 1.02, side)
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
          pen.curve(edge * 0.98, -0.55, edge * 0.72 + turn, line + 0.02, 0.22 + turn, line - 0.02)
              .quad(turn, line + 0.02, -0.22 + turn, line - 0.02)
              .curve(-edge * 0.72 + turn, line + 0.02, -edge * 0.98, -0.55, -edge, side - 0.02)
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
