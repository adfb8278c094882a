package io.selfcure.datasets.web;

import io.selfcure.core.error.UsageException;
import java.util.List;
import java.util.Locale;

/**
 * Which videos are wanted.
 *
 * @param top the greatest rank among a query's results, from 1
 * @param seconds the greatest length; 0 for any, unknown ones too
 * @param licences texts of which a licence must contain one, in any case; empty for any
 * @param conflicts what becomes of a video that queries of different classes have found
 */
public record PlanRules(int top, double seconds, List<String> licences, Conflict conflicts) {

  /** What becomes of a video with several classes. */
  public enum Conflict {
    /** It is left out. */
    DROP,
    /** The class of the best rank counts; left out where two classes have it. */
    BEST_RANK;

    /** The name on the command line. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The paper's: the first 20 results, under four minutes. */
  public static final PlanRules DEFAULT = new PlanRules(20, 240, List.of(), Conflict.DROP);

  /** Checks the values. */
  public PlanRules {
    licences = licences.stream().map(l -> l.strip().toLowerCase(Locale.ROOT)).toList();
    if (top < 1) {
      throw new UsageException("{top}", top + " is below 1", "give a number such as 20");
    }
    if (!(seconds >= 0) || Double.isInfinite(seconds)) {
      throw new UsageException(
          "{max-length}", seconds + " is no length", "give seconds, or 0 for any length");
    }
    if (licences.contains("")) {
      throw new UsageException("{licence}", "has an empty text", "give such as 'creative commons'");
    }
  }
}
