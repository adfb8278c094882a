package io.selfcure.core.pictures;

import io.selfcure.core.data.Outputs;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * What is kept of a picture to find those that equal it or nearly do. It is made of the picture as
 * it is in the data set, at its own size: what a network is shown of it has no part in it.
 *
 * @param hash difference hash: a bit for each of 8 x 8 places, set where the picture, shrunk to 9 x
 *     8, is brighter than to the right of it
 * @param small the picture shrunk to 16 x 16, in units of its own standard deviation (32 a unit);
 *     all 0 where that is 0
 * @param deviation standard deviation of the picture's grey values, of 255
 * @param blankOf where {@code small} is all 0, and tells nothing, a hash of the pixels, else 0
 */
public record Print(long hash, byte[] small, double deviation, long blankOf) {

  /** Bytes of {@code small}. */
  static final int SMALL = 256;

  private static final int SIDE = 16;
  private static final int HASH_ROWS = 8;
  private static final int HASH_COLUMNS = 9;

  /** Checks the length. */
  public Print {
    if (small.length != SMALL) {
      throw new IllegalArgumentException(small.length + " bytes for " + SIDE + " x " + SIDE);
    }
  }

  /**
   * The print of a picture.
   *
   * @param pixels height x width x channels bytes from the buffer's start, rows first, channels
   *     last
   * @param channels 1 or 3; grey is the mean of three
   */
  public static Print of(ByteBuffer pixels, int height, int width, int channels) {
    GreyMeans nine = new GreyMeans(HASH_ROWS, HASH_COLUMNS, height, width);
    GreyMeans sixteen = new GreyMeans(SIDE, SIDE, height, width);
    double deviation = GreyMeans.look(pixels, width, channels, nine, sixteen);
    byte[] small = small(sixteen.values(channels));
    boolean flat = Arrays.equals(small, new byte[SMALL]);
    return new Print(
        hash(nine.values(channels)),
        small,
        deviation,
        flat ? hash(pixels, height, width, channels) : 0);
  }

  /**
   * Stands for a picture that cannot be read: it is equal to no other.
   *
   * @param row the picture's number
   */
  public static Print missing(int row) {
    return new Print(0, new byte[SMALL], 0, -1 - (long) row);
  }

  /** As {@link #of(ByteBuffer, int, int, int)}. */
  public static Print of(byte[] pixels, int height, int width, int channels) {
    return of(ByteBuffer.wrap(pixels), height, width, channels);
  }

  private static long hash(double[] nine) {
    long hash = 0;
    for (int y = 0; y < HASH_ROWS; y++) {
      for (int x = 0; x + 1 < HASH_COLUMNS; x++) {
        boolean falls = nine[y * HASH_COLUMNS + x] > nine[y * HASH_COLUMNS + x + 1];
        hash = hash << 1 | (falls ? 1 : 0);
      }
    }
    return hash;
  }

  private static byte[] small(double[] sixteen) {
    double mean = Arrays.stream(sixteen).sum() / SMALL;
    double squares = Arrays.stream(sixteen).map(v -> (v - mean) * (v - mean)).sum();
    double deviation = Math.sqrt(squares / SMALL);
    byte[] small = new byte[SMALL];
    for (int i = 0; i < SMALL; i++) {
      double units = deviation == 0 ? 0 : 32 * (sixteen[i] - mean) / deviation;
      small[i] = (byte) Math.round(Math.max(-127, Math.min(127, units)));
    }
    return small;
  }

  /** 64 bits of SHA-256; 0 stands for none. */
  private static long hash(ByteBuffer pixels, int height, int width, int channels) {
    MessageDigest digest = Outputs.sha256();
    digest.update(ByteBuffer.allocate(12).putInt(height).putInt(width).putInt(channels).flip());
    digest.update(pixels.duplicate().position(0).limit(height * width * channels));
    long hash = ByteBuffer.wrap(digest.digest()).getLong();
    return hash == 0 ? 1 : hash;
  }

  /** Whether the picture shows as little as any of one grey. */
  boolean flat() {
    return blankOf != 0;
  }

  /** The correlation of two small pictures, -1..1; 0 where one of them is blank. */
  static double correlation(byte[] a, byte[] b) {
    int product = 0;
    int squaresA = 0;
    int squaresB = 0;
    for (int i = 0; i < SMALL; i++) {
      product += a[i] * b[i];
      squaresA += a[i] * a[i];
      squaresB += b[i] * b[i];
    }
    return squaresA == 0 || squaresB == 0
        ? 0
        : product / Math.sqrt((double) squaresA * (double) squaresB);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Print p
        && hash == p.hash
        && blankOf == p.blankOf
        && deviation == p.deviation
        && Arrays.equals(small, p.small);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(hash ^ blankOf) + Arrays.hashCode(small);
  }
}
