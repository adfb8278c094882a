package io.selfcure.core.pictures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/** What is united belongs to one group, over any number of steps. Safe from several threads. */
final class Groups {

  private final AtomicIntegerArray parent;

  /** Every index is alone. */
  Groups(int count) {
    parent = new AtomicIntegerArray(IntStream.range(0, count).toArray());
  }

  /** The lower index leads, so that groups are named by their first member. */
  void unite(int a, int b) {
    int low = root(a);
    int high = root(b);
    while (low != high) {
      int leader = Math.min(low, high);
      int other = Math.max(low, high);
      if (parent.compareAndSet(other, other, leader)) {
        return;
      }
      low = root(leader);
      high = root(other);
    }
  }

  /** The leader of an index's group. */
  int root(int i) {
    int at = i;
    int above = parent.get(at);
    while (above != at) {
      int next = parent.get(above);
      parent.compareAndSet(at, above, next); // halves the path
      at = above;
      above = next;
    }
    return at;
  }

  /** Two or more in each, in rising order; groups in the order of their first members. */
  List<List<Integer>> lists() {
    int[] sizes = new int[parent.length()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[root(i)]++;
    }
    Map<Integer, List<Integer>> byRoot = new LinkedHashMap<>();
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[root(i)] > 1) {
        byRoot.computeIfAbsent(root(i), r -> new ArrayList<>()).add(i);
      }
    }
    return List.copyOf(byRoot.values());
  }
}
