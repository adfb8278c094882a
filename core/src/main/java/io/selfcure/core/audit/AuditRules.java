package io.selfcure.core.audit;

import io.selfcure.core.error.UsageException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * From when on a finding is one.
 *
 * @param mislabelled least {@link Belief#confidence} of the queue "mislabelled", from 0.5 to 1
 * @param cure least confidence with which a label is changed automatically, not below the former;
 *     besides, the new label must be believed more than all others together
 * @param plausible a label is plausible when its share is at least this much of the greatest share;
 *     a sample with two plausible ones is ambiguous
 */
public record AuditRules(double mislabelled, double cure, double plausible) {

  /** The rules unless others are given (docs/decisions/0009). */
  public static final AuditRules DEFAULT = new AuditRules(0.8, 0.9, 0.5);

  /** Checks the ranges. */
  public AuditRules {
    if (!(cure >= mislabelled && cure <= 1 && mislabelled >= 0.5)) {
      throw new UsageException(
          "--confidence",
          cure + " is not in " + mislabelled + "..1",
          "give a share such as " + DEFAULT.cure());
    }
  }

  /** The same rules with another confidence for automatic changes. */
  public AuditRules withCure(double confidence) {
    return new AuditRules(mislabelled, confidence, plausible);
  }

  /**
   * Whether a mislabelled sample's label is changed automatically.
   *
   * @param share what the new label has of the belief, 0..1
   */
  public boolean changes(double confidence, double share) {
    return confidence >= cure && share > 0.5;
  }

  /** Names and values. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("mislabelled", mislabelled);
    map.put("cure", cure);
    map.put("plausible", plausible);
    return map;
  }
}
