package io.selfcure.datasets.intake;

import io.selfcure.core.data.Shuffle;
import io.selfcure.core.data.Split;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** Divides those samples further that are in the training split. */
final class Division {

  private static final List<Split> SPLITS = List.of(Split.TRAIN, Split.VALID, Split.TEST);

  private final Split[] splits;
  private final int[] labels;
  private final int classes;
  private final SplittableRandom random;

  /**
   * @param splits changed in place
   * @param labels a class each, or -1
   */
  Division(Split[] splits, int[] labels, int classes, long seed) {
    this.splits = splits;
    this.labels = labels;
    this.classes = classes;
    this.random = new SplittableRandom(seed);
  }

  /** The same shares of every class. */
  void byClass(double valid, double test) {
    for (int c = 0; c <= classes; c++) {
      List<Integer> members = new ArrayList<>();
      for (int i = 0; i < splits.length; i++) {
        if (column(i) == c && splits[i] == Split.TRAIN) {
          members.add(i);
        }
      }
      Shuffle.list(members, random);
      int toValid = (int) Math.round(valid * members.size());
      int toTest = Math.min((int) Math.round(test * members.size()), members.size() - toValid);
      members.subList(0, toValid).forEach(i -> splits[i] = Split.VALID);
      members.subList(toValid, toValid + toTest).forEach(i -> splits[i] = Split.TEST);
    }
  }

  /** Samples without a label count as a class of their own, the last. */
  private int column(int sample) {
    return labels[sample] < 0 ? classes : labels[sample];
  }

  private record Group(List<Integer> members, int[] byClass) {}

  /**
   * All samples of a group into one split. The largest groups go first, equals in random order, and
   * each goes where it brings the counts of the classes nearest to their shares.
   *
   * @param groups a group's number each, -1 for a sample that is a group of its own
   */
  void byGroup(int[] groups, int count, double valid, double test) {
    List<Group> all = gather(groups, count);
    Shuffle.list(all, random);
    all.sort(Comparator.comparing((Group g) -> -g.members().size()));
    double[] total = new double[classes + 1];
    for (Group g : all) {
      for (int c = 0; c <= classes; c++) {
        total[c] += g.byClass()[c];
      }
    }
    double[] shares = {1 - valid - test, valid, test};
    double[][] placed = new double[shares.length][classes + 1];
    for (Group g : all) {
      int best = 0;
      for (int s = 1; s < shares.length; s++) {
        if (cost(g, placed[s], total, shares[s]) < cost(g, placed[best], total, shares[best])) {
          best = s;
        }
      }
      for (int c = 0; c <= classes; c++) {
        placed[best][c] += g.byClass()[c];
      }
      Split split = SPLITS.get(best);
      g.members().forEach(i -> splits[i] = split);
    }
  }

  /** How much further from its shares a split is with the group than without. */
  private double cost(Group group, double[] placed, double[] total, double share) {
    if (share == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double cost = 0;
    for (int c = 0; c <= classes; c++) {
      if (total[c] > 0) {
        double without = placed[c] - share * total[c];
        double with = without + group.byClass()[c];
        cost += (with * with - without * without) / (share * total[c] * total[c]);
      }
    }
    return cost;
  }

  private List<Group> gather(int[] groups, int count) {
    List<Group> named = new ArrayList<>();
    for (int g = 0; g < count; g++) {
      named.add(new Group(new ArrayList<>(), new int[classes + 1]));
    }
    List<Group> all = new ArrayList<>();
    for (int i = 0; i < splits.length; i++) {
      if (splits[i] == Split.TRAIN) {
        Group g =
            groups[i] >= 0
                ? named.get(groups[i])
                : new Group(new ArrayList<>(), new int[classes + 1]);
        if (g.members().isEmpty()) {
          all.add(g);
        }
        g.members().add(i);
        g.byClass()[column(i)]++;
      }
    }
    return all;
  }
}
