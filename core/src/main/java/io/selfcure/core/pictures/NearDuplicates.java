package io.selfcure.core.pictures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups of pictures that are equal or nearly so. Candidates are pairs whose difference hashes are
 * at most four bits of 64 apart: cut into five bands, such a pair agrees in one of them, so that
 * only pictures with an equal band are compared. Faces cut out alike have similar hashes, so a pair
 * counts only when the pictures, shrunk to 16 x 16, correlate by at least 0.99.
 */
final class NearDuplicates {

  private static final int DISTANCE = 4;
  private static final double CORRELATION = 0.99;
  private static final int[] BAND_BITS = {13, 13, 13, 13, 12};

  private final List<Thumbnail.Print> prints;
  private final int[] parent;

  private NearDuplicates(List<Thumbnail.Print> prints) {
    this.prints = prints;
    this.parent = new int[prints.size()];
    Arrays.setAll(parent, i -> i);
  }

  /** Groups of two or more, each in rising order, in the order of their first members. */
  static List<List<Integer>> groups(List<Thumbnail.Print> prints) {
    NearDuplicates twins = new NearDuplicates(prints);
    int shift = 0;
    for (int bits : BAND_BITS) {
      twins.band(shift, (1L << bits) - 1);
      shift += bits;
    }
    Map<Integer, List<Integer>> byRoot = new LinkedHashMap<>();
    for (int i = 0; i < prints.size(); i++) {
      byRoot.computeIfAbsent(twins.root(i), r -> new ArrayList<>()).add(i);
    }
    return byRoot.values().stream().filter(g -> g.size() > 1).toList();
  }

  private void band(int shift, long mask) {
    Map<Long, List<Integer>> buckets = new HashMap<>();
    for (int i = 0; i < prints.size(); i++) {
      long key = prints.get(i).hash() >>> shift & mask;
      buckets.computeIfAbsent(key, k -> new ArrayList<>()).add(i);
    }
    for (List<Integer> bucket : buckets.values()) {
      for (int a = 0; a < bucket.size(); a++) {
        for (int b = a + 1; b < bucket.size(); b++) {
          compare(bucket.get(a), bucket.get(b));
        }
      }
    }
  }

  private void compare(int a, int b) {
    Thumbnail.Print one = prints.get(a);
    Thumbnail.Print other = prints.get(b);
    if (Long.bitCount(one.hash() ^ other.hash()) <= DISTANCE
        && root(a) != root(b)
        && Thumbnail.correlation(one.small(), other.small()) >= CORRELATION) {
      // the lower index leads, so that groups are named by their first member
      int low = Math.min(root(a), root(b));
      parent[Math.max(root(a), root(b))] = low;
    }
  }

  private int root(int i) {
    int at = i;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }
}
