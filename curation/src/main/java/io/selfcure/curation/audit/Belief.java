package io.selfcure.curation.audit;

import java.util.List;

/**
 * What all the evidence says a sample shows: a distribution over the classes. Half of it is the
 * network's present probability. The other half is the mean over the later half of the epochs of
 * what the network thought while it trained, on altered pictures, before it had settled: a network
 * that has learnt a wrong label by heart says so in its present probability, and did not yet then.
 * The earlier half is left out because a network that has seen little knows little. The ledger
 * keeps two of the C probabilities; what they leave is spread evenly over the other classes.
 *
 * <p>Without a ledger the present probability is all there is.
 */
public final class Belief {

  private final AuditInput evidence;
  private final int classes;
  private final double[] shares;
  private final double[] score;

  /** Forms the belief about every sample. */
  public Belief(AuditInput evidence) {
    this.evidence = evidence;
    this.classes = evidence.classes().size();
    this.shares = new double[evidence.size() * classes];
    this.score = new double[evidence.size()];
    for (int i = 0; i < score.length; i++) {
      form(i);
    }
  }

  private void form(int i) {
    Past past = evidence.past();
    boolean seen = past != null && past.seenLater(i) > 0;
    double logGiven = Math.log(Math.max(evidence.pGiven(i), Scores.LEAST));
    for (int c = 0; c < classes; c++) {
      double now = evidence.p(i, c);
      shares[i * classes + c] = past != null && seen ? (now + past.share(i, c)) / 2 : now;
    }
    score[i] = 1 - Math.exp(past != null && seen ? (logGiven + past.logGiven(i)) / 2 : logGiven);
  }

  /** The share of class {@code c} in what is believed of sample {@code i}; shares sum to 1. */
  public double share(int i, int c) {
    return shares[i * classes + c];
  }

  /** The shares of all classes in what is believed of sample {@code i}. */
  List<Double> shares(int i) {
    return new ClassShares(shares, i * classes, classes);
  }

  /** The class believed most; of equals the given one, then the lowest index. */
  public int best(int i) {
    int other = other(i);
    return share(i, other) > share(i, evidence.given(i)) ? other : evidence.given(i);
  }

  /** The class believed most of those that are not the given one; of equals the lowest index. */
  public int other(int i) {
    int best = evidence.given(i) == 0 ? 1 : 0;
    for (int c = 0; c < classes; c++) {
      if (c != evidence.given(i) && share(i, c) > share(i, best)) {
        best = c;
      }
    }
    return best;
  }

  /**
   * How sure it is that the label is {@link #other} rather than the given one, of these two: the
   * share of the one in both, 0..1, above 0.5 where it is believed more.
   */
  public double confidence(int i) {
    double other = share(i, other(i));
    double both = other + share(i, evidence.given(i));
    return both == 0 ? 0.5 : other / both;
  }

  /**
   * Selfcure's score of a label: 1 - the geometric mean of two probabilities of the given label,
   * the present one and the geometric mean over the later half of the epochs. In [0, 1], higher for
   * worse labels. A logarithmic mean, as one moment of real doubt says more than many of comfort.
   */
  public double score(int i) {
    return score[i];
  }
}
