package io.selfcure.training.input;

import io.selfcure.training.settings.OptimizerSettings.Sampler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** In which order an epoch visits the training samples: a function of seed and epoch alone. */
public final class Order {

  private Order() {}

  /**
   * The positions of one epoch.
   *
   * @param labels the current label of each training sample
   * @param classes number of classes
   * @param sampler shuffle visits each sample once; balanced draws as many, each class alike, a
   *     class's samples in turn before any repeats
   * @return positions into {@code labels}, as many as there are labels
   */
  public static int[] of(int[] labels, int classes, Sampler sampler, long seed, int epoch) {
    long mixed = new SplittableRandom(seed).nextLong(); // neighbouring seeds share nothing
    SplittableRandom random = new SplittableRandom(mixed ^ epoch);
    int n = labels.length;
    int[] order = new int[n];
    if (sampler == Sampler.SHUFFLE) {
      for (int i = 0; i < n; i++) {
        order[i] = i;
      }
      shuffle(order, random);
      return order;
    }
    List<int[]> members = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      int[] ofClass = positions(labels, c);
      if (ofClass.length > 0) {
        shuffle(ofClass, random);
        members.add(ofClass);
      }
    }
    for (int i = 0; i < n; i++) {
      int[] ofClass = members.get(i % members.size());
      order[i] = ofClass[(i / members.size()) % ofClass.length];
    }
    shuffle(order, random);
    return order;
  }

  /** Steps of an epoch: a last batch of one is taken in by the one before. */
  public static long stepsAnEpoch(int images, int batch) {
    return Math.max(1, (images + batch - 2) / batch);
  }

  /** For each place in an order, how often its sample came before: 0, unless it is over-sampled. */
  public static int[] visits(int[] order) {
    int[] seen = new int[Arrays.stream(order).max().orElse(-1) + 1];
    return Arrays.stream(order).map(position -> seen[position]++).toArray();
  }

  private static int[] positions(int[] labels, int wanted) {
    return java.util.stream.IntStream.range(0, labels.length)
        .filter(i -> labels[i] == wanted)
        .toArray();
  }

  private static void shuffle(int[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = values[i];
      values[i] = values[j];
      values[j] = swap;
    }
  }
}
