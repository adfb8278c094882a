package io.selfcure.core.data;

import io.selfcure.core.error.DataException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One labelled picture: a row of a manifest.
 *
 * @param id unique within the data set, stable across runs, non-blank
 * @param path the picture: relative to the card's picture root with '/', or {@code #n} for picture
 *     n of the pack
 * @param split the part of the data set it belongs to
 * @param label the given label, a class index, or {@link #UNKNOWN} (an unlabelled test picture)
 * @param trueLabel the true label where it is known (noise was injected, data were generated), else
 *     UNKNOWN
 * @param votes annotators' votes by class in the order of the label set, empty where there are none
 * @param subject the person or film, for splits that must not share one; empty where unknown
 * @param sourceRow the 0-based data row in the source's own table (header not counted), or -1
 * @param box the face in its source picture, null where the picture is the face
 */
public record Sample(
    String id,
    String path,
    Split split,
    int label,
    int trueLabel,
    List<Integer> votes,
    String subject,
    long sourceRow,
    @Nullable Box box) {

  /** Stands for a label that is not known. */
  public static final int UNKNOWN = -1;

  /** Characters that id, path and subject may have at most: no system takes longer paths. */
  public static final int LONGEST_TEXT = 4_096;

  /** Copies the votes. */
  public Sample {
    votes = List.copyOf(votes);
    requireShort(id, "an id", id);
    requireShort(id, "a path", path);
    requireShort(id, "a subject", subject);
  }

  private static void requireShort(String id, String what, String text) {
    if (text.length() > LONGEST_TEXT) {
      throw new DataException(
          "sample " + CsvInput.shown(id),
          "has " + what + " of " + text.length() + " characters; the most is " + LONGEST_TEXT,
          "shorten it");
    }
  }

  /** A sample with nothing known but its picture and given label. */
  public static Sample of(String id, String path, Split split, int label) {
    return new Sample(id, path, split, label, UNKNOWN, List.of(), "", -1, null);
  }

  /** The same picture with another given label and the true label kept beside it. */
  public Sample relabelled(int givenLabel, int knownTrueLabel) {
    return new Sample(id, path, split, givenLabel, knownTrueLabel, votes, subject, sourceRow, box);
  }

  /**
   * The same picture with its label changed for another. Its votes were cast for the one it had,
   * and would outvote the new one where training goes by votes, or tell that it is wrong.
   */
  public Sample changedTo(int givenLabel, int knownTrueLabel) {
    Sample changed = relabelled(givenLabel, knownTrueLabel);
    return givenLabel == label ? changed : changed.withVotes(List.of());
  }

  /** The same row pointing at another picture path. */
  public Sample withPath(String newPath) {
    return new Sample(id, newPath, split, label, trueLabel, votes, subject, sourceRow, box);
  }

  /** The same row with other votes. */
  public Sample withVotes(List<Integer> newVotes) {
    return new Sample(id, path, split, label, trueLabel, newVotes, subject, sourceRow, box);
  }

  /** The same row in another split. */
  public Sample inSplit(Split other) {
    return new Sample(id, path, other, label, trueLabel, votes, subject, sourceRow, box);
  }

  /** The same row of another person. */
  public Sample ofSubject(String person) {
    return new Sample(id, path, split, label, trueLabel, votes, person, sourceRow, box);
  }

  /** The same row with the face's place in its source picture. */
  public Sample withBox(@Nullable Box place) {
    return new Sample(id, path, split, label, trueLabel, votes, subject, sourceRow, place);
  }

  /** Whether the given label is known to be wrong. */
  public boolean knownWrong() {
    return trueLabel != UNKNOWN && trueLabel != label;
  }
}
