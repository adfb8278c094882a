package io.selfcure.datasets.fer2013;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * FERPlus's votes on one picture.
 *
 * @param usage the row's Usage cell
 * @param counts ten counts: the eight expressions of {@link LabelSet#FERPLUS8} in order, "unknown",
 *     "not a face"
 */
record Ballot(String usage, List<Integer> counts) {

  private static final int EXPRESSIONS = LabelSet.FERPLUS8.size();
  private static final int CHOICES = EXPRESSIONS + 2;

  Ballot {
    counts = List.copyOf(counts);
    if (counts.size() != CHOICES) {
      throw new IllegalArgumentException(counts.size() + " counts, expected " + CHOICES);
    }
  }

  /** A label, or why there is none. */
  record Verdict(int label, String reason) {
    private static Verdict none(String reason) {
      return new Verdict(Sample.UNKNOWN, reason);
    }
  }

  /** Applies one of FERPlus's rules. */
  Verdict decide(LabelRule rule) {
    return switch (rule) {
      case MAJORITY -> majority();
      case PLURALITY -> plurality();
      case VOTES -> distribution();
      case FER2013 -> throw new IllegalArgumentException("FER2013's labels are not voted on");
    };
  }

  private int[] withoutOutliers() {
    return counts.stream().mapToInt(c -> c > 1 ? c : 0).toArray();
  }

  private Verdict majority() {
    int[] left = withoutOutliers();
    int best = argmax(left, CHOICES);
    if (2 * left[best] <= Arrays.stream(left).sum()) {
      return Verdict.none("no majority: " + describe());
    }
    return expression(best);
  }

  private Verdict plurality() {
    int[] left = withoutOutliers();
    int best = argmax(left, CHOICES);
    if (left[best] == 0 || Arrays.stream(left).filter(c -> c == left[best]).count() > 1) {
      return Verdict.none("no unique winner: " + describe());
    }
    return expression(best);
  }

  private Verdict distribution() {
    int[] all = counts.stream().mapToInt(Integer::intValue).toArray();
    int best = argmax(all, EXPRESSIONS);
    int other = argmax(all, CHOICES);
    return all[best] == 0 || all[other] > all[best] ? expression(other) : expression(best);
  }

  private Verdict expression(int winner) {
    return switch (winner - EXPRESSIONS) {
      case 0 -> Verdict.none("unknown expression: " + describe());
      case 1 -> Verdict.none("not a face: " + describe());
      default -> new Verdict(winner, "");
    };
  }

  /** The votes for expressions in the order of {@link LabelSet#FERPLUS8}. */
  List<Integer> expressions() {
    return counts.subList(0, EXPRESSIONS);
  }

  private String describe() {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < CHOICES; i++) {
      if (counts.get(i) > 0) {
        String name =
            i < EXPRESSIONS
                ? LabelSet.FERPLUS8.name(i)
                : i == EXPRESSIONS ? "unknown" : "not a face";
        parts.add(name + " " + counts.get(i));
      }
    }
    return String.join(", ", parts);
  }

  private static int argmax(int[] values, int among) {
    int best = 0;
    for (int i = 1; i < among; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }
}
