package io.selfcure.curation.audit;

import java.util.Locale;

/** What is the matter with a sample. The kinds are different findings and need different cures. */
public enum Queue {
  /** People would agree on another label. */
  MISLABELLED,
  /** People would disagree. */
  AMBIGUOUS,
  /** The picture itself: blank, or without a face. */
  BAD_IMAGE,
  /** Nothing that the audit sees. */
  OK;

  /** The lower-case name with dashes, in files and on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String toString() {
    return id();
  }
}
