package io.selfcure.training.input;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Sample;
import io.selfcure.core.error.DataException;
import io.selfcure.training.settings.ObjectiveSettings.Targets;
import io.selfcure.training.settings.TrainSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The votes of training samples as shares that the cross entropy is taken against. */
public final class SoftTargets {

  private final List<Sample> samples;
  private final int classes;

  private SoftTargets(List<Sample> samples, int classes) {
    this.samples = samples;
    this.classes = classes;
  }

  /**
   * The targets that the settings ask for, null where those are the labels.
   *
   * @throws DataException when no sample has votes, or votes tell which labels are wrong
   */
  public static @Nullable SoftTargets of(TrainSettings settings, Dataset data, Cohort training) {
    if (settings.objective().targets() != Targets.SOFT) {
      return null;
    }
    if (training.samples().stream().noneMatch(SoftTargets::voted)) {
      throw new DataException(
          data.dir().toString(),
          "has no votes to train on",
          "leave {targets=soft} out, or use data with votes, such as what"
              + " {command cure: policy=soft} writes");
    }
    List<String> steps =
        data.card().madeBy().stream().map(s -> s.getOrDefault("step", "")).toList();
    if (steps.lastIndexOf("noise") > steps.lastIndexOf("cure")
        && training.samples().stream().anyMatch(Sample::knownWrong)) {
      throw new DataException(
          data.dir().toString(),
          "has votes beside labels that were made wrong on purpose: they would tell the truth",
          "make the noise again with this version, which leaves such votes out");
    }
    return new SoftTargets(training.samples(), data.labels().size());
  }

  private static boolean voted(Sample s) {
    return s.votes().stream().anyMatch(v -> v > 0);
  }

  /**
   * The targets of a batch. A sample without votes has its label, and so has one whose label was
   * changed in training: the votes were about another.
   *
   * @param positions of the samples among the training samples
   * @param labels their current labels
   * @return [N][C], each row sums to 1
   */
  public float[][] of(int[] positions, int[] labels) {
    float[][] rows = new float[positions.length][classes];
    for (int i = 0; i < rows.length; i++) {
      Sample s = samples.get(positions[i]);
      if (voted(s) && labels[i] == s.label()) {
        float all = s.votes().stream().mapToInt(Integer::intValue).sum();
        for (int c = 0; c < classes; c++) {
          rows[i][c] = s.votes().get(c) / all;
        }
      } else {
        rows[i][labels[i]] = 1;
      }
    }
    return rows;
  }
}
