package io.selfcure.training.loop;

import io.selfcure.core.error.ModelException;
import io.selfcure.curation.ledger.Observations;
import io.selfcure.curation.ledger.Relabelling;
import io.selfcure.training.method.Method;
import io.selfcure.training.objective.Outcome;
import io.selfcure.training.objective.SelfCure;
import io.selfcure.training.weights.TensorData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Gathers what an epoch's steps found: the observations, the changes of labels, the means. */
final class EpochTally {

  private static final String PREFIX = "selfcure.tally.";

  private final Observations observations;
  private final List<Relabelling> changes = new ArrayList<>();
  private final int epoch;
  private final int[] given;
  private final int[] current;
  private final String reason;
  private final double highShare;
  private final double[] sums = new double[Sum.values().length];

  /** What is added up over the epoch. */
  private enum Sum {
    STEPS,
    IMAGES,
    RIGHT_BY_GIVEN,
    LOSS,
    WEIGHTED_CROSS_ENTROPY,
    RANK_LOSS,
    ALPHA,
    ALPHA_SQUARES,
    GAP,
    SECONDS
  }

  /**
   * A tally of one epoch.
   *
   * @param given the given labels by position
   * @param current the labels trained on by position; {@link #add} changes them
   * @param method whose steps are counted
   */
  EpochTally(int epoch, int[] given, int[] current, Method method) {
    this.epoch = epoch;
    this.given = given;
    this.current = current;
    this.observations = new Observations(given.length);
    this.highShare = method.facts().weights().highShare();
    this.reason = method.rule();
  }

  /**
   * Adds a step on the samples at {@code positions} and takes over the labels it changed. A sample
   * that an over-sampling order put twice into the batch changes once, by its first place in it.
   */
  void add(int[] positions, Outcome outcome) {
    int[] before = Arrays.stream(positions).map(p -> current[p]).toArray();
    add(Sum.STEPS, 1);
    add(Sum.LOSS, outcome.loss());
    add(Sum.WEIGHTED_CROSS_ENTROPY, outcome.weightedCrossEntropy());
    add(Sum.RANK_LOSS, outcome.rankLoss());
    float[] alpha = outcome.alpha();
    for (int i = 0; i < positions.length; i++) {
      int position = positions[i];
      float[] p = outcome.probabilities()[i];
      int best = SelfCure.argmax(p);
      float a = alpha == null ? Float.NaN : alpha[i];
      observations.set(position, a, p[given[position]], p[best], best);
      add(Sum.IMAGES, 1);
      add(Sum.RIGHT_BY_GIVEN, best == given[position] ? 1 : 0);
      add(Sum.ALPHA, a);
      add(Sum.ALPHA_SQUARES, (double) a * a);
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
      add(Sum.GAP, gap(alpha));
    }
  }

  /** Takes over changes made between epochs. */
  void add(List<Relabelling> more) {
    more.forEach(r -> current[r.position()] = r.to());
    changes.addAll(more);
  }

  @SuppressWarnings("EnumOrdinal") // checkpoints hold the sums in the declared order
  private void add(Sum sum, double value) {
    sums[sum.ordinal()] += value;
  }

  @SuppressWarnings("EnumOrdinal")
  private double sum(Sum sum) {
    return sums[sum.ordinal()];
  }

  /** Adds time that was spent on the epoch. */
  void addSeconds(double seconds) {
    add(Sum.SECONDS, seconds);
  }

