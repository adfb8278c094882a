package io.selfcure.training.health;

import org.jspecify.annotations.Nullable;

/** One thing that can go wrong; shown every epoch in order, it may remember the earlier ones. */
interface Check {

  /** What is wrong, in words with figures; null where nothing is. */
  @Nullable String finding(Vitals v);
}
