package io.selfcure.datasets.intake;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Which classes have pictures, and which have them for training. */
final class Coverage {

  private final LabelSet labels;
  private final long[] all;
  private final long[] training;

  /**
   * @param labels the new classes
   */
  Coverage(LabelSet labels) {
    this.labels = labels;
    all = new long[labels.size()];
    training = new long[labels.size()];
  }

  /** Counts a sample of the new data set. */
  void add(Sample sample) {
    if (sample.label() != Sample.UNKNOWN) {
      all[sample.label()]++;
      training[sample.label()] += sample.split() == Split.TRAIN ? 1 : 0;
    }
  }

  /**
   * What lacks, one sentence each; nothing of a set without labels or without training pictures.
   */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (LongStream.of(all).sum() > 0) {
      add(notes, "no picture is of the class ", c -> all[c] == 0);
    }
    if (LongStream.of(training).sum() > 0) {
      add(notes, "no picture for training is of the class ", c -> all[c] > 0 && training[c] == 0);
    }
    return notes;
  }

  private void add(List<String> notes, String sentence, IntPredicate lacks) {
    List<String> names =
        IntStream.range(0, labels.size()).filter(lacks).mapToObj(labels::name).toList();
    if (!names.isEmpty()) {
      notes.add(sentence + Wording.value(String.join(", ", names)));
    }
  }
}
