package io.selfcure.core.noise;

import io.selfcure.core.data.Card;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.progress.Progress;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A rule that makes some of the training labels wrong. The same rule gives the same labels. */
public sealed interface Noise
    permits SymmetricNoise, BernoulliNoise, PairNoise, AnnotatorNoise, ListedNoise {

  /** All kinds there are, in the order in which they are listed. */
  static List<NoiseKind> kinds() {
    return List.of(
        SymmetricNoise.NONE,
        SymmetricNoise.KIND,
        BernoulliNoise.KIND,
        PairNoise.KIND,
        AnnotatorNoise.KIND,
        ListedNoise.KIND);
  }

  /** The name of its kind, as users write it and the card has it. */
  String kind();

  /** The rule in words with its rate, such as "symmetric noise 20 %"; part of the copy's name. */
  String title();

  /** What the card says of the rule, by name. */
  Map<String, String> settings();

  /**
   * The given labels after injection, by row. Only training samples that have a label may differ
   * from what they were.
   *
   * @throws DataException when the samples lack what the rule needs
   */
  int[] labels(List<Sample> samples, LabelSet classes);

  /**
   * Writes a copy of a data set with wrong labels in its training split. The other splits stay as
   * they are; the true label is kept beside the given one for every labelled sample. Where a label
   * is changed all training samples lose their votes: those of a changed one speak of the other,
   * and whoever still had some would be known to have the right label.
   *
   * @param data the data set; samples without label are copied unchanged
   * @param to the new data set, named after the first and the noise
   * @throws DataException when the data set already holds labels known to be wrong
   */
  static Dataset inject(Dataset data, Noise noise, Path to, Progress progress) {
    List<Sample> samples = data.samples();
    if (samples.stream().anyMatch(Sample::knownWrong)) {
      throw new DataException(
          data.dir().toString(),
          "already has labels that are known to be wrong",
          "inject noise into the data set it was made from: noise upon noise has no known rate");
    }
    int[] labels = noise.labels(samples, data.labels());
    boolean harms =
        IntStream.range(0, labels.length).anyMatch(i -> labels[i] != samples.get(i).label());
    try (DatasetWriter writer = DatasetWriter.sharing(to, data);
        Progress.Task task = progress.start("noise", "samples", samples.size())) {
      for (int i = 0; i < samples.size(); i++) {
        Sample s = samples.get(i);
        int truth = s.trueLabel() == Sample.UNKNOWN ? s.label() : s.trueLabel();
        Sample now = s.relabelled(labels[i], truth);
        writer.add(harms && s.split() == Split.TRAIN ? now.withVotes(List.of()) : now);
        task.advance(i + 1, "");
      }
      List<Map<String, String>> madeBy = new ArrayList<>(data.card().madeBy());
      Map<String, String> step = new LinkedHashMap<>(Card.step("noise", "kind", noise.kind()));
      step.putAll(noise.settings());
      madeBy.add(step);
      String name = data.card().name() + ", " + noise.title();
      return writer.finish(name, data.card().source(), data.card().terms(), madeBy);
    }
  }

  /** A title with a rate, in per cent without needless digits. */
  static String title(String what, double rate) {
    BigDecimal percent = BigDecimal.valueOf(rate).movePointRight(2).stripTrailingZeros();
    return what + " " + percent.toPlainString() + " %";
  }

  /** Refuses a rate that is no share. */
  static void requireShare(double rate) {
    if (!(rate >= 0 && rate <= 1)) {
      throw new UsageException("{rate}", rate + " is not in 0..1", "give a share such as 0.2");
    }
  }

  /** Rows of the training samples of a class, in order. */
  static List<Integer> members(List<Sample> samples, int label) {
    List<Integer> members = new ArrayList<>();
    for (int row = 0; row < samples.size(); row++) {
      if (samples.get(row).split() == Split.TRAIN && samples.get(row).label() == label) {
        members.add(row);
      }
    }
    return members;
  }

  /** The given labels by row. */
  static int[] given(List<Sample> samples) {
    return samples.stream().mapToInt(Sample::label).toArray();
  }
}
