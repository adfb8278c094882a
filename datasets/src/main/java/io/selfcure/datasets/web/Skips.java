package io.selfcure.datasets.web;

import io.selfcure.datasets.intake.Item;
import io.selfcure.datasets.intake.Sink;
import java.util.function.BiConsumer;

/**
 * Hears of what a walk through a tree leaves out; no pictures come of such a walk.
 *
 * @param each given where and why
 */
record Skips(BiConsumer<String, String> each) implements Sink {

  @Override
  public void take(Item item) {
    throw new IllegalStateException("a walk hands on paths, not pictures");
  }

  @Override
  public void skip(String where, String reason) {
    each.accept(where, reason);
  }
}
