package io.selfcure.training.input;

import io.selfcure.training.settings.AugmentSettings;
import java.util.SplittableRandom;

/**
 * Augments one picture in place: geometry, then brightness, noise and erasing, all on unsigned
 * bytes as a camera would deliver them. What it draws depends only on the random source given, so
 * that a picture's augmentation is a function of seed, epoch and sample.
 */
final class Augmenter {

  /** ImageNet's mean colour: what an erased rectangle holds is zero after normalisation. */
  private static final int[] MEAN = {124, 116, 104};

  private final AugmentSettings settings;
  private final int height;
  private final int width;
  private final int channels;

  Augmenter(AugmentSettings settings, int height, int width, int channels) {
    this.settings = settings;
    this.height = height;
    this.width = width;
    this.channels = channels;
  }

  /**
   * Augments a picture.
   *
   * @param pixels height x width x channels bytes; changed
   * @param scratch of the same length; overwritten
   */
  void apply(byte[] pixels, byte[] scratch, SplittableRandom random) {
    double choice = random.nextDouble();
    boolean flip = choice < settings.flip();
    boolean noise =
        settings.flipOrNoise()
            ? !flip && choice < settings.flip() + settings.noise()
            : random.nextDouble() < settings.noise();
    move(pixels, scratch, flip, random);
    if (settings.contrast() > 0) {
      spread(pixels, 1 + settings.contrast() * (2 * random.nextDouble() - 1));
    }
    if (settings.brightness() > 0) {
      brighten(pixels, 1 + settings.brightness() * (2 * random.nextDouble() - 1));
    }
    if (noise) {
      addNoise(pixels, random);
    }
    if (settings.erasing() > 0 && random.nextDouble() < settings.erasing()) {
      erase(pixels, random);
    }
  }

  /**
   * A rotation with a change of size about the picture's middle.
   *
   * @param angle radians
   * @param size 1 leaves it, more enlarges
   */
  private record Turn(double angle, double size) {}

  private void move(byte[] pixels, byte[] scratch, boolean flip, SplittableRandom random) {
    int reachX = (int) Math.round(settings.crop() * width);
    int reachY = (int) Math.round(settings.crop() * height);
    int dx = reachX == 0 ? 0 : random.nextInt(-reachX, reachX + 1);
    int dy = reachY == 0 ? 0 : random.nextInt(-reachY, reachY + 1);
    double angle =
        settings.rotation() == 0
            ? 0
            : Math.toRadians(settings.rotation() * (2 * random.nextDouble() - 1));
    double size = settings.zoom() == 0 ? 1 : 1 + settings.zoom() * (2 * random.nextDouble() - 1);
    if (!flip && dx == 0 && dy == 0 && angle == 0 && size == 1) {
      return;
    }
    System.arraycopy(pixels, 0, scratch, 0, pixels.length);
    if (angle == 0 && size == 1) {
      shift(scratch, pixels, flip, dx, dy);
    } else {
      turn(scratch, pixels, flip, dx, dy, new Turn(angle, size));
    }
  }

  private void shift(byte[] from, byte[] to, boolean flip, int dx, int dy) {
    int at = 0;
    for (int y = 0; y < height; y++) {
      int row = clamp(y + dy, height) * width;
      for (int x = 0; x < width; x++) {
        int sx = clamp(x + dx, width);
        int source = (row + (flip ? width - 1 - sx : sx)) * channels;
        for (int c = 0; c < channels; c++) {
          to[at++] = from[source + c];
        }
      }
    }
  }

