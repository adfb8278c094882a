package io.selfcure.datasets.table;

import io.selfcure.core.data.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How several people's votes become a label. */
public enum VoteRule {
  /** More than half of the votes must be for one class. */
  MAJORITY,
  /** One class must have more votes than any other. */
  PLURALITY,
  /** The class with most votes, of equals the first; for training on the shares. */
  SOFT;

  /** The name that users write. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The names that users write, in the order of the rules. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(VoteRule::id).toList();
  }

  /** The label, or {@link Sample#UNKNOWN} where the rule gives none. */
  int decide(List<Integer> votes) {
    int best = best(votes);
    int sum = votes.stream().mapToInt(Integer::intValue).sum();
    boolean decided =
        switch (this) {
          case MAJORITY -> 2L * votes.get(best) > sum;
          case PLURALITY -> sum > 0 && !tied(votes);
          case SOFT -> sum > 0;
        };
    return decided ? best : Sample.UNKNOWN;
  }

  /** The class with most votes, of equals the first. */
  static int best(List<Integer> votes) {
    int best = 0;
    for (int c = 1; c < votes.size(); c++) {
      best = votes.get(c) > votes.get(best) ? c : best;
    }
    return best;
  }

  /** Whether more than one class has most votes. */
  static boolean tied(List<Integer> votes) {
    int most = votes.get(best(votes));
    return votes.stream().filter(v -> v == most).count() > 1;
  }
}
