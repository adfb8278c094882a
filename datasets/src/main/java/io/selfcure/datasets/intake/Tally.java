package io.selfcure.datasets.intake;

import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many pictures of each official split and class there were, in the source's own terms. */
final class Tally {

  private static final List<Split> SPLITS = List.of(Split.values());
  private static final int NO_SPLIT = SPLITS.size();

  private final int classes;
  private final long[][] counts;

  Tally(int classes) {
    this.classes = classes;
    this.counts = new long[NO_SPLIT + 1][classes + 1]; // the last ones: no split, no label
  }

  void add(Item item) {
    int label = item.sample().label();
    counts[item.official() ? SPLITS.indexOf(item.sample().split()) : NO_SPLIT][
        label == Sample.UNKNOWN ? classes : label]++;
  }

  /** How many of a split and a class; null stands for all. */
  long count(@Nullable Split split, @Nullable Integer label) {
    long sum = 0;
    for (int s = 0; s <= NO_SPLIT; s++) {
      for (int c = 0; c <= classes; c++) {
        if ((split == null || SPLITS.indexOf(split) == s) && (label == null || label == c)) {
          sum += counts[s][c];
        }
      }
    }
    return sum;
  }
}
