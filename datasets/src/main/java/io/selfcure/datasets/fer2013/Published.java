package io.selfcure.datasets.fer2013;

import java.util.List;

/** The counts to check an import against: those of the official files with all 35,887 rows. */
final class Published {

  /** How many pictures of FER2013 have each of its codes, 0 to 6. */
  static final List<Long> BY_CLASS = List.of(4953L, 547L, 5121L, 8989L, 6077L, 4002L, 6198L);

  private Published() {}

  /**
   * One official part.
   *
   * @param rows pictures in FER2013
   * @param majority pictures FERPlus's majority rule keeps
   * @param plurality pictures its plurality rule keeps
   */
  record Counts(int rows, int majority, int plurality) {

    /** How many rows a rule keeps, or -1 where nothing is published. */
    int kept(LabelRule rule) {
      return switch (rule) {
        case MAJORITY -> majority;
        case PLURALITY -> plurality;
        case FER2013 -> rows;
        case VOTES -> -1;
      };
    }
  }

  static Counts of(String usage) {
    return switch (usage) {
      case "Training" -> new Counts(28_709, 25_060, 26_940);
      case "PublicTest" -> new Counts(3_589, 3_199, 3_396);
      default -> new Counts(3_589, 3_153, 3_376);
    };
  }
}
