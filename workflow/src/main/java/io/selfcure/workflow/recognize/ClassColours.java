package io.selfcure.workflow.recognize;

import io.selfcure.core.data.Expressions;
import java.awt.Color;
import java.util.Map;

/** One colour for each class, the same in pictures, videos and pages; 0xRRGGBB. */
final class ClassColours {

  private static final Map<String, Integer> KNOWN =
      Map.of(
          "neutral", 0x9aa5b1,
          "happiness", 0xf2b705,
          "surprise", 0xf27f0c,
          "sadness", 0x3f7fd9,
          "anger", 0xd93030,
          "disgust", 0x4d9e3a,
          "fear", 0x8e44ad,
          "contempt", 0x8d6748);

  private static final int BRIGHT = 150;

  private ClassColours() {}

  /**
   * The colour of a class.
   *
   * @param index its place among the classes, by which names that are no expression are told apart
   * @param classes how many there are
   */
  static int of(String name, int index, int classes) {
    Integer known = KNOWN.get(Expressions.canonical(name));
    return known != null ? known : Color.HSBtoRGB((float) index / classes, 0.65f, 0.8f) & 0xffffff;
  }

  /** Black or white, whichever is read on a colour. */
  static int on(int colour) {
    int luma =
        (299 * (colour >> 16 & 255) + 587 * (colour >> 8 & 255) + 114 * (colour & 255)) / 1000;
    return luma > BRIGHT ? 0x111111 : 0xffffff;
  }
}
