package io.selfcure.curation.review;

import java.util.Locale;

/** Which labels a cure changes. Decisions that people took are followed under all of them. */
public enum Policy {
  /** Besides decisions: what the audit holds mislabelled, from a confidence on. */
  AUTO,
  /** Decisions only. */
  CONFIRMED,
  /** As AUTO; besides, votes are written for what is mislabelled or ambiguous. */
  SOFT;

  /** The name on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return id();
  }
}
