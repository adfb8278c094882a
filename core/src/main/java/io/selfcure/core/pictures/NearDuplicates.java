package io.selfcure.core.pictures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * Groups of pictures that are equal or nearly so. Equal pictures are one. Two others are a pair
 * when their difference hashes are at most four bits of 64 apart and the pictures, shrunk to 16 x
 * 16, correlate by at least 0.99: faces cut out alike have similar hashes. A group is what pairs
 * connect.
 *
 * <p>Of five bands of a hash's bits two that differ in four agree in one, so that only pictures of
 * an equal band are compared. Where many share a band the rest of the bits is cut into bands in
 * turn, and what no bit tells apart is cut by how its brightness is spread ({@link Slopes}).
 */
final class NearDuplicates {

  private static final int DISTANCE = 4;
  private static final int BANDS = DISTANCE + 1;
  private static final double CORRELATION = 0.99;

  /** Pictures of so few are compared each with each. */
  private static final int FEW = 512;

  /** Of many, each is compared with so many next to it first. */
  private static final int NEIGHBOURS = 16;

  /** Cutting goes on where it saves at least half of the comparisons. */
  private static final double WORTH = 0.5;

  private final Prints prints;
  private final Groups groups;

  /** By picture; only those that stand for their equals are looked at. */
  private final long[] hashes;

  private final Slopes slopes;
  private final LongAdder comparisons = new LongAdder();

  private NearDuplicates(Prints prints) {
    this.prints = prints;
    this.hashes = new long[prints.count()];
    this.groups = new Groups(prints.count());
    this.slopes = new Slopes(prints.count(), CORRELATION);
  }

  /**
   * What was found.
   *
   * @param groups two or more in each, in rising order; groups in the order of their first members
   * @param comparisons how many pairs of pictures were looked at for that
   */
  record Found(List<List<Integer>> groups, long comparisons) {}

  static Found find(Prints prints) {
    NearDuplicates search = new NearDuplicates(prints);
    search.join(search.different());
    return new Found(search.groups.lists(), search.comparisons.sum());
  }

  /** The first of equal pictures, with what they are compared by. */
  private int[] different() {
    int[] firsts = EqualPrints.unite(prints, groups);
    for (int i : firsts) {
      Print print = prints.get(i);
      hashes[i] = print.hash();
      slopes.put(i, print.small());
    }
    return firsts;
  }

  /** Compares what may be a pair among some pictures. */
  private void join(int[] members) {
    if (members.length <= FEW) {
      compareAll(slopes.order(members), new boolean[members.length]);
      return;
    }
    Slopes.Order order = slopes.order(members);
    uniteNeighbours(order);
    boolean[] united = united(order.members());
    if (count(united) == members.length) {
      return; // one group already: no pair among them can add to it
    }
    List<int[]> sets = byBits(members);
    if (sets.isEmpty()) {
      sets = worth(slopes.cells(members), members);
    }
    if (sets.isEmpty()) {
      compareAll(order, united);
    } else {
      sets.parallelStream().forEach(this::join);
    }
  }

  /** Where many are alike, most are like one next to them: the rest is then soon compared. */
  private void uniteNeighbours(Slopes.Order order) {
    int[] sorted = order.members();
    IntStream.range(0, sorted.length)
        .parallel()
        .forEach(
            a -> {
              for (int b = a + 1; b < Math.min(sorted.length, a + NEIGHBOURS); b++) {
                compare(sorted[a], sorted[b]);
              }
            });
    comparisons.add((long) sorted.length * NEIGHBOURS);
  }

  /** Which pictures are in the greatest group so far, where it has a good part of them. */
  private boolean[] united(int[] members) {
    int[] roots = Arrays.stream(members).map(groups::root).toArray();
    int[] sorted = roots.clone();
    Arrays.sort(sorted);
    int greatest = sorted[0];
    int most = 0;
    for (int from = 0, to = 1; to <= sorted.length; to++) {
      if (to == sorted.length || sorted[to] != sorted[from]) {
        if (to - from > most) {
          most = to - from;
          greatest = sorted[from];
        }
        from = to;
      }
    }
    boolean[] united = new boolean[members.length];
    for (int i = 0; i < united.length && most > united.length / 4; i++) {
      united[i] = roots[i] == greatest;
    }
    return united;
  }

