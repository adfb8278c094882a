package io.selfcure.training.objective;

import java.util.Arrays;

/**
 * Which labels the pictures of each class come to have, read off a network that was trained on
 * them: it tells how likely a label is, not how likely the class, so that wrong labels show in its
 * probabilities even where it is sure of the class.
 *
 * <p>What it gives to classes that nobody thinks of is the share of even noise. What two thirds of
 * the pictures that it takes for class i, and that are not labelled j, give to j above that is what
 * labels of i go to j by: such noise leaves no picture of i out, while a likeness of the two
 * classes leaves most of them alone.
 *
 * @param floor the share of even noise in each class's probability
 * @param excess [C][C], the share of class i's labels that are j above it; zero where i = j
 * @param best [N], the class that each picture is taken for
 */
record Transitions(double floor, double[][] excess, int[] best) {

  /** As many pictures of a class count half against knowing nothing of it. */
  private static final int HALF = 50;

  /**
   * Reads the shares.
   *
   * @param average probabilities, N x C, rows first
   * @param given [N], the labels
   */
  static Transitions of(float[] average, int[] given, int classes) {
    double floor = floor(average, given, classes);
    int[] best = new int[given.length];
    for (int i = 0; i < best.length; i++) {
      best[i] = SelfCure.argmax(Arrays.copyOfRange(average, i * classes, (i + 1) * classes));
    }
    double[][] excess = new double[classes][classes];
    float[] values = new float[given.length];
    for (int from = 0; from < classes; from++) {
      for (int to = 0; to < classes; to++) {
        int n = 0;
        for (int i = 0; i < best.length; i++) {
          if (best[i] == from && given[i] != to) {
            values[n++] = average[i * classes + to];
          }
        }
        if (from != to && n > 0) {
          Arrays.sort(values, 0, n);
          double third = values[(n - 1) / 3];
          excess[from][to] = Math.max(0, third - floor) * n / (n + HALF);
        }
      }
    }
    return new Transitions(floor, excess, best);
  }

  /** What class c has by noise on the picture at {@code position}. */
  double noise(int position, int c) {
    return floor + excess[best[position]][c];
  }

  /** The share of a class's labels that are others, above even noise. */
  double leaving(int from) {
    return Arrays.stream(excess[from]).sum();
  }

  /** The mean over samples of the lower median of the probabilities of all but the given class. */
  private static double floor(float[] average, int[] given, int classes) {
    if (classes < 3) {
      return 0; // the only other class is no class that nobody thinks of
    }
    double sum = 0;
    float[] others = new float[classes - 1];
    for (int i = 0; i < given.length; i++) {
      int from = i * classes;
      System.arraycopy(average, from, others, 0, given[i]);
      System.arraycopy(average, from + given[i] + 1, others, given[i], classes - 1 - given[i]);
      Arrays.sort(others);
      sum += others[(others.length - 1) / 2];
    }
    return sum / given.length;
  }
}
