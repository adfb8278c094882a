package io.selfcure.datasets.check;

import java.util.List;

/**
 * Something about a data set.
 *
 * @param code a short name that stays the same
 * @param problem whether it makes figures of the set wrong; else it is good to know
 * @param text what was found, in words
 * @param examples some of the samples or files
 */
public record CheckFinding(String code, boolean problem, String text, List<String> examples) {

  private static final int SHOWN = 5;

  /** Keeps a few examples. */
  public CheckFinding {
    examples = List.copyOf(examples.subList(0, Math.min(SHOWN, examples.size())));
  }

  static CheckFinding problem(String code, String text, List<String> examples) {
    return new CheckFinding(code, true, text, examples);
  }

  static CheckFinding note(String code, String text, List<String> examples) {
    return new CheckFinding(code, false, text, examples);
  }
}
