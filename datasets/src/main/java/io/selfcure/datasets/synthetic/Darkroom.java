package io.selfcure.datasets.synthetic;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.SplittableRandom;

/** Turns a large clean drawing into a small picture as a camera would have taken it. */
final class Darkroom {

  private static final int CHANNELS = 3;

  private Darkroom() {}

  /**
   * Averages blocks of pixels.
   *
   * @return size x size x 3 values, rows first, red, green, blue, 0 to 255
   */
  static float[] reduce(BufferedImage drawing, int size) {
    int factor = drawing.getWidth() / size;
    int[] source = ((DataBufferInt) drawing.getRaster().getDataBuffer()).getData();
    float[] values = new float[size * size * CHANNELS];
    float weight = 1f / (factor * factor);
    int width = drawing.getWidth();
    for (int y = 0, at = 0; y < size; y++) {
      for (int x = 0; x < size; x++, at += CHANNELS) {
        int r = 0;
        int g = 0;
        int b = 0;
        for (int dy = 0; dy < factor; dy++) {
          int from = (y * factor + dy) * width + x * factor;
          for (int dx = 0; dx < factor; dx++) {
            int rgb = source[from + dx];
            r += rgb >> 16 & 255;
            g += rgb >> 8 & 255;
            b += rgb & 255;
          }
        }
        values[at] = r * weight;
        values[at + 1] = g * weight;
        values[at + 2] = b * weight;
      }
    }
    return values;
  }

  /** Light's gain and colour, blur and sensor noise, rounded to bytes. */
  static byte[] develop(float[] values, int size, Scene scene) {
    Scene.Light light = scene.light();
    float[] gains = {
      (float) (light.gain() * (1 + light.warmth())),
      (float) light.gain(),
      (float) (light.gain() * (1 - light.warmth()))
    };
    float[] seen = blur(values, size, scene.camera().blur() * size);
    SplittableRandom random = new SplittableRandom(scene.camera().seed());
    byte[] bytes = new byte[seen.length];
    for (int i = 0; i < seen.length; i++) {
      double value = seen[i] * gains[i % CHANNELS] + scene.camera().noise() * random.nextGaussian();
      bytes[i] = (byte) Math.max(0, Math.min(255, Math.round(value)));
    }
    return bytes;
  }

  /** A Gaussian blur; the border repeats its last pixel. */
  static float[] blur(float[] values, int size, double sigma) {
    if (sigma < 0.15) {
      return values;
    }
    int radius = (int) Math.ceil(2.5 * sigma);
    float[] kernel = new float[2 * radius + 1];
    float sum = 0;
    for (int i = -radius; i <= radius; i++) {
      kernel[i + radius] = (float) Math.exp(-i * i / (2 * sigma * sigma));
      sum += kernel[i + radius];
    }
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] /= sum;
    }
    int row = size * CHANNELS;
    return along(along(values, size, kernel, CHANNELS, row), size, kernel, row, CHANNELS);
  }

  private static float[] along(float[] values, int size, float[] kernel, int step, int across) {
    int radius = kernel.length / 2;
    float[] out = new float[values.length];
    for (int line = 0; line < size; line++) {
      for (int i = 0; i < size; i++) {
        int target = line * across + i * step;
        for (int k = -radius; k <= radius; k++) {
          int source = line * across + Math.max(0, Math.min(size - 1, i + k)) * step;
          float weight = kernel[k + radius];
          for (int c = 0; c < CHANNELS; c++) {
            out[target + c] += weight * values[source + c];
          }
        }
      }
    }
    return out;
  }
}
