package io.selfcure.core.metrics;

import io.selfcure.core.data.LabelSet;

/** The inputs of src/test/resources/metrics/reference.py, number by number. */
final class Streams {

  static final int SAMPLES = 200;
  static final LabelSet LABELS = LabelSet.of("a", "b", "c", "d");

  private Streams() {}

  static int[] stream(int n, long state) {
    int[] out = new int[n];
    for (int i = 0; i < n; i++) {
      state = (state * 1103515245L + 12345L) % (1L << 31);
      out[i] = (int) (state >> 8);
    }
    return out;
  }

  static float[] probabilities() {
    int c = LABELS.size();
    int[] r = stream(SAMPLES * (c + 1), 42);
    float[] p = new float[SAMPLES * c];
    for (int i = 0; i < SAMPLES; i++) {
      int sum = 0;
      for (int j = 0; j < c; j++) {
        sum += 1 + r[i * (c + 1) + j] % 1000;
      }
      for (int j = 0; j < c; j++) {
        p[i * c + j] = (float) (1 + r[i * (c + 1) + j] % 1000) / (float) sum;
      }
    }
    return p;
  }

  static int[] truth() {
    int c = LABELS.size();
    int[] r = stream(SAMPLES * (c + 1), 42);
    int[] predicted = new Probabilities(probabilities(), c).argMax();
    int[] truth = new int[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      int u = r[i * (c + 1) + c] % 10;
      truth[i] = u < 6 ? predicted[i] : u % 3;
    }
    return truth;
  }
}