  /** alpha_H - alpha_L of one batch; 0 for a batch of one. */
  private double gap(float[] alpha) {
    if (alpha.length < 2) {
      return 0;
    }
    boolean[] low = SelfCure.lowGroup(alpha, highShare);
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
    double steps = sum(Sum.STEPS);
    double images = sum(Sum.IMAGES);
    double mean = sum(Sum.ALPHA) / images;
    double variance = sum(Sum.ALPHA_SQUARES) / images - mean * mean;
    row.put("loss", sum(Sum.LOSS) / steps)
        .put("weighted_cross_entropy", sum(Sum.WEIGHTED_CROSS_ENTROPY) / steps)
        .put("rank_loss", sum(Sum.RANK_LOSS) / steps)
        .put("alpha_mean", mean)
        .put("alpha_std", Math.sqrt(Math.max(0, variance)))
        .put("rank_gap", Double.isNaN(mean) ? Double.NaN : sum(Sum.GAP) / steps)
        .put("train_accuracy_given", sum(Sum.RIGHT_BY_GIVEN) / images)
        .put("relabelled", changes.size());
  }

  /** The epoch's speed, apart from validation. */
  void describeSpeed(EpochRow row) {
    double seconds = sum(Sum.SECONDS);
    row.put("seconds", seconds).put("images_per_s", sum(Sum.IMAGES) / seconds);
  }

  /**
   * A copy of the tally of an epoch that is not complete, for a checkpoint.
   *
   * @return tensors under {@code selfcure.tally.}
   */
  Map<String, TensorData> export() {
    int n = observations.size();
    float[] observed = new float[3 * n];
    long[] predicted = new long[n];
    for (int i = 0; i < n; i++) {
      observed[i] = observations.alpha(i);
      observed[n + i] = observations.pGiven(i);
      observed[2 * n + i] = observations.pBest(i);
      predicted[i] = observations.predicted(i);
    }
    int k = changes.size();
    long[] which = new long[3 * k];
    float[] deciding = new float[3 * k];
    for (int i = 0; i < k; i++) {
      Relabelling r = changes.get(i);
      which[3 * i] = r.position();
      which[3 * i + 1] = r.from();
      which[3 * i + 2] = r.to();
      deciding[3 * i] = r.pFrom();
      deciding[3 * i + 1] = r.pTo();
      deciding[3 * i + 2] = r.alpha();
    }
    long[] bits = Arrays.stream(sums).mapToLong(Double::doubleToRawLongBits).toArray();
    return Map.of(
        PREFIX + "sums", TensorData.ofLongs(bits, bits.length),
        PREFIX + "observed", TensorData.ofFloats(observed, 3, n),
        PREFIX + "predicted", TensorData.ofLongs(predicted, n),
        PREFIX + "changes", TensorData.ofLongs(which, k, 3),
        PREFIX + "deciding", TensorData.ofFloats(deciding, k, 3));
  }

  /**
   * Takes up what {@link #export} wrote.
   *
   * @throws ModelException when the checkpoint is not of this run
   */
  void restore(Checkpoint checkpoint) {
    long[] bits = checkpoint.required(PREFIX + "sums").toLongs();
    float[] observed = checkpoint.required(PREFIX + "observed").toFloats();
    long[] predicted = checkpoint.required(PREFIX + "predicted").toLongs();
    long[] which = checkpoint.required(PREFIX + "changes").toLongs();
    float[] deciding = checkpoint.required(PREFIX + "deciding").toFloats();
    int n = observations.size();
    if (bits.length != sums.length
        || observed.length != 3 * n
        || predicted.length != n
        || which.length != deciding.length) {
      throw new ModelException(
          "checkpoint", "holds an epoch of another run", "use another checkpoint");
    }
    Arrays.setAll(sums, i -> Double.longBitsToDouble(bits[i]));
    for (int i = 0; i < n; i++) {
      if (predicted[i] >= 0) {
        observations.set(i, observed[i], observed[n + i], observed[2 * n + i], (int) predicted[i]);
      }
    }
    for (int i = 0; i < which.length; i += 3) {
      changes.add(
          new Relabelling(
              epoch,
              (int) which[i],
              (int) which[i + 1],
              (int) which[i + 2],
              deciding[i],
              deciding[i + 1],
              deciding[i + 2],
              reason));
    }
  }
}
