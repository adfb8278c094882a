package io.selfcure.curation.audit;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.error.DataException;
import io.selfcure.core.metrics.Skill;
import io.selfcure.curation.ledger.History;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is known about N labelled samples: their labels, class probabilities and the ledger. */
public final class AuditInput {

  private final LabelSet classes;
  private final List<Sample> samples;
  private final float[] probabilities;
  private final int epochs;
  private final int[] positions;
  private final int[] trainedOn;
  private final @Nullable Past past;
  private final Belief belief;

  /**
   * Gathers evidence.
   *
   * @param samples N samples, each with a given label
   * @param probabilities N x C, rows first, in the order of the classes; each row sums to 1
   * @param history the ledger, null where there is none; samples that it lacks have no history
   */
  public AuditInput(
      LabelSet classes, List<Sample> samples, float[] probabilities, @Nullable History history) {
    this.classes = classes;
    this.samples = List.copyOf(samples);
    this.probabilities = probabilities.clone();
    if (samples.isEmpty()) {
      throw new DataException("audit", "there are no labelled samples", "choose another data set");
    }
    if (probabilities.length != samples.size() * classes.size()) {
      throw new IllegalArgumentException(
          probabilities.length + " values for " + samples.size() + " x " + classes.size());
    }
    this.epochs = history == null ? 0 : history.epochs().size();
    this.positions = positions(history);
    this.trainedOn = trainedOn(history);
    Belief forming = new Belief(this);
    this.past = history == null ? null : new Past(this, history, forming);
    this.belief = forming.settle();
  }

  private int[] trainedOn(@Nullable History history) {
    int[] last = new int[history == null ? 0 : history.ids().size()];
    Arrays.fill(last, Sample.UNKNOWN);
    if (history != null) {
      history.changes().forEach(c -> last[c.position()] = c.to());
    }
    return IntStream.range(0, size())
        .map(
            i ->
                positions[i] < 0
                    ? Sample.UNKNOWN
                    : last[positions[i]] == Sample.UNKNOWN ? given(i) : last[positions[i]])
        .toArray();
  }

  private int[] positions(@Nullable History history) {
    Map<String, Integer> byId = new HashMap<>();
    if (history != null) {
      for (int p = 0; p < history.ids().size(); p++) {
        byId.put(history.ids().get(p), p);
      }
    }
    return samples.stream().mapToInt(s -> byId.getOrDefault(s.id(), -1)).toArray();
  }

  /** Number of samples. */
  public int size() {
    return samples.size();
  }

  /** The classes. */
  public LabelSet classes() {
    return classes;
  }

  /** The samples in the order of all results. */
  public List<Sample> samples() {
    return samples;
  }

  /** The given label of sample {@code i}. */
  public int given(int i) {
    return samples.get(i).label();
  }

  /** The probability that sample {@code i} is of class {@code c}. */
  public double p(int i, int c) {
    return probabilities[i * classes.size() + c];
  }

  /** The probability of the given label. */
  public double pGiven(int i) {
    return p(i, given(i));
  }

  /** The most probable class; of equals the lowest index. */
  public int best(int i) {
    int best = 0;
    for (int c = 1; c < classes.size(); c++) {
      best = p(i, c) > p(i, best) ? c : best;
    }
    return best;
  }

  /** How far the most probable classes are above guessing, measured by the given labels. */
  public Skill agreement() {
    Long[][] counts = new Long[classes.size()][classes.size()];
    Arrays.stream(counts).forEach(row -> Arrays.fill(row, 0L));
    for (int i = 0; i < size(); i++) {
      counts[given(i)][best(i)]++;
    }
    return Skill.of(Arrays.stream(counts).map(List::of).toList());
  }

  /** The probability of the most probable class other than the given one. */
  public double pOther(int i) {
    double other = 0;
    for (int c = 0; c < classes.size(); c++) {
      other = c == given(i) ? other : Math.max(other, p(i, c));
    }
    return other;
  }

  /** The number of epochs in the ledger; 0 without one. */
  public int epochs() {
    return epochs;
  }

  /** The label that sample {@code i} had when the run ended, {@link Sample#UNKNOWN} without one. */
  public int trainedOn(int i) {
    return trainedOn[i];
  }

  /** The ledger's position of sample {@code i}, -1 where it has none. */
  int position(int i) {
    return positions[i];
  }

  /** What all of this says the samples show. */
  public Belief belief() {
    return belief;
  }

  /** What the ledger adds up to, null without one. */
  @Nullable Past past() {
    return past;
  }

  /** The importance weight when sample {@code i} was last seen; NaN where there is none. */
  public double alpha(int i) {
    return past == null ? Double.NaN : past.alpha(i);
  }
}
