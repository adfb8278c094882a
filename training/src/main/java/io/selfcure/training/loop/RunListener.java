package io.selfcure.training.loop;

import io.selfcure.training.objective.Outcome;

/** Hears of a training as it goes: the loop trains, listeners write, draw and warn. */
interface RunListener extends AutoCloseable {

  /** A step was done; {@code step} counts from 1 over the whole run. */
  default void stepDone(long step, Outcome outcome) {}

  /** An epoch has ended and is in the ledger; its checkpoint is not written yet. */
  void epochEnded(EpochResult epoch);

  @Override
  default void close() {}
}
