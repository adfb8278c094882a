package io.selfcure.core.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NearDuplicatesTest {

  @TempDir Path dir;

  private List<List<Integer>> groups(List<Print> prints) {
    Path file = dir.resolve("prints");
    try (Prints.Writer writer = new Prints.Writer(file)) {
      prints.forEach(writer::add);
    }
    return NearDuplicates.find(Prints.open(file)).groups();
  }

  /** The definition, word by word. */
  private static boolean pair(Print a, Print b) {
    return a.equals(b)
        || (Long.bitCount(a.hash() ^ b.hash()) <= 4
            && Print.correlation(a.small(), b.small()) >= 0.99);
  }

  private static List<List<Integer>> byAllPairs(List<Print> prints) {
    int[] group = new int[prints.size()];
    Arrays.setAll(group, i -> i);
    for (int a = 0; a < group.length; a++) {
      for (int b = a + 1; b < group.length; b++) {
        if (pair(prints.get(a), prints.get(b)) && group[a] != group[b]) {
          int from = Math.max(group[a], group[b]);
          int to = Math.min(group[a], group[b]);
          Arrays.setAll(group, i -> group[i] == from ? to : group[i]);
        }
      }
    }
    Map<Integer, List<Integer>> groups = new TreeMap<>();
    for (int i = 0; i < group.length; i++) {
      groups.computeIfAbsent(group[i], g -> new ArrayList<>()).add(i);
    }
    return groups.values().stream().filter(g -> g.size() > 1).toList();
  }

  /** Coarse pictures of a few values, close to one another or to an earlier one. */
  private static Print drawn(RandomGenerator random, List<Print> before, int bits) {
    int kind = before.isEmpty() ? 0 : random.nextInt(8);
    if (kind == 1) {
      return before.get(random.nextInt(before.size()));
    }
    if (kind == 2) {
      return new Print(0, new byte[Print.SMALL], 0, 1 + random.nextInt(3));
    }
    if (kind < 6 && !before.isEmpty()) { // near another, about as near as a pair may be
      Print near = before.get(random.nextInt(before.size()));
      if (near.flat()) {
        return near;
      }
      long hash = near.hash();
      for (int flips = random.nextInt(6); flips > 0; flips--) {
        hash ^= 1L << random.nextInt(64);
      }
      int most = random.nextInt(12);
      byte[] small = near.small().clone();
      for (int i = 0; i < small.length; i++) {
        small[i] = (byte) Math.max(-127, Math.min(127, small[i] + random.nextInt(-most, most + 1)));
      }
      return new Print(hash, small, 50, 0);
    }
    byte[] small = new byte[Print.SMALL];
    int across = random.nextInt(-3, 4);
    int down = random.nextInt(-3, 4);
    for (int i = 0; i < small.length; i++) {
      small[i] = (byte) (across * (i % 16 - 8) + down * (i / 16 - 8) + random.nextInt(-9, 10));
    }
    return new Print(random.nextLong() & (1L << bits) - 1, small, 50, 0);
  }

  @Test
  void agreesWithComparingAllPairs() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int set = 0; set < 12; set++) {
      int bits = List.of(2, 8, 20, 63).get(set % 4);
      List<Print> prints = new ArrayList<>();
      int size = set < 8 ? random.nextInt(2, 200) : 1200; // large enough to be cut
      for (int i = 0; i < size; i++) {
        prints.add(drawn(random, prints, bits));
      }
      assertThat(groups(prints))
          .as("set %d of %d bits, seed %d", set, bits, seed)
          .isEqualTo(byAllPairs(prints));
    }
  }

  @Test
  void blankPicturesUniteWhereTheyAreEqual() {
    byte[] black = new byte[100];
    byte[] grey = new byte[100];
    Arrays.fill(grey, (byte) 90);
    List<Print> prints = new ArrayList<>();
    for (byte[] pixels : List.of(black, grey, black, grey, grey)) {
      prints.add(Print.of(pixels, 10, 10, 1));
    }
    prints.add(Print.of(black, 5, 20, 1));
    prints.add(Print.missing(6));
    prints.add(Print.missing(7));
    assertThat(groups(prints)).containsExactly(List.of(0, 2), List.of(1, 3, 4));
  }

  /** Of all pairs, 200 million, few are looked at, whatever the pictures have in common. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ONE_FACE")
  void whatIsAllAlikeIsNotComparedInPairs(PrintsBench.Kind kind) {
    PrintsBench.Result result = PrintsBench.run(kind, 20_000, dir.resolve("bench"));
    assertThat(result.comparisons()).isLessThan(10_000_000);
    switch (kind) {
      case RANDOM, ONE_BAND -> assertThat(result.inGroups()).isEqualTo(2_000);
      case EQUAL, BLANK -> assertThat(result.inGroups()).isEqualTo(20_000);
      default -> assertThat(result.inGroups()).isPositive();
    }
  }
}
