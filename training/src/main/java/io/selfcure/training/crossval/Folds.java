package io.selfcure.training.crossval;

import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Shuffle;
import io.selfcure.core.error.UsageException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Divides samples into folds that are alike: every class is spread evenly over them by its given
 * label, and where subjects are known all samples of one are in one fold.
 */
final class Folds {

  /** More would train that many networks to little use. */
  static final int MOST = 50;

  private Folds() {}

  /**
   * The fold of each sample, from 0. The same arguments give the same folds.
   *
   * @param samples labelled samples
   * @param classes the number of classes
   * @param folds how many, at least 2
   * @throws UsageException when there are fewer samples, or subjects, than folds
   */
  static int[] divide(List<Sample> samples, int classes, int folds, long seed) {
    requireNumber(folds);
    Collection<List<Integer>> groups = groups(samples);
    if (groups.size() < folds) {
      throw new UsageException(
          "{folds}",
          folds + " folds cannot be made of " + groups.size() + " separate samples or subjects",
          "give a smaller number");
    }
    List<List<Integer>> order = new ArrayList<>(groups);
    Shuffle.list(order, new SplittableRandom(seed));
    // The largest first: the small ones then even out what they leave. The sort is stable.
    order.sort(Comparator.comparingInt(g -> -g.size()));
    long[] total = count(samples, classes);
    long[][] filled = new long[folds][classes];
    long[] sizes = new long[folds];
    int[] fold = new int[samples.size()];
    for (List<Integer> group : order) {
      long[] more = count(group.stream().map(samples::get).toList(), classes);
      int best = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int f = 0; f < folds; f++) {
        double cost = unevenness(filled[f], more, total);
        if (cost < least || (cost == least && sizes[f] < sizes[best])) {
          best = f;
          least = cost;
        }
      }
      for (int c = 0; c < classes; c++) {
        filled[best][c] += more[c];
      }
      sizes[best] += group.size();
      for (int position : group) {
        fold[position] = best;
      }
    }
    return fold;
  }

  static void requireNumber(int folds) {
    if (folds < 2 || folds > MOST) {
      throw new UsageException("{folds}", folds + " is outside 2 to " + MOST, "give 4, say");
    }
  }

  /** Positions that must stay together: a subject's, or one alone. */
  private static Collection<List<Integer>> groups(List<Sample> samples) {
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < samples.size(); i++) {
      String subject = samples.get(i).subject();
      String key = subject.isEmpty() ? "position " + i : "subject " + subject;
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(i);
    }
    return groups.values();
  }

  private static long[] count(List<Sample> samples, int classes) {
    long[] counts = new long[classes];
    samples.forEach(s -> counts[s.label()]++);
    return counts;
  }

  /** By how much the squares of a fold's shares of the classes grow with a group. */
  private static double unevenness(long[] filled, long[] more, long[] total) {
    double cost = 0;
    for (int c = 0; c < filled.length; c++) {
      if (more[c] > 0) {
        double share = 1.0 / total[c];
        cost += share * share * more[c] * (2 * filled[c] + more[c]);
      }
    }
    return cost;
  }
}
