package io.selfcure.core.noise;

import io.selfcure.core.data.Card;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Shuffle;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.progress.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Symmetric label noise as in the SCN paper's experiments (section 4.3): a share of the labels is
 * replaced by another class, each other class being equally likely. Here the share is exact in
 * every class (rounded to a whole sample), so that two seeds differ only in which samples are hit.
 */
public final class SymmetricNoise {

  private SymmetricNoise() {}

  /**
   * Writes a copy of a data set with wrong labels in its training split. The other splits stay as
   * they are; the true label is kept beside the given one for every labelled sample.
   *
   * @param data the data set; samples without label are copied unchanged
   * @param rate share of every class that gets a wrong label, 0 to 1
   * @param seed the same seed gives the same labels
   * @param to the new data set
   * @throws DataException when the data set already holds labels known to be wrong
   */
  public static Dataset inject(Dataset data, double rate, long seed, Path to, Progress progress) {
    if (!(rate >= 0 && rate <= 1)) {
      throw new UsageException("--rate", rate + " is not in 0..1", "give a share such as 0.2");
    }
    List<Sample> samples = data.samples();
    if (samples.stream().anyMatch(Sample::knownWrong)) {
      throw new DataException(
          data.dir().toString(),
          "already has labels that are known to be wrong",
          "inject noise into the data set it was made from: noise upon noise has no known rate");
    }
    int[] labels = flipped(samples, data.labels().size(), rate, seed);
    try (DatasetWriter writer = DatasetWriter.sharing(to, data);
        Progress.Task task = progress.start("noise", "samples", samples.size())) {
      for (int i = 0; i < samples.size(); i++) {
        Sample s = samples.get(i);
        int truth = s.trueLabel() == Sample.UNKNOWN ? s.label() : s.trueLabel();
        writer.add(s.relabelled(labels[i], truth));
        task.advance(i + 1, "");
      }
      List<Map<String, String>> madeBy = new ArrayList<>(data.card().madeBy());
      madeBy.add(
          Card.step(
              "noise",
              "kind",
              "symmetric",
              "rate",
              Double.toString(rate),
              "seed",
              Long.toString(seed)));
      return writer.finish(data.card().name(), data.card().source(), data.card().terms(), madeBy);
    }
  }

  /** The given labels after injection, by row. */
  static int[] flipped(List<Sample> samples, int classes, double rate, long seed) {
    int[] labels = samples.stream().mapToInt(Sample::label).toArray();
    SplittableRandom random = new SplittableRandom(seed);
    for (int c = 0; c < classes; c++) {
      List<Integer> members = new ArrayList<>();
      for (int row = 0; row < labels.length; row++) {
        Sample s = samples.get(row);
        if (s.split() == Split.TRAIN && s.label() == c) {
          members.add(row);
        }
      }
      Shuffle.list(members, random);
      int hit = (int) Math.round(rate * members.size());
      for (int row : members.subList(0, hit)) {
        labels[row] = (c + 1 + random.nextInt(classes - 1)) % classes;
      }
    }
    return labels;
  }
}
