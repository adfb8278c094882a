package io.selfcure.core.pictures;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Measures the search for near-duplicates on prints that are drawn, easy ones and hard ones. */
public final class PrintsBench {

  private static final int SIDE = 16;
  private static final int CHUNK = 1024;

  private PrintsBench() {}

  /** What the pictures have in common. */
  public enum Kind {
    /** Nothing; every tenth is a near copy of one before. */
    RANDOM,
    /** They are faces in the same place, of many people in many lights. */
    FACES,
    /** They are equal. */
    EQUAL,
    /** Each of one grey value only. */
    BLANK,
    /** 13 bits of the hash; else as {@link #RANDOM}. */
    ONE_BAND,
    /** The whole hash, by a pattern that all have; they differ in others. */
    ONE_HASH,
    /**
     * They are one face under noise, which leaves the hash alike and the correlation just below a
     * pair's: the hard case, in which nothing but comparing tells.
     */
    ONE_FACE;

    /** The name in documents. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Print draw(int index) {
      return switch (this) {
        case RANDOM -> random(index, 0);
        case ONE_BAND -> random(index, 13);
        case FACES -> face(generator(index), generator(index), 0);
        case ONE_FACE -> face(generator(0), generator(index), 8);
        case EQUAL -> face(generator(0), generator(0), 0);
        case BLANK -> Print.of(new byte[] {(byte) index}, 1, 1, 1);
        case ONE_HASH -> oneHash(index);
      };
    }
  }

  /**
   * What was measured.
   *
   * @param pictures how many there were
   * @param inGroups how many have near-duplicates
   * @param comparisons how many pairs were looked at
   * @param seconds of the search, without the drawing
   * @param heap bytes of the Java heap held right after it, garbage included
   */
  public record Result(int pictures, long inGroups, long comparisons, double seconds, long heap) {}

  /**
   * Draws prints and searches them.
   *
   * @param file where the prints are kept, 280 bytes each; it is replaced
   */
  public static Result run(Kind kind, int pictures, Path file) {
    try (Prints.Writer writer = new Prints.Writer(file)) {
      for (int from = 0; from < pictures; from += CHUNK) {
        IntStream.range(from, Math.min(pictures, from + CHUNK))
            .parallel()
            .mapToObj(kind::draw)
            .toList()
            .forEach(writer::add);
      }
    }
    Prints prints = Prints.open(file);
    long started = System.nanoTime();
    NearDuplicates.Found found = NearDuplicates.find(prints);
    double seconds = (System.nanoTime() - started) / 1e9;
    Runtime java = Runtime.getRuntime();
    long heap = java.totalMemory() - java.freeMemory();
    long inGroups = found.groups().stream().mapToLong(List::size).sum();
    return new Result(pictures, inGroups, found.comparisons(), seconds, heap);
  }

  private static SplittableRandom generator(int index) {
    return new SplittableRandom(0x5e1fc03eL * (index + 1L));
  }

  private static Print random(int index, int equalBits) {
    boolean copy = index % 20 == 19;
    SplittableRandom random = generator(copy ? index - 1 : index);
    long hash = random.nextLong() << equalBits;
    byte[] small = new byte[Print.SMALL];
    random.nextBytes(small);
    return new Print(copy ? hash ^ 1L << 40 : hash, small, 50, 0);
  }

  /** A bright oval with dark eyes, mouth and hair before some ground, lit from somewhere. */
  private static Print face(SplittableRandom who, SplittableRandom noise, double most) {
    double light = who.nextDouble(-160, 160);
    double above = who.nextDouble(-100, 100);
    double skin = who.nextDouble(20, 100);
    double round = who.nextDouble(4, 14);
    double eyes = who.nextDouble(20, 70);
    double apart = who.nextDouble(0.15, 0.25);
    double mouth = who.nextDouble(-30, 70);
    double hair = who.nextDouble(-60, 120);
    int width = SIDE + 2;
    byte[] pixels = new byte[width * width];
    for (int i = 0; i < pixels.length; i++) {
      double x = (i % width) / (double) width - 0.5;
      double y = (double) Math.floorDiv(i, width) / width - 0.5;
      double fromEye = Math.hypot(Math.abs(x) - apart, y + 0.1);
      double v = 110 + light * x + above * y + most * noise.nextDouble();
      v += skin * Math.exp(-round * (x * x + y * y));
      v -= eyes * Math.exp(-90 * fromEye * fromEye);
      v -= mouth * Math.exp(-60 * (x * x + 4 * (y - 0.25) * (y - 0.25)));
      v -= hair * Math.exp(-20 * (y + 0.5) * (y + 0.5));
      pixels[i] = (byte) Math.max(0, Math.min(255, v));
    }
    return Print.of(pixels, width, width, 1);
  }

  private static Print oneHash(int index) {
    SplittableRandom random = generator(index);
    double across = 2 + 6 * random.nextDouble();
    double down = 8 * random.nextDouble() - 4;
    double bend = 0.5 * random.nextDouble();
    byte[] small = new byte[Print.SMALL];
    for (int i = 0; i < small.length; i++) {
      double x = i % SIDE - 7.5;
      double y = Math.floorDiv(i, SIDE) - 7.5;
      small[i] =
          (byte)
              Math.max(
                  -127,
                  Math.min(127, down * y - across * x + bend * x * y + 4 * random.nextDouble()));
    }
    return new Print(-1L, small, 50, 0);
  }
}
