package io.selfcure.datasets.intake;

import io.selfcure.core.data.LabelSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A data set in its own layout, opened.
 *
 * @param labels its classes in the order of its own codes
 * @param root the directory that the paths of its pictures start from
 * @param pack the one size of its pictures where they are to be packed, null where they stay files
 * @param expected the published counts
 * @param settings what the card is to say of the choices made, in order
 * @param notes what the reader decided about the lists, to be told: sentences of ours, values in
 *     them through {@link io.selfcure.core.error.Wording#value}
 * @param each hands on all items and all that is left out, in an order that depends on the names
 *     alone; called twice
 */
public record Reading(
    LabelSet labels,
    Path root,
    @Nullable Pack pack,
    Expected expected,
    Map<String, String> settings,
    List<String> notes,
    Consumer<Sink> each) {

  /** Copies the notes. */
  public Reading {
    notes = List.copyOf(notes);
  }

  /**
   * The one size of packed pictures.
   *
   * @param height rows
   * @param width columns
   */
  public record Pack(int height, int width) {}

  /** A set about which there is nothing to tell. */
  public Reading(
      LabelSet labels,
      Path root,
      @Nullable Pack pack,
      Expected expected,
      Map<String, String> settings,
      Consumer<Sink> each) {
    this(labels, root, pack, expected, settings, List.of(), each);
  }

  /** The same set with something to tell. */
  public Reading noting(List<String> more) {
    return new Reading(labels, root, pack, expected, settings, more, each);
  }

  /** A set whose pictures stay files, with nothing chosen. */
  public Reading(LabelSet labels, Path root, Expected expected, Consumer<Sink> each) {
    this(labels, root, null, expected, Map.of(), each);
  }
}