  /**
   * Bilinear sampling in 8-bit fixed point around the centre; beyond the border its pixels repeat.
   */
  private void turn(byte[] from, byte[] to, boolean flip, int dx, int dy, Turn turn) {
    double cos = Math.cos(turn.angle()) / turn.size();
    double sin = Math.sin(turn.angle()) / turn.size();
    double cx = (width - 1) / 2.0;
    double cy = (height - 1) / 2.0;
    int at = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double ox = x - cx;
        double oy = y - cy;
        double sx = cos * ox - sin * oy + cx + dx;
        double sy = sin * ox + cos * oy + cy + dy;
        sx = Math.min(width - 1, Math.max(0, flip ? width - 1 - sx : sx));
        sy = Math.min(height - 1, Math.max(0, sy));
        int x0 = (int) sx;
        int y0 = (int) sy;
        int fx = (int) ((sx - x0) * 256);
        int fy = (int) ((sy - y0) * 256);
        int right = x0 + 1 < width ? channels : 0;
        int below = y0 + 1 < height ? width * channels : 0;
        int p = (y0 * width + x0) * channels;
        for (int c = 0; c < channels; c++, p++) {
          int top = (from[p] & 255) * (256 - fx) + (from[p + right] & 255) * fx;
          int low = (from[p + below] & 255) * (256 - fx) + (from[p + below + right] & 255) * fx;
          to[at++] = (byte) ((top * (256 - fy) + low * fy + (1 << 15)) >> 16);
        }
      }
    }
  }

  private static int clamp(int v, int size) {
    return Math.max(0, Math.min(size - 1, v));
  }

  /** Moves every value away from the picture's mean, or towards it. */
  private static void spread(byte[] pixels, double factor) {
    long sum = 0;
    for (byte b : pixels) {
      sum += b & 255;
    }
    double mean = (double) sum / pixels.length;
    int scale = (int) Math.round(factor * 256);
    int offset = (int) Math.round(mean * (256 - scale));
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] =
          (byte) Math.max(0, Math.min(255, ((pixels[i] & 255) * scale + offset + 128) >> 8));
    }
  }

  private static void brighten(byte[] pixels, double factor) {
    int scale = (int) Math.round(factor * 256);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.min(255, ((pixels[i] & 255) * scale + 128) >> 8);
    }
  }

  /**
   * Gaussian noise from a table read at a random offset and with a random stride: drawing a
   * gaussian for each of 150,528 values of a 224-pixel picture would cost more than all the rest.
   */
  private void addNoise(byte[] pixels, SplittableRandom random) {
    int at = random.nextInt(GaussianTable.SIZE);
    int stride = 1 + 2 * random.nextInt(64);
    float std = (float) settings.noiseStd();
    for (int i = 0; i < pixels.length; i++) {
      int v = Math.round((pixels[i] & 255) + std * GaussianTable.VALUES[at]);
      pixels[i] = (byte) Math.max(0, Math.min(255, v));
      at = (at + stride) & (GaussianTable.SIZE - 1);
    }
  }

  /** Area and aspect ratio as in torchvision's RandomErasing; ten tries, then none. */
  private void erase(byte[] pixels, SplittableRandom random) {
    for (int attempt = 0; attempt < 10; attempt++) {
      double share =
          settings.erasingMin()
              + (settings.erasingMax() - settings.erasingMin()) * random.nextDouble();
      double aspect =
          Math.exp(Math.log(0.3) + random.nextDouble() * (Math.log(3.3) - Math.log(0.3)));
      int h = (int) Math.round(Math.sqrt(share * height * width * aspect));
      int w = (int) Math.round(Math.sqrt(share * height * width / aspect));
      if (h > 0 && w > 0 && h < height && w < width) {
        fill(pixels, random.nextInt(height - h + 1), random.nextInt(width - w + 1), h, w);
        return;
      }
    }
  }

  private void fill(byte[] pixels, int top, int left, int h, int w) {
    for (int y = top; y < top + h; y++) {
      for (int x = left; x < left + w; x++) {
        for (int c = 0; c < channels; c++) {
          pixels[(y * width + x) * channels + c] = (byte) MEAN[c];
        }
      }
    }
  }

  private static final class GaussianTable {
    static final int SIZE = 1 << 17;
    static final float[] VALUES = new float[SIZE];

    static {
      java.util.Random random = new java.util.Random(20200624);
      for (int i = 0; i < SIZE; i++) {
        VALUES[i] = (float) random.nextGaussian();
      }
    }
  }
}
