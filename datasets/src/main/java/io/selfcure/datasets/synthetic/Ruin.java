package io.selfcure.datasets.synthetic;

import java.util.random.RandomGenerator;

/** Ways in which a picture becomes unreadable, so that nobody could tell the expression. */
enum Ruin {
  BLURRED,
  NOISY,
  DARK,
  COVERED;

  static Ruin random(RandomGenerator random) {
    return values()[random.nextInt(values().length)];
  }

  /** Ruins a reduced picture of {@code size} x {@code size} x 3 values. */
  float[] apply(float[] values, int size, RandomGenerator random) {
    return switch (this) {
      case BLURRED -> Darkroom.blur(values, size, size * random.nextDouble(0.11, 0.18));
      case NOISY -> noisy(Darkroom.blur(values, size, size * 0.05), random);
      case DARK -> dark(values, random.nextDouble(0, 0.02));
      case COVERED -> covered(values, size, random);
    };
  }

  private static float[] noisy(float[] values, RandomGenerator random) {
    float[] out = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      out[i] = (float) (110 + 0.12 * (values[i] - 110) + 75 * random.nextGaussian());
    }
    return out;
  }

  private static float[] dark(float[] values, double rest) {
    float[] out = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      out[i] = (float) (values[i] * rest);
    }
    return out;
  }

  /** Something flat in front of all but a rim of the picture. */
  private static float[] covered(float[] values, int size, RandomGenerator random) {
    float[] out = values.clone();
    float[] color = {random.nextFloat() * 220, random.nextFloat() * 220, random.nextFloat() * 220};
    int rim = (int) (size * random.nextDouble(0.02, 0.1));
    for (int y = rim; y < size - rim; y++) {
      for (int x = rim; x < size - rim; x++) {
        for (int c = 0; c < 3; c++) {
          out[(y * size + x) * 3 + c] = color[c] * (0.8f + 0.4f * y / size);
        }
      }
    }
    return out;
  }
}
