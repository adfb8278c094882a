package io.selfcure.datasets.fer2013;

import io.selfcure.core.error.UsageException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What to import.
 *
 * @param from fer2013.csv, icml_face_data.csv, train.csv or test.csv, plain or .gz
 * @param votes FERPlus's fer2013new.csv, plain or .gz; row i belongs to row i of {@code from}
 * @param rule how a row gets its label
 */
public record Fer2013Options(Path from, @Nullable Path votes, LabelRule rule) {

  /** Checks that the rule has what it needs. */
  public Fer2013Options {
    if (rule != LabelRule.FER2013 && votes == null) {
      throw new UsageException(
          "--label-rule",
          rule.id() + " needs FERPlus's votes",
          "add --votes fer2013new.csv, or choose --label-rule fer2013");
    }
  }
}
