package io.selfcure.core.pictures;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Groups of copies of one picture: equal ones, and those that look alike and are found to be the
 * same by their pixels, though perhaps brighter, compressed, of another size, mirrored, turned or
 * cut. Two pictures of one person are no copies, however alike they look.
 */
final class Copies {

  /** Of more pictures only those are compared that are nearly equal as they are. */
  static final int MOST_IN_ALL_CHANGES = 100_000;

  private Copies() {}

  /**
   * Finds them.
   *
   * @return two or more indices of the prints in each, rising; groups in the order of their first
   */
  static List<List<Integer>> find(Prints prints, SamePicture same) {
    Groups groups = new Groups(prints.count());
    int[] different = EqualPrints.unite(prints, groups);
    List<LookAlikes.Pair> pairs =
        different.length <= MOST_IN_ALL_CHANGES
            ? LookAlikes.find(prints, different)
            : nearlyEqual(prints);
    // the likeliest first, as what is united already needs no second look
    pairs.parallelStream()
        .sorted(Comparator.comparing((LookAlikes.Pair p) -> -p.correlation()))
        .forEach(
            p -> {
              if (groups.root(p.a()) != groups.root(p.b()) && same.test(p.a(), p.b(), p.change())) {
                groups.unite(p.a(), p.b());
              }
            });
    return groups.lists();
  }

  /** Each picture of a group of near-duplicates with some that follow. */
  private static List<LookAlikes.Pair> nearlyEqual(Prints prints) {
    List<LookAlikes.Pair> pairs = new ArrayList<>();
    for (List<Integer> group : NearDuplicates.find(prints).groups()) {
      for (int i = 0; i < group.size(); i++) {
        for (int j = i + 1; j < Math.min(group.size(), i + 1 + LookAlikes.MOST); j++) {
          pairs.add(new LookAlikes.Pair(group.get(i), group.get(j), Change.NONE, 1));
        }
      }
    }
    return pairs;
  }
}
