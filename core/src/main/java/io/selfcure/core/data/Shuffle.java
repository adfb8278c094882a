package io.selfcure.core.data;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random order from a {@link SplittableRandom}, which {@link Collections#shuffle} takes only from
 * Java 21 on.
 */
public final class Shuffle {

  private Shuffle() {}

  /** Puts a list into random order: Fisher and Yates, from the end. */
  public static void list(List<?> list, SplittableRandom random) {
    for (int i = list.size() - 1; i > 0; i--) {
      Collections.swap(list, i, random.nextInt(i + 1));
    }
  }
}
