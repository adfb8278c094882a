package io.selfcure.datasets.intake;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Preprocessing;
import io.selfcure.core.error.DataException;
import org.jspecify.annotations.Nullable;

/** Knows the official layout of one data set. */
public interface Importer {

  /** What the set is, where it comes from and under which terms. */
  SetInfo info();

  /** The same for what is asked for, where an importer makes more than one set. */
  default SetInfo info(Request request) {
    return info();
  }

  /** What shows that a place holds this set, in words; null where nothing does. */
  @Nullable String recognise(Clues place);

  /** Whether any tree or table will do: recognised only where no official layout is. */
  default boolean takesAnything() {
    return false;
  }

  /** How this program found and cut out the faces; null where it did not. */
  default @Nullable Preprocessing preprocessing(Request request) {
    return null;
  }

  /**
   * Refuses classes whose names do not say what they are; not asked where the user's own map names
   * them.
   *
   * @throws io.selfcure.core.error.DataException with what the user can do
   */
  default void requireNamed(Request request, LabelSet labels) {}

  /**
   * Reads the lists of a place, not yet its pictures.
   *
   * @throws DataException when the place does not hold the set
   */
  Reading open(Request request);
}