  private static int count(boolean[] flags) {
    int count = 0;
    for (boolean flag : flags) {
      count += flag ? 1 : 0;
    }
    return count;
  }

  /** The sets, or none where comparing within them saves too little. */
  private static List<int[]> worth(List<int[]> sets, int[] members) {
    double comparisons = sets.stream().mapToDouble(s -> (double) s.length * s.length).sum();
    return comparisons < WORTH * members.length * members.length ? sets : List.of();
  }

  /**
   * Smaller sets of pictures that hold all pairs of these, by the bits in which any of them differ;
   * empty where that saves too little.
   */
  private List<int[]> byBits(int[] members) {
    List<int[]> sets = new ArrayList<>();
    for (long band : bands(members)) {
      if (band == 0) {
        return List.of(); // too few bits differ
      }
      sets.addAll(byBand(members, band));
    }
    return worth(sets, members);
  }

  /** Deals bits to bands, those first that tell most: the ones set in about half of the hashes. */
  private long[] bands(int[] members) {
    int[] set = new int[Long.SIZE];
    for (int m : members) {
      for (long rest = hashes[m]; rest != 0; rest &= rest - 1) {
        set[Long.numberOfTrailingZeros(rest)]++;
      }
    }
    int[] bits =
        IntStream.range(0, Long.SIZE)
            .filter(b -> set[b] > 0 && set[b] < members.length)
            .boxed()
            .sorted(Comparator.comparingInt(b -> Math.abs(2 * set[b] - members.length)))
            .mapToInt(Integer::intValue)
            .toArray();
    long[] bands = new long[BANDS];
    for (int i = 0; i < bits.length; i++) {
      bands[i % BANDS] |= 1L << bits[i];
    }
    return bands;
  }

  /** Pictures with equal bits in a band, two or more in each set. */
  private List<int[]> byBand(int[] members, long band) {
    long[] order = new long[members.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = (long) EqualPrints.mix(hashes[members[i]] & band) << 32 | i;
    }
    Arrays.parallelSort(order);
    List<int[]> sets = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= order.length; to++) {
      if (to == order.length || order[to] >> 32 != order[from] >> 32) {
        if (to - from > 1) {
          int[] set = new int[to - from];
          for (int i = from; i < to; i++) {
            set[i - from] = members[(int) order[i]];
          }
          sets.add(set);
        }
        from = to;
      }
    }
    return sets;
  }

  /**
   * Compares each picture with those whose brightness is spread alike.
   *
   * @param united which of the order's pictures are in one group already: they are not compared
   *     with each other
   */
  private void compareAll(Slopes.Order order, boolean[] united) {
    Slopes.Order single = order.where(i -> !united[i]);
    compareAll(single, single);
    if (single.members().length < united.length) {
      compareAll(single, order.where(i -> united[i]));
    }
  }

  @SuppressWarnings("ReferenceEquality") // an order compared with itself: each pair once
  private void compareAll(Slopes.Order these, Slopes.Order those) {
    int[] members = those.members();
    long[] near = Arrays.stream(members).mapToLong(m -> hashes[m]).toArray();
    IntStream all = IntStream.range(0, these.members().length);
    (these.members().length > FEW ? all.parallel() : all)
        .forEach(
            i -> {
              int a = these.members()[i];
              long hash = hashes[a];
              int from = these == those ? i + 1 : those.from(these.at()[i]);
              int to = those.to(these.at()[i]);
              comparisons.add(Math.max(0, to - from));
              for (int b = from; b < to; b++) {
                if (Long.bitCount(hash ^ near[b]) <= DISTANCE) {
                  compare(a, members[b]);
                }
              }
            });
  }

  private void compare(int a, int b) {
    if (Long.bitCount(hashes[a] ^ hashes[b]) <= DISTANCE
        && slopes.close(a, b)
        && groups.root(a) != groups.root(b)
        && Print.correlation(prints.get(a).small(), prints.get(b).small()) >= CORRELATION) {
      groups.unite(a, b);
    }
  }
}
