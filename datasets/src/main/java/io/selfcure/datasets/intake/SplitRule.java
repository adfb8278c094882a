package io.selfcure.datasets.intake;

import java.util.Locale;

/** How samples are divided into training, validation and testing. */
public enum SplitRule {
  /** As the source says. */
  OFFICIAL,
  /** Seeded, no person or film in two splits, classes as even as that allows. */
  SUBJECT,
  /** Seeded, the same share of every class. */
  RANDOM;

  /** The name on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
