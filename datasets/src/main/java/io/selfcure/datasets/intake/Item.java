package io.selfcure.datasets.intake;

import io.selfcure.core.data.Box;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One picture as its source describes it.
 *
 * @param sample path below the root, with '/', and labels in the source's classes; its split counts
 *     only where {@code official}
 * @param official whether the source itself assigns the split
 * @param attributes what else the source says (docs/formats/manifest.md)
 * @param pixels grey values of a picture that is no file, rows first
 */
public record Item(
    Sample sample, boolean official, Map<String, ?> attributes, @Nullable Supplier<byte[]> pixels) {

  /** A picture file, whose path is its id, with a label or {@link Sample#UNKNOWN}. */
  public static Item of(String path, int label) {
    return new Item(Sample.of(path, path, Split.TRAIN, label), false, Map.of(), null);
  }

  /** The same in an official split. */
  public Item in(Split split) {
    return new Item(sample.inSplit(split), true, attributes, pixels);
  }

  /** The same with a subject. */
  public Item of(String subject) {
    return with(sample.ofSubject(subject));
  }

  /** The same with votes. */
  public Item voted(List<Integer> votes) {
    return with(sample.withVotes(votes));
  }

  /** The same with the face's place in the picture. */
  public Item at(@Nullable Box box) {
    return with(sample.withBox(box));
  }

  /** The same with another given label over a true one. */
  public Item given(int label, int trueLabel) {
    return with(sample.relabelled(label, trueLabel));
  }

  /** The same with attributes. */
  public Item saying(Map<String, ?> values) {
    return new Item(sample, official, values, pixels);
  }

  private Item with(Sample other) {
    return new Item(other, official, attributes, pixels);
  }
}
