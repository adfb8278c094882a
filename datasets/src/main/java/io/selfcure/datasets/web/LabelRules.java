package io.selfcure.datasets.web;

import io.selfcure.core.error.UsageException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How faces get their labels.
 *
 * @param plan the plan whose videos' classes are the labels
 * @param balance greatest number of faces of a class; 0 for that of the rarest class that has any,
 *     null for no limit
 * @param duplicates whether nearly equal faces stay
 * @param seed of the choice among too many
 */
public record LabelRules(Path plan, @Nullable Integer balance, boolean duplicates, long seed) {

  /** Checks the number. */
  public LabelRules {
    if (balance != null && balance < 0) {
      throw new UsageException("{balance}", balance + " is below 0", "give a number, or 'rarest'");
    }
  }
}
