package io.selfcure.workflow.recognize;

import io.selfcure.core.data.Box;
import io.selfcure.recognition.RecognizedFace;
import io.selfcure.vision.Canvas;
import io.selfcure.vision.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws answers on a picture: each face's box in its class's colour, the class and the confidence
 * on a label above it, and bars of the most probable classes beside it where there is room. Sizes
 * follow the face's, within what can be read in the picture.
 */
final class FaceOverlay {

  /** Pictures with shorter sides are enlarged, or the letters would hide them. */
  private static final int LEAST_SIDE = 360;

  private static final int LONGEST = 4096;
  private static final int DARK = 0x14171c;
  private static final int LIGHT = 0xf4f6f8;
  private static final int UNSURE = 0xe6e6e6;
  private static final int BARS = 3;

  /** The part of a face that its bars may hide. */
  private static final double MOST_HIDDEN = 0.2;

  private final Canvas canvas;
  private final double factor;
  private final boolean alone;
  private final List<Box> taken = new ArrayList<>();

  private FaceOverlay(Canvas canvas, double factor, boolean alone) {
    this.canvas = canvas;
    this.factor = factor;
    this.alone = alone;
  }

  /** How many times a picture of that size is enlarged; a long strip stays within bounds. */
  static int factor(int width, int height) {
    int wanted = (int) Math.ceil((double) LEAST_SIDE / Math.min(width, height));
    return Math.max(1, Math.min(wanted, LONGEST / Math.max(width, height)));
  }

  /**
   * A picture with its answers.
   *
   * @param names what each label begins with, such as "2 "; one for each face
   */
  static Picture draw(Picture picture, List<RecognizedFace> faces, List<String> names) {
    int factor = factor(picture.width(), picture.height());
    Picture large = Canvas.enlarged(picture, factor);
    try (Canvas canvas = new Canvas(large)) {
      FaceOverlay overlay = new FaceOverlay(canvas, factor, faces.size() == 1);
      for (RecognizedFace f : faces) {
        overlay.taken.add(overlay.scaled(f.box()));
      }
      for (int f = faces.size() - 1; f >= 0; f--) { // the largest last, on top
        overlay.face(faces.get(f), overlay.taken.get(f), names.get(f));
      }
      return canvas.picture();
    }
  }

  private Box scaled(Box box) {
    float f = (float) factor;
    return new Box(box.x() * f, box.y() * f, box.width() * f, box.height() * f);
  }

  private void face(RecognizedFace face, Box box, String name) {
    int shorter = Math.min(canvas.width(), canvas.height());
    double least = Math.max(8, shorter / 70.0);
    double most = Math.max(least, shorter / 32.0);
    double capitals = Math.max(least, Math.min(most, box.width() / 13));
    int colour = colour(face, face.top());
    int line = Math.max(2, (int) Math.round(capitals / 5));
    canvas.outline(box.x(), box.y(), box.width(), box.height(), line, colour);
    label(face, box, name, capitals, colour);
    if (box.width() >= 7 * capitals) {
      bars(face, box, capitals * 0.8);
    }
  }

  private static int colour(RecognizedFace face, int index) {
    return face.abstained() && index == face.top()
        ? UNSURE
        : ClassColours.of(face.labels().name(index), index, face.labels().size());
  }

  private void label(RecognizedFace face, Box box, String name, double capitals, int colour) {
    String text =
        String.format(
            Locale.ROOT,
            "%s%s %.0f%%",
            name,
            face.abstained() ? "unsure: " + face.label() : face.label(),
            100 * face.confidence());
    double pad = capitals * 0.55;
    double width = Canvas.textWidth(text, capitals) + 2 * pad;
    double height = capitals + 2 * pad;
    double x = Math.max(0, Math.min(box.x(), canvas.width() - width));
    double y = box.y() - height;
    if (y < 0) {
      y = Math.max(0, box.y()); // no room above: inside the box
    }
    canvas.fill(x, y, width, height, colour, 0.92);
    canvas.text(text, x + pad, y + pad + capitals, capitals, ClassColours.on(colour));
  }

  /**
   * A small panel of bars: right of the box, left of it, below it, in a corner, or over the chin.
   */
  private void bars(RecognizedFace face, Box box, double capitals) {
    List<Integer> order = face.ranking().subList(0, Math.min(BARS, face.labels().size()));
    double pad = capitals * 0.6;
    double row = capitals * 1.9;
    int longest = 0;
    for (int c : order) {
      longest = Math.max(longest, Canvas.textWidth(face.labels().name(c), capitals));
    }
    double bar = capitals * 5;
    double width = longest + bar + 3 * pad;
    double height = order.size() * row + pad;
    double gap = capitals * 0.5;
    double beside = Math.max(0, Math.min(box.y(), canvas.height() - height));
    double lower = box.y() + box.height();
    double within = Math.max(0, Math.min(box.x(), canvas.width() - width));
    double bottom = Math.min(lower + gap, canvas.height() - height);
    double[][] places = {
      {box.x() + box.width() + gap, beside},
      {box.x() - gap - width, beside},
      {within, lower + gap},
      {0, canvas.height() - height},
      {canvas.width() - width, canvas.height() - height},
      {within, bottom} // over the chin
    };
    // far from its face, or on it, a panel of several would be read as another's
    int choices = alone ? places.length : 3;
    int chosen = 0;
    while (chosen < choices && !free(places[chosen][0], places[chosen][1], width, height)) {
      chosen++;
    }
    boolean hides = lower - bottom > MOST_HIDDEN * box.height();
    if (chosen == choices && (!alone || hides)) {
      return;
    }
    chosen = Math.min(chosen, places.length - 1);
    double x = places[chosen][0];
    double y = places[chosen][1];
    canvas.fill(x, y, width, height, DARK, 0.72);
    for (int i = 0; i < order.size(); i++) {
      int c = order.get(i);
      double top = y + pad / 2 + i * row;
      double baseline = top + (row + capitals) / 2;
      canvas.text(face.labels().name(c), x + pad, baseline, capitals, LIGHT);
      double left = x + longest + 2 * pad;
      canvas.fill(left, baseline - capitals, bar, capitals, LIGHT, 0.18);
      double full = bar * face.probabilities()[c];
      canvas.fill(left, baseline - capitals, full, capitals, colour(face, c), 1);
    }
    taken.add(new Box((float) x, (float) y, (float) width, (float) height));
  }

  private boolean free(double x, double y, double width, double height) {
    if (x < 0 || y < 0 || x + width > canvas.width() || y + height > canvas.height()) {
      return false;
    }
    return taken.stream()
        .noneMatch(
            b ->
                x < b.x() + b.width()
                    && b.x() < x + width
                    && y < b.y() + b.height()
                    && b.y() < y + height);
  }
}
