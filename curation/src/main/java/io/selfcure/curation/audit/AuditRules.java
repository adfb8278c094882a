package io.selfcure.curation.audit;

import io.selfcure.core.error.UsageException;
import io.selfcure.curation.run.Facts;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From when on a finding is one.
 *
 * @param mislabelled least {@link Belief#confidence} of the queue "mislabelled", from 0.5 to 1
 * @param cure least confidence with which a label is changed automatically, not below the former
 * @param sure least share of the belief that the new label must have then, 0..1; above 1 where
 *     nothing is to be changed automatically
 * @param plausible a label is plausible when its share is at least this much of the greatest share;
 *     a sample with two plausible ones is ambiguous
 * @param asTheRun whether a label is changed automatically only to what the run itself came to
 *     train on: a network that was led by its own evidence is too sure of what it makes of it
 */
public record AuditRules(
    double mislabelled, double cure, double sure, double plausible, boolean asTheRun) {

  /** The rules unless others are given (docs/decisions/0009). */
  public static final AuditRules DEFAULT = new AuditRules(0.8, 0.85, 0.4, 0.5, false);

  /** Checks the ranges. */
  public AuditRules {
    if (!(cure >= mislabelled && cure <= 1 && mislabelled >= 0.5)) {
      throw new UsageException(
          "{confidence}",
          cure + " is not in " + mislabelled + "..1",
          "give a share such as " + DEFAULT.cure());
    }
  }

  /** The same rules with another confidence for automatic changes. */
  public AuditRules withCure(double confidence) {
    return new AuditRules(mislabelled, confidence, sure, plausible, asTheRun);
  }

  /** The same rules, by which no label is changed automatically: no share is above one. */
  public AuditRules withoutCure() {
    return new AuditRules(mislabelled, 1, 2, plausible, asTheRun);
  }

  /** The same rules for a run whose labels followed its own evidence. */
  public AuditRules ofEvidence() {
    return new AuditRules(mislabelled, cure, sure, plausible, true);
  }

  /**
   * The same rules for a run by whose network it is audited.
   *
   * @param facts what the run's method does; null where that is not recorded: the careful rules
   *     then
   */
  public AuditRules ofRun(@Nullable Facts facts) {
    return facts != null && !facts.ledByOwnEvidence() ? this : ofEvidence();
  }

  /**
   * Whether a mislabelled sample's label is changed automatically. Both shares count with the
   * digits that an audit's tables have: the audit and a cure that reads it back come to the same.
   *
   * @param share what the new label has of the belief, 0..1
   * @param ofRun whether it is what the run came to train on
   */
  public boolean changes(double confidence, double share, boolean ofRun) {
    return AuditFolder.rounded(confidence) >= cure
        && AuditFolder.rounded(share) >= sure
        && (ofRun || !asTheRun);
  }

  /** Names and values. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("mislabelled", mislabelled);
    map.put("cure", cure);
    map.put("sure", sure);
    map.put("plausible", plausible);
    map.put("as-the-run", asTheRun);
    return map;
  }
}
