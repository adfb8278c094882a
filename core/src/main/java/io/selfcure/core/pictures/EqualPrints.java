package io.selfcure.core.pictures;

import java.util.Arrays;

/** Unites pictures whose prints are equal: an open hash table of indices. */
final class EqualPrints {

  private EqualPrints() {}

  /**
   * Unites equal pictures.
   *
   * @return the first of each, but for flat ones, which are like no other
   */
  static int[] unite(Prints prints, Groups groups) {
    int n = prints.count();
    int[] table = new int[Integer.highestOneBit(Math.max(1, n)) * 4];
    long[] hashes = new long[n];
    int[] first = new int[n];
    int count = 0;
    for (int i = 0; i < n; i++) {
      Print print = prints.get(i);
      hashes[i] = print.hash();
      int at = mix(print.hash() ^ print.blankOf() ^ Arrays.hashCode(print.small()) * 0x9E37L);
      at &= table.length - 1;
      while (table[at] != 0
          && !(hashes[table[at] - 1] == hashes[i] && same(print, prints.get(table[at] - 1)))) {
        at = at + 1 & table.length - 1;
      }
      if (table[at] != 0) {
        groups.unite(table[at] - 1, i);
      } else {
        table[at] = i + 1;
        if (!print.flat()) {
          first[count++] = i;
        }
      }
    }
    return Arrays.copyOf(first, count);
  }

  private static boolean same(Print a, Print b) {
    return a.blankOf() == b.blankOf() && Arrays.equals(a.small(), b.small());
  }

  /** Spreads a key's bits. */
  static int mix(long key) {
    long mixed = (key ^ key >>> 32) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32);
  }
}
