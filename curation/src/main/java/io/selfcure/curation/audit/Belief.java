package io.selfcure.curation.audit;

import io.selfcure.curation.ledger.Observations;
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
  private final double[] shares; // sums over epochs until settled
  private final double[] score; // sums of ln p(given) until settled
  private final int[] seen;

  /** A belief about every sample that is still to {@link #observe} and to be {@link #settle}d. */
  Belief(AuditInput evidence) {
    this.evidence = evidence;
    this.classes = evidence.classes().size();
    this.shares = new double[evidence.size() * classes];
    this.score = new double[evidence.size()];
    this.seen = new int[evidence.size()];
  }

  /** Takes in one of the later epochs. */
  void observe(Observations epoch) {
    for (int i = 0; i < score.length; i++) {
      int position = evidence.position(i);
      if (position >= 0 && epoch.seen(position)) {
        observe(epoch, position, i);
      }
    }
  }

  private void observe(Observations epoch, int position, int i) {
    int given = evidence.given(i);
    int best = epoch.predicted(position);
    double ofGiven = Math.min(1, Math.max(0, epoch.pGiven(position)));
    double ofBest = best == given ? 0 : Math.min(1 - ofGiven, Math.max(0, epoch.pBest(position)));
    int others = classes - (best == given ? 1 : 2);
    double each = others == 0 ? 0 : (1 - ofGiven - ofBest) / others;
    for (int c = 0; c < classes; c++) {
      shares[i * classes + c] += c == given ? ofGiven : c == best ? ofBest : each;
    }
    score[i] += Math.log(Math.max(ofGiven, Scores.LEAST));
    seen[i]++;
  }

  /** Brings what was observed together with the present probabilities. */
  Belief settle() {
    for (int i = 0; i < score.length; i++) {
      double logGiven = Math.log(Math.max(evidence.pGiven(i), Scores.LEAST));
      for (int c = 0; c < classes; c++) {
        int at = i * classes + c;
        double now = evidence.p(i, c);
        shares[at] = seen[i] == 0 ? now : (now + shares[at] / seen[i]) / 2;
      }
      score[i] = 1 - Math.exp(seen[i] == 0 ? logGiven : (logGiven + score[i] / seen[i]) / 2);
    }
    return this;
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
