package io.selfcure.datasets.intake;

import io.selfcure.core.error.UsageException;
import org.jspecify.annotations.Nullable;

/**
 * What a user chooses for any data set.
 *
 * @param labels the classes wanted, see {@link LabelMap#of}; null for the source's own
 * @param rule how samples are divided; null for the official splits where there are any, else by
 *     subject where subjects are known, else at random
 * @param validShare share for validation, 0 to 0.9; null for a tenth where the source has no splits
 *     and for nothing where it has
 * @param testShare share for testing where the source has no splits, 0 to 0.9
 * @param seed of the division
 * @param subjects what in a picture's path names its subject, see {@link SubjectNames}; null to go
 *     by the source alone
 * @param allowPartial whether a set may lose many pictures or a whole class, see {@link Losses}
 * @param keepDamaged whether pictures are taken of which a part is lost
 */
public record Choices(
    @Nullable String labels,
    @Nullable SplitRule rule,
    @Nullable Double validShare,
    double testShare,
    long seed,
    @Nullable SubjectNames subjects,
    boolean allowPartial,
    boolean keepDamaged) {

  /** Nothing chosen. */
  public static final Choices DEFAULT = new Choices(null, null, null, 0, 1);

  private static final double TENTH = 0.1;

  /** Choices that say nothing of subjects, and take no part for the whole. */
  public Choices(
      @Nullable String labels,
      @Nullable SplitRule rule,
      @Nullable Double validShare,
      double testShare,
      long seed) {
    this(labels, rule, validShare, testShare, seed, null, false);
  }

  /** Choices without pictures of which a part is lost. */
  public Choices(
      @Nullable String labels,
      @Nullable SplitRule rule,
      @Nullable Double validShare,
      double testShare,
      long seed,
      @Nullable SubjectNames subjects,
      boolean allowPartial) {
    this(labels, rule, validShare, testShare, seed, subjects, allowPartial, false);
  }

  /** Checks the shares. */
  public Choices {
    requireShare("{valid-share}", validShare == null ? 0 : validShare);
    requireShare("{test-share}", testShare);
    if ((validShare == null ? TENTH : validShare) + testShare > 0.95) {
      throw new UsageException(
          "{test-share}", "leaves nothing to train on", "give shares such as 0.1 and 0.2");
    }
  }

  /** The same where much may be lost. */
  public Choices allowingPartial() {
    return new Choices(labels, rule, validShare, testShare, seed, subjects, true, keepDamaged);
  }

  /** The same, with pictures of which a part is lost or without. */
  public Choices keepingDamaged(boolean keep) {
    return new Choices(labels, rule, validShare, testShare, seed, subjects, allowPartial, keep);
  }

  private static void requireShare(String option, double share) {
    if (!(share >= 0 && share <= 0.9)) {
      throw new UsageException(option, share + " is not in 0..0.9", "give a share such as 0.1");
    }
  }

  /** The share for validation where samples are divided. */
  double valid() {
    return validShare == null ? TENTH : validShare;
  }
}
