package io.selfcure.datasets.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The best frames of a track while it goes on, spread over it, in bounded memory: the best of each
 * stretch of time, where stretches double when there are too many.
 *
 * @param <T> what is kept of a frame
 */
final class BestFrames<T> {

  /**
   * One frame.
   *
   * @param seconds when
   * @param quality the greater the better
   * @param kept what is kept of it
   */
  record Candidate<T>(double seconds, double quality, T kept) {}

  /** Stretches that are kept apart, at the least; else two for every frame that is wanted. */
  private static final int LEAST = 8;

  private final int wanted;
  private final List<Candidate<T>> best = new ArrayList<>();
  private double start = Double.NaN;
  private double stretch;

  /**
   * @param wanted how many are picked in the end
   * @param stretch seconds that the first stretches last, above 0
   */
  BestFrames(int wanted, double stretch) {
    this.wanted = wanted;
    this.stretch = stretch;
  }

  /** How many frames are held at most for so many that are wanted. */
  static int most(int wanted) {
    return Math.max(LEAST, 2 * wanted);
  }

  /** Offers a frame; times rise. Of equals the earlier one stays. */
  void offer(Candidate<T> candidate) {
    if (Double.isNaN(start)) {
      start = candidate.seconds();
    }
    int last = best.size() - 1;
    if (last >= 0 && place(best.get(last)) == place(candidate)) {
      best.set(last, better(best.get(last), candidate));
      return;
    }
    best.add(candidate);
    while (best.size() > most(wanted)) {
      stretch *= 2;
      merge();
    }
  }

  private long place(Candidate<T> candidate) {
    return (long) Math.floor((candidate.seconds() - start) / stretch);
  }

  private void merge() {
    List<Candidate<T>> fewer = new ArrayList<>();
    for (Candidate<T> c : best) {
      int last = fewer.size() - 1;
      if (last >= 0 && place(fewer.get(last)) == place(c)) {
        fewer.set(last, better(fewer.get(last), c));
      } else {
        fewer.add(c);
      }
    }
    best.clear();
    best.addAll(fewer);
  }

  private static <T> Candidate<T> better(Candidate<T> earlier, Candidate<T> later) {
    return later.quality() > earlier.quality() ? later : earlier;
  }

  /**
   * The best of each of as many equal parts of the time, filled up with the best of the rest where
   * parts are empty; in order of time.
   */
  List<Candidate<T>> pick(double end) {
    Set<Candidate<T>> picked = new LinkedHashSet<>();
    double part = Math.max(end - start, stretch) / wanted;
    List<Candidate<T>> rest = new ArrayList<>();
    for (int p = 0; p < wanted; p++) {
      Candidate<T> found = null;
      for (Candidate<T> c : best) {
        if (Math.min(wanted - 1, (int) ((c.seconds() - start) / part)) == p) {
          found = found == null ? c : better(found, c);
        }
      }
      if (found != null) {
        picked.add(found);
      }
    }
    for (Candidate<T> c : best) {
      if (!picked.contains(c)) {
        rest.add(c);
      }
    }
    rest.sort(Comparator.comparingDouble((Candidate<T> c) -> -c.quality())); // stable
    picked.addAll(rest.subList(0, Math.min(rest.size(), wanted - picked.size())));
    List<Candidate<T>> inOrder = new ArrayList<>(picked);
    inOrder.sort(Comparator.comparingDouble(Candidate::seconds));
    return inOrder;
  }
}
