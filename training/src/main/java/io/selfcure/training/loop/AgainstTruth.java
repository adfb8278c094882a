package io.selfcure.training.loop;

import io.selfcure.core.data.Sample;
import io.selfcure.core.metrics.Detection;
import io.selfcure.curation.ledger.Observations;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Scores an epoch against true labels, where they are known. */
final class AgainstTruth {

  private AgainstTruth() {}

  /**
   * Where true labels are known: how well weight and loss find the wrong labels, and what
   * relabelling did so far. Cells are empty where truth is unknown or no given label is wrong.
   */
  static void describe(
      EpochRow row, List<Sample> samples, Observations observations, int[] current) {
    List<Integer> known = new ArrayList<>();
    long truths = 0;
    long wrong = 0;
    long repaired = 0;
    long broken = 0;
    long changed = 0;
    long changedRight = 0;
    for (int i = 0; i < samples.size(); i++) {
      Sample s = samples.get(i);
      changed += current[i] != s.label() ? 1 : 0;
      if (s.trueLabel() == Sample.UNKNOWN) {
        continue;
      }
      truths++;
      if (observations.seen(i)) {
        known.add(i);
      }
      boolean right = current[i] == s.trueLabel();
      wrong += s.knownWrong() ? 1 : 0;
      repaired += s.knownWrong() && right ? 1 : 0;
      broken += !s.knownWrong() && !right ? 1 : 0;
      changedRight += current[i] != s.label() && right ? 1 : 0;
    }
    boolean[] isWrong = new boolean[known.size()];
    double[] doubtByWeight = new double[known.size()];
    double[] doubtByProbability = new double[known.size()];
    boolean weights = true;
    for (int k = 0; k < isWrong.length; k++) {
      int i = known.get(k);
      isWrong[k] = samples.get(i).knownWrong();
      doubtByWeight[k] = -observations.alpha(i);
      doubtByProbability[k] = -observations.pGiven(i);
      weights &= !Double.isNaN(doubtByWeight[k]);
    }
    boolean scorable = wrong > 0 && wrong < known.size();
    row.put("wrong_labels", known(truths, wrong))
        .put(
            "auroc_alpha",
            scorable && weights ? Detection.of(doubtByWeight, isWrong).auroc() : Double.NaN)
        .put(
            "auroc_p_given",
            scorable ? Detection.of(doubtByProbability, isWrong).auroc() : Double.NaN)
        .put("changed", changed)
        .put("changed_right", known(truths, changedRight))
        .put("repaired", known(truths, repaired))
        .put("broken", known(truths, broken));
  }

  /** The count, or nothing where no true label is known. */
  private static OptionalLong known(long truths, long count) {
    return truths == 0 ? OptionalLong.empty() : OptionalLong.of(count);
  }
}
