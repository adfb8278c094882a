package io.selfcure.datasets.official;

import io.selfcure.datasets.intake.Item;
import io.selfcure.datasets.intake.Sink;

/** Takes nothing: for a look at a tree whose faults are told elsewhere. */
enum Ignore implements Sink {
  REST;

  @Override
  public void take(Item item) {
    throw new IllegalStateException("nothing is taken");
  }

  @Override
  public void skip(String where, String reason) {
    // told by the walk that takes pictures
  }
}
