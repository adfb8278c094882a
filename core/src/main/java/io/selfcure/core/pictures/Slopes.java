package io.selfcure.core.pictures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * How the brightness of pictures is spread over a few coarse patterns: the products of the small
 * picture with each, all of length one and at right angles. Two pictures that correlate by c are
 * vectors whose distance is the root of 2 - 2 c, and seen on any of the patterns, or on all, they
 * are no farther apart.
 */
final class Slopes {

  /** Signs of halves and of quarters (Walsh), across and down; not both even. */
  private static final int[][] PATTERNS = {
    {0, 1}, {1, 0}, {1, 1}, {0, 2}, {2, 0}, {2, 1}, {1, 2}, {2, 2}
  };

  private static final int N = PATTERNS.length;
  private static final int SIDE = 16;
  private static final int[][] WALSH = walsh();

  /** Cells overlap by the distance of a pair, and are so many times as wide without that. */
  private static final int WIDTH = 3;

  private final float most;
  private final float[] values;

  /**
   * Room for pictures.
   *
   * @param correlation of a pair, at the least
   */
  Slopes(int count, double correlation) {
    most = (float) Math.sqrt(2 - 2 * correlation) + 1e-4f; // for rounding
    values = new float[Math.multiplyExact(count, N)];
  }

  /** Signs of each pattern, place by place. */
  private static int[][] walsh() {
    int[][] signs = new int[N][Print.SMALL];
    for (int p = 0; p < N; p++) {
      for (int i = 0; i < Print.SMALL; i++) {
        signs[p][i] = sign(PATTERNS[p][0], i % SIDE) * sign(PATTERNS[p][1], i / SIDE);
      }
    }
    return signs;
  }

  /** Of all, of halves (+ -), or of quarters (+ - - +). */
  private static int sign(int kind, int at) {
    boolean outer = at < SIDE / 4 || at >= SIDE - SIDE / 4;
    return kind == 0 ? 1 : (kind == 1 ? at < SIDE / 2 : outer) ? 1 : -1;
  }

  /** Takes a picture up; not flat. */
  void put(int picture, byte[] small) {
    int length = 0;
    for (byte v : small) {
      length += v * v;
    }
    double unit = SIDE * Math.sqrt(length);
    for (int p = 0; p < N; p++) {
      int product = 0;
      for (int i = 0; i < Print.SMALL; i++) {
        product += WALSH[p][i] * small[i];
      }
      values[N * picture + p] = (float) (product / unit);
    }
  }

  /** Whether two pictures may be a pair. */
  boolean close(int a, int b) {
    float squares = 0;
    for (int p = 0; p < N; p++) {
      float d = values[N * a + p] - values[N * b + p];
      squares += d * d;
    }
    return squares <= most * most;
  }

  /**
   * Pictures in the order of the pattern in which they differ most.
   *
   * @param at their values
   * @param most the greatest difference of a pair
   */
  record Order(int[] members, float[] at, float most) {

    /** The first picture that may be a pair with one at a value. */
    int from(float value) {
      return behind(at, Math.nextDown(value - most));
    }

    /** Behind the last one. */
    int to(float value) {
      return behind(at, value + most);
    }

    /** Some of them, by their places in the order. */
    Order where(IntPredicate wanted) {
      int[] places = IntStream.range(0, at.length).filter(wanted).toArray();
      int[] some = Arrays.stream(places).map(p -> members[p]).toArray();
      float[] values = new float[places.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = at[places[i]];
      }
      return new Order(some, values, most);
    }
  }

  Order order(int[] members) {
    int widest = widest(members);
    long[] order = new long[members.length];
    for (int i = 0; i < order.length; i++) {
      int bits = Float.floatToIntBits(values[N * members[i] + widest]);
      int rising = bits >= 0 ? bits : bits ^ 0x7fffffff; // ints in the order of their floats
      order[i] = (long) rising << 32 | i;
    }
    Arrays.sort(order);
    int[] sorted = new int[order.length];
    float[] at = new float[order.length];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = members[(int) order[i]];
      at[i] = values[N * sorted[i] + widest];
    }
    return new Order(sorted, at, most);
  }

  /**
   * Overlapping cells of the pattern in which they differ most: each pair is within one of them.
   */
  List<int[]> cells(int[] members) {
    Order order = order(members);
    float[] at = order.at();
    List<int[]> cells = new ArrayList<>();
    for (int from = 0; from < at.length; ) {
      int next = behind(at, at[from] + WIDTH * most);
      int end = behind(at, at[from] + (WIDTH + 1) * most);
      cells.add(Arrays.copyOfRange(order.members(), from, end));
      from = end == at.length ? end : next;
    }
    return cells;
  }

  /** How many of rising values are at most so great. */
  private static int behind(float[] rising, float greatest) {
    int from = 0;
    int to = rising.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (rising[middle] <= greatest) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  private int widest(int[] members) {
    int widest = 0;
    float greatest = -1;
    for (int p = 0; p < N; p++) {
      float low = Float.POSITIVE_INFINITY;
      float high = Float.NEGATIVE_INFINITY;
      for (int m : members) {
        low = Math.min(low, values[N * m + p]);
        high = Math.max(high, values[N * m + p]);
      }
      if (high - low > greatest) {
        greatest = high - low;
        widest = p;
      }
    }
    return widest;
  }
}
