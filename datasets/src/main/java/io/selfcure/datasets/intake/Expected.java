package io.selfcure.datasets.intake;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The published counts of a data set, to check an import against.
 *
 * @param counts in the order in which differences are told
 */
public record Expected(List<Count> counts) {

  /** Nothing is published. */
  public static final Expected NOTHING = new Expected(List.of());

  /**
   * One published count.
   *
   * @param split of an official split, null over all
   * @param label of one class, null over all
   * @param number how many pictures
   */
  public record Count(@Nullable Split split, @Nullable Integer label, long number) {}

  /** Copies the counts. */
  public Expected {
    counts = List.copyOf(counts);
  }

  /** A count of all pictures. */
  public static Expected pictures(long number) {
    return NOTHING.and(new Count(null, null, number));
  }

  /** A count of the pictures of every class, in the order of the set's labels. */
  public Expected classes(@Nullable Split split, long... numbers) {
    Expected all = this;
    for (int c = 0; c < numbers.length; c++) {
      all = all.and(new Count(split, c, numbers[c]));
    }
    return all;
  }

  /** A count of an official split. */
  public Expected split(Split split, long number) {
    return and(new Count(split, null, number));
  }

  private Expected and(Count count) {
    List<Count> more = new ArrayList<>(counts);
    more.add(count);
    return new Expected(more);
  }

  /** What differs from the published counts, one line each. */
  List<String> differences(LabelSet labels, Tally tally) {
    List<String> lines = new ArrayList<>();
    for (Count c : counts) {
      long found = tally.count(c.split(), c.label());
      if (found != c.number()) {
        String what =
            (c.split() == null ? "" : c.split().id() + " ")
                + (c.label() == null ? "pictures" : labels.name(c.label()));
        long more = found - c.number();
        lines.add(
            String.format(
                Locale.ROOT,
                "%s: %,d, %,d %s than published (%,d)",
                what,
                found,
                Math.abs(more),
                more < 0 ? "fewer" : "more",
                c.number()));
      }
    }
    return lines;
  }
}
