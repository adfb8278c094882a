package io.selfcure.training.loop;

import io.selfcure.core.data.Sample;
import io.selfcure.core.ledger.Observations;
import io.selfcure.core.ledger.Relabelling;
import io.selfcure.core.metrics.Detection;
import io.selfcure.training.objective.ScnStep;
import io.selfcure.training.objective.SelfCure;
import io.selfcure.training.settings.ObjectiveSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gathers what an epoch's steps found: the observations, the changes of labels, the means. */
final class EpochTally {

  private final Observations observations;
  private final List<Relabelling> changes = new ArrayList<>();
  private final int epoch;
  private final int[] given;
  private final int[] current;
  private final String reason;
  private final double beta;
  private long images;
  private long rightByGiven;
  private int steps;
  private double loss;
  private double weightedCrossEntropy;
  private double rankLoss;
  private double alphaSum;
  private double alphaSquares;
  private double gapSum;

  /**
   * A tally of one epoch.
   *
   * @param given the given labels by position
   * @param current the labels trained on by position; {@link #add} changes them
   */
  EpochTally(int epoch, int[] given, int[] current, ObjectiveSettings settings) {
    this.epoch = epoch;
    this.given = given;
    this.current = current;
    this.observations = new Observations(given.length);
    this.beta = settings.beta();
    this.reason =
        String.format(
            java.util.Locale.ROOT,
            "p(best) - p(current) > %s, %s probabilities, %s",
            settings.margin2(),
            settings.relabelProbability().name().toLowerCase(java.util.Locale.ROOT),
            settings.relabelScope() == ObjectiveSettings.RelabelScope.LOW
                ? "low group"
                : "whole batch");
  }

  /**
   * Adds a step on the samples at {@code positions} and takes over the labels it changed. A sample
   * that an over-sampling order put twice into the batch changes once, by its first place in it.
   */
  void add(int[] positions, ScnStep.Outcome outcome) {
    int[] before = Arrays.stream(positions).map(p -> current[p]).toArray();
    steps++;
    loss += outcome.loss();
    weightedCrossEntropy += outcome.weightedCrossEntropy();
    rankLoss += outcome.rankLoss();
    float[] alpha = outcome.alpha();
    for (int i = 0; i < positions.length; i++) {
      int position = positions[i];
      float[] p = outcome.probabilities()[i];
      int best = SelfCure.argmax(p);
      float a = alpha == null ? Float.NaN : alpha[i];
      observations.set(position, a, p[given[position]], p[best], best);
      images++;
      rightByGiven += best == given[position] ? 1 : 0;
      alphaSum += a;
      alphaSquares += (double) a * a;
      int after = outcome.labels()[i];
      if (after != before[i] && current[position] == before[i]) {
        current[position] = after;
        float[] deciding = outcome.deciding()[i];
        changes.add(
            new Relabelling(
                epoch,
                position,
                before[i],
                after,
                deciding[before[i]],
                deciding[after],
                a,
                reason));
      }
    }
    if (alpha != null) {
      gapSum += gap(alpha);
    }
  }

  /** Takes over changes made between epochs. */
  void add(List<Relabelling> more) {
    more.forEach(r -> current[r.position()] = r.to());
    changes.addAll(more);
  }

  /** alpha_H - alpha_L of one batch; 0 for a batch of one. */
  private double gap(float[] alpha) {
    if (alpha.length < 2) {
      return 0;
    }
    boolean[] low = SelfCure.lowGroup(alpha, beta);
    double high = 0;
    double rest = 0;
    int lows = 0;
    for (int i = 0; i < alpha.length; i++) {
      if (low[i]) {
        rest += alpha[i];
        lows++;
      } else {
        high += alpha[i];
      }
    }
    return high / (alpha.length - lows) - rest / lows;
  }

  Observations observations() {
    return observations;
  }

  List<Relabelling> changes() {
    return changes;
  }

  void describe(EpochRow row) {
    double mean = alphaSum / images;
    row.put("loss", loss / steps)
        .put("weighted_cross_entropy", weightedCrossEntropy / steps)
        .put("rank_loss", rankLoss / steps)
        .put("alpha_mean", mean)
        .put("alpha_std", Math.sqrt(Math.max(0, alphaSquares / images - mean * mean)))
        .put("rank_gap", Double.isNaN(mean) ? Double.NaN : gapSum / steps)
        .put("train_accuracy_given", (double) rightByGiven / images)
        .put("relabelled", changes.size());
  }

  /**
   * Where true labels are known: how well weight and loss find the wrong labels, and what
   * relabelling did so far. Cells are empty where truth is unknown or no given label is wrong.
   */
  void describeAgainstTruth(EpochRow row, List<Sample> samples) {
    List<Integer> known = new ArrayList<>();
    long wrong = 0;
    long repaired = 0;
    long broken = 0;
    long changed = 0;
    long changedRight = 0;
    for (int i = 0; i < samples.size(); i++) {
      Sample s = samples.get(i);
      if (s.trueLabel() == Sample.UNKNOWN) {
        continue;
      }
      if (observations.seen(i)) {
        known.add(i);
      }
      boolean right = current[i] == s.trueLabel();
      wrong += s.knownWrong() ? 1 : 0;
      repaired += s.knownWrong() && right ? 1 : 0;
      broken += !s.knownWrong() && !right ? 1 : 0;
      changed += current[i] != s.label() ? 1 : 0;
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
    row.put("wrong_labels", wrong)
        .put(
            "auroc_alpha",
            scorable && weights ? Detection.of(doubtByWeight, isWrong).auroc() : Double.NaN)
        .put(
            "auroc_p_given",
            scorable ? Detection.of(doubtByProbability, isWrong).auroc() : Double.NaN)
        .put("changed", changed)
        .put("changed_right", changedRight)
        .put("repaired", repaired)
        .put("broken", broken);
  }
}
