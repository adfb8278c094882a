package io.selfcure.curation.audit;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Confident learning: Northcutt, Jiang and Chuang, "Confident Learning: Estimating Uncertainty in
 * Dataset Labels", JAIR 70, 2021. Matrices are C x C with the <b>given label in rows and the
 * estimated true one in columns</b>, as the paper has them.
 */
public final class ConfidentLearning {

  /** A probability this little below a threshold still reaches it: thresholds are rounded means. */
  private static final double ROUNDING = 1e-6;

  private final AuditInput evidence;
  private final double[] thresholds;
  private final int[] guesses;
  private final long[][] counts;
  private final double[][] joint;

  /** Estimates the joint distribution of given and true labels. */
  public ConfidentLearning(AuditInput evidence) {
    this.evidence = evidence;
    this.thresholds = thresholds(evidence);
    this.guesses = new int[evidence.size()];
    int classes = evidence.classes().size();
    this.counts = new long[classes][classes];
    for (int i = 0; i < guesses.length; i++) {
      guesses[i] = guess(i);
      if (guesses[i] >= 0) {
        counts[evidence.given(i)][guesses[i]]++;
      }
    }
    this.joint = calibrated();
  }

  /** Mean self-confidence of the samples given each class; NaN for a class that nobody has. */
  private static double[] thresholds(AuditInput evidence) {
    double[] sums = new double[evidence.classes().size()];
    int[] members = new int[sums.length];
    for (int i = 0; i < evidence.size(); i++) {
      sums[evidence.given(i)] += evidence.pGiven(i);
      members[evidence.given(i)]++;
    }
    Arrays.setAll(sums, c -> members[c] == 0 ? Double.NaN : sums[c] / members[c]);
    return sums;
  }

  /** The most probable of the classes that reach their thresholds; -1 where none does. */
  private int guess(int i) {
    int best = -1;
    for (int c = 0; c < thresholds.length; c++) {
      boolean reaches = evidence.p(i, c) >= thresholds[c] - ROUNDING;
      if (reaches && (best < 0 || evidence.p(i, c) > evidence.p(i, best))) {
        best = c;
      }
    }
    return best;
  }

  /** Rows scaled to the number of samples given their class, the whole to 1 (the paper's Eq. 3). */
  private double[][] calibrated() {
    int classes = thresholds.length;
    double[][] scaled = new double[classes][classes];
    for (int i = 0; i < evidence.size(); i++) {
      scaled[evidence.given(i)][evidence.given(i)]++;
    }
    for (int g = 0; g < classes; g++) {
      double members = scaled[g][g];
      double counted = Arrays.stream(counts[g]).sum();
      for (int t = 0; t < classes && counted > 0; t++) {
        scaled[g][t] = members * counts[g][t] / counted;
      }
      for (int t = 0; t < classes; t++) {
        scaled[g][t] /= evidence.size();
      }
    }
    return scaled;
  }

  /** The threshold of each class: the mean self-confidence of those given it, 0..1 or NaN. */
  public double[] thresholds() {
    return thresholds.clone();
  }

  /** The confident joint: how many samples given class g are confidently of class t. */
  public long count(int given, int truth) {
    return counts[given][truth];
  }

  /** The estimated share of all samples that are given class g and truly of class t. */
  public double joint(int given, int truth) {
    return joint[given][truth];
  }

  /** The estimated share of wrong labels, 0..1. */
  public double noiseRate() {
    double right = 0;
    for (int c = 0; c < joint.length; c++) {
      right += joint[c][c];
    }
    return 1 - right;
  }

  /**
   * The noise transition matrix: the estimated probability that a sample truly of class t is given
   * class g; NaN where no sample is thought to be of class t.
   */
  public double transition(int truth, int given) {
    double all = 0;
    for (double[] row : joint) {
      all += row[truth];
    }
    return all == 0 ? Double.NaN : joint[given][truth] / all;
  }

  /** Whether sample {@code i} was counted off the confident joint's diagonal. */
  public boolean offDiagonal(int i) {
    return guesses[i] >= 0 && guesses[i] != evidence.given(i);
  }

  /** Prune by class: in each class, as many as the joint holds wrong, by least self-confidence. */
  public boolean[] pruneByClass() {
    boolean[] pruned = new boolean[evidence.size()];
    for (int g = 0; g < joint.length; g++) {
      double wrong = 0;
      for (int t = 0; t < joint.length; t++) {
        wrong += t == g ? 0 : joint[g][t];
      }
      mark(pruned, g, Math.round(wrong * evidence.size()), evidence::pGiven);
    }
    return pruned;
  }

  /**
   * Prune by noise rate: for every pair of classes g and t, as many samples given g as the joint
   * holds truly of t, by greatest p(t) - p(g).
   */
  public boolean[] pruneByNoiseRate() {
    boolean[] pruned = new boolean[evidence.size()];
    for (int g = 0; g < joint.length; g++) {
      for (int t = 0; t < joint.length; t++) {
        if (t != g) {
          int truth = t;
          mark(
              pruned,
              g,
              Math.round(joint[g][t] * evidence.size()),
              i -> evidence.pGiven(i) - evidence.p(i, truth));
        }
      }
    }
    return pruned;
  }

  /** Pruned by class and by noise rate. */
  public boolean[] pruneByBoth() {
    boolean[] both = pruneByClass();
    boolean[] other = pruneByNoiseRate();
    for (int i = 0; i < both.length; i++) {
      both[i] &= other[i];
    }
    return both;
  }

  private interface Order {
    double of(int i);
  }

  private void mark(boolean[] pruned, int given, long howMany, Order order) {
    if (howMany <= 0) {
      return;
    }
    int[] members =
        IntStream.range(0, evidence.size()).filter(i -> evidence.given(i) == given).toArray();
    double[] sorted = Arrays.stream(members).mapToDouble(order::of).sorted().toArray();
    int most = (int) Math.min(howMany, members.length);
    if (most == 0) {
      return;
    }
    double last = sorted[most - 1];
    int ties = most; // of those that are as good as the last one: the first by position
    while (ties > 0 && Double.compare(sorted[ties - 1], last) == 0) {
      ties--;
    }
    ties = most - ties;
    for (int i : members) {
      int compared = Double.compare(order.of(i), last);
      if (compared < 0 || (compared == 0 && ties-- > 0)) {
        pruned[i] = true;
      }
    }
  }
}
