package io.selfcure.core.pictures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds pictures that look alike, perhaps mirrored, turned or cut: whose inner discs, without fine
 * detail, correlate by at least 0.93 after one of the changes. Such pairs may be copies or just
 * alike; only a look at their pixels tells ({@link SamePicture}).
 *
 * <p>A picture is described by the 64 lowest frequencies of its disc, scaled to length 1, so that
 * correlation is a product; the first 16 bound it and dismiss most pairs.
 */
final class LookAlikes {

  /** Correlation from which on two pictures are a pair; of copies 99 % have it. */
  private static final double ALIKE = 0.93;

  /** Of many that look alike, each is paired with so many, the nearest. */
  static final int MOST = 8;

  private static final int SIDE = 16;
  private static final double RADIUS = 7.2;
  private static final int FIRST = 16;
  private static final int ALL = 64;
  private static final float[] BASIS = basis();

  private final int count;

  /** The first frequencies by frequency, then by picture: read in long runs. */
  private final float[][] first = new float[FIRST][];

  /** The others, by picture. */
  private final float[] others;

  /** Length of the others. */
  private final float[] rest;

  private final Prints prints;
  private final int[] rows;

  private LookAlikes(Prints prints, int[] rows) {
    this.prints = prints;
    this.rows = rows;
    count = rows.length;
    others = new float[count * (ALL - FIRST)];
    rest = new float[count];
    Arrays.setAll(first, k -> new float[count]);
    IntStream.range(0, count)
        .parallel()
        .forEach(
            i -> {
              float[] d = describe(picture(i));
              for (int k = 0; k < FIRST; k++) {
                first[k][i] = d[k];
              }
              System.arraycopy(d, FIRST, others, i * (ALL - FIRST), ALL - FIRST);
              rest[i] = length(d);
            });
  }

  /**
   * Two pictures that look alike.
   *
   * @param a index of a print: this picture, changed, looks like the other one
   * @param b index of another print
   * @param change what is done to a
   * @param correlation of the two then
   */
  record Pair(int a, int b, Change change, float correlation) {}

  /**
   * All pairs, of each picture the nearest.
   *
   * @param rows prints to compare, none of them flat
   */
  static List<Pair> find(Prints prints, int[] rows) {
    LookAlikes search = new LookAlikes(prints, rows);
    return IntStream.range(0, rows.length)
        .parallel()
        .mapToObj(search::pairs)
        .flatMap(List::stream)
        .toList();
  }

  private float[] picture(int i) {
    byte[] small = prints.get(rows[i]).small();
    float[] picture = new float[small.length];
    for (int p = 0; p < picture.length; p++) {
      picture[p] = small[p];
    }
    return picture;
  }

  private List<Pair> pairs(int i) {
    float[] picture = picture(i);
    float[] products = new float[count];
    List<Pair> found = new ArrayList<>();
    for (Change change : Change.ALL) {
      float[] d = describe(change.apply(picture, SIDE));
      int from = change.symmetric() ? i + 1 : 0;
      found.addAll(nearest(i, from, d, change, products));
    }
    return found;
  }

  private List<Pair> nearest(int i, int from, float[] d, Change change, float[] products) {
    Arrays.fill(products, from, count, 0);
    for (int k = 0; k < FIRST; k++) {
      float[] column = first[k];
      float value = d[k];
      for (int j = from; j < count; j++) {
        products[j] += value * column[j];
      }
    }
    float length = length(d);
    List<Pair> found = new ArrayList<>();
    for (int j = from; j < count; j++) {
      if (products[j] + length * rest[j] >= ALIKE && j != i) {
        float product = products[j];
        for (int k = 0; k < ALL - FIRST; k++) {
          product += d[FIRST + k] * others[j * (ALL - FIRST) + k];
        }
        if (product >= ALIKE) {
          found.add(new Pair(rows[i], rows[j], change, product));
        }
      }
    }
    found.sort((x, y) -> Float.compare(y.correlation(), x.correlation()));
    return found.size() <= MOST ? found : found.subList(0, MOST);
  }

  /** Length of all frequencies but the first. */
  private static float length(float[] d) {
    double squares = 0;
    for (int k = FIRST; k < ALL; k++) {
      squares += d[k] * d[k];
    }
    return (float) Math.sqrt(squares);
  }

  /** The lowest frequencies of a picture's disc, in rising order, of length 1 together. */
  private static float[] describe(float[] picture) {
    double sum = 0;
    int inside = 0;
    for (int p = 0; p < picture.length; p++) {
      if (inDisc(p)) {
        sum += picture[p];
        inside++;
      }
    }
    float mean = (float) (sum / inside);
    float[] d = new float[ALL];
    double squares = 0;
    for (int k = 0; k < ALL; k++) {
      float value = 0;
      for (int p = 0; p < picture.length; p++) {
        value += BASIS[k * picture.length + p] * (picture[p] - mean);
      }
      d[k] = value;
      squares += value * value;
    }
    float scale = squares == 0 ? 0 : (float) (1 / Math.sqrt(squares));
    for (int k = 0; k < ALL; k++) {
      d[k] *= scale;
    }
    return d;
  }

  private static boolean inDisc(int p) {
    int row = p / SIDE;
    int column = p % SIDE;
    double centre = (SIDE - 1) / 2.0;
    return Math.hypot(row - centre, column - centre) < RADIUS;
  }

  /** The cosines of the lowest frequencies, 0 outside the disc: a row of 256 for each. */
  private static float[] basis() {
    List<int[]> frequencies = new ArrayList<>();
    for (int v = 0; v < SIDE; v++) {
      for (int u = 0; u < SIDE; u++) {
        frequencies.add(new int[] {v, u});
      }
    }
    frequencies.sort(
        (f, g) -> Integer.compare(f[0] * f[0] + f[1] * f[1], g[0] * g[0] + g[1] * g[1]));
    float[] basis = new float[ALL * SIDE * SIDE];
    for (int k = 0; k < ALL; k++) {
      for (int p = 0; p < SIDE * SIDE; p++) {
        basis[k * SIDE * SIDE + p] =
            inDisc(p)
                ? (float)
                    (wave(frequencies.get(k)[0], p / SIDE) * wave(frequencies.get(k)[1], p % SIDE))
                : 0;
      }
    }
    return basis;
  }

  private static double wave(int frequency, int at) {
    double scale = Math.sqrt((frequency == 0 ? 1.0 : 2.0) / SIDE);
    return scale * Math.cos(Math.PI * frequency * (at + 0.5) / SIDE);
  }
}
