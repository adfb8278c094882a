package io.selfcure.datasets.synthetic;

import java.awt.Color;
import java.util.List;
import java.util.random.RandomGenerator;

/** Colour arithmetic and the palettes that people are drawn with. */
final class Tones {

  /** The Monk skin tone scale (Monk 2019), lightest first. */
  private static final List<Color> SKIN =
      List.of(
          new Color(0xf6ddd0),
          new Color(0xf3d9c4),
          new Color(0xf2d3b3),
          new Color(0xe6c39d),
          new Color(0xd7ad86),
          new Color(0xb5865d),
          new Color(0x94694a),
          new Color(0x7a5140),
          new Color(0x664537));

  private static final List<Color> NATURAL_HAIR =
      List.of(
          new Color(0x17120f),
          new Color(0x2b1c14),
          new Color(0x4a2f1d),
          new Color(0x6f4a2b),
          new Color(0xa1733f),
          new Color(0xd8b56f),
          new Color(0x8e3f1e));

  private static final List<Color> IRIS =
      List.of(
          new Color(0x3b2314),
          new Color(0x5a3a1e),
          new Color(0x6b5a2a),
          new Color(0x4d6b3c),
          new Color(0x4a7899),
          new Color(0x6f8791));

  private Tones() {}

  static Color mix(Color from, Color to, double share) {
    double s = Math.max(0, Math.min(1, share));
    return new Color(
        channel(from.getRed(), to.getRed(), s),
        channel(from.getGreen(), to.getGreen(), s),
        channel(from.getBlue(), to.getBlue(), s));
  }

  private static int channel(int from, int to, double share) {
    return (int) Math.round(from + (to - from) * share);
  }

  static Color alpha(Color color, double opacity) {
    int a = (int) Math.round(255 * Math.max(0, Math.min(1, opacity)));
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), a);
  }

  static Color times(Color color, double factor) {
    return new Color(
        clamp(color.getRed() * factor),
        clamp(color.getGreen() * factor),
        clamp(color.getBlue() * factor));
  }

  private static int clamp(double value) {
    return (int) Math.round(Math.max(0, Math.min(255, value)));
  }

  /** Skin in the shade: darker and redder, as light that has travelled through skin is. */
  static Color shade(Color skin) {
    return new Color(
        clamp(skin.getRed() * 0.56), clamp(skin.getGreen() * 0.42), clamp(skin.getBlue() * 0.38));
  }

  /** 0 (black) to 1 (white). */
  static double brightness(Color color) {
    return (0.3 * color.getRed() + 0.59 * color.getGreen() + 0.11 * color.getBlue()) / 255;
  }

  static Color skin(RandomGenerator random) {
    double at = random.nextDouble() * (SKIN.size() - 1);
    int low = (int) at;
    return mix(SKIN.get(low), SKIN.get(Math.min(low + 1, SKIN.size() - 1)), at - low);
  }

  /** Hair: fair colours only go with fair skin, and age turns all of them grey. */
  static Color hair(RandomGenerator random, Color skin, double age) {
    int choices = skin.getRed() > 200 ? NATURAL_HAIR.size() : 3;
    Color natural = NATURAL_HAIR.get(random.nextInt(choices));
    Color grey = new Color(0xb9b6b2);
    return mix(natural, grey, Math.max(0, age - 0.65) * 2.6 * random.nextDouble());
  }

  static Color iris(RandomGenerator random, Color skin) {
    return IRIS.get(random.nextInt(skin.getRed() > 200 ? IRIS.size() : 3));
  }

  static Color any(RandomGenerator random, double least, double most) {
    float hue = random.nextFloat();
    float saturation = (float) random.nextDouble(0.05, 0.6);
    return new Color(Color.HSBtoRGB(hue, saturation, (float) random.nextDouble(least, most)));
  }
}
