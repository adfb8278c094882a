package io.selfcure.datasets.check;

import java.util.List;

/**
 * Something about a data set.
 *
 * @param code a short name that stays the same
 * @param problem whether it makes figures of the set wrong; else it is good to know
 * @param text what was found, in words
 * @param examples all of the samples, groups or files
 */
public record CheckFinding(String code, boolean problem, String text, List<String> examples) {

  /** Copies the list. */
  public CheckFinding {
    examples = List.copyOf(examples);
  }

  static CheckFinding problem(String code, String text, List<String> examples) {
    return new CheckFinding(code, true, text, examples);
  }

  static CheckFinding note(String code, String text, List<String> examples) {
    return new CheckFinding(code, false, text, examples);
  }
}
