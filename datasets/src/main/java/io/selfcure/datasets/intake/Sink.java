package io.selfcure.datasets.intake;

/** Takes what an importer finds. */
public interface Sink {

  /** A picture with its label. */
  void take(Item item);

  /** A row or file that is left out, and why. */
  void skip(String where, String reason);
}
