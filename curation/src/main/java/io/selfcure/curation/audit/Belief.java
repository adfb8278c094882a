package io.selfcure.curation.audit;

import io.selfcure.curation.ledger.Observations;

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

  private final Evidence evidence;
  private final double[][] shares;
  private final double[] score;

  /** Forms the belief about every sample. */
  public Belief(Evidence evidence) {
    this.evidence = evidence;
    this.shares = new double[evidence.size()][];
    this.score = new double[evidence.size()];
    for (int i = 0; i < shares.length; i++) {
      form(i);
    }
  }

  private void form(int i) {
    int classes = evidence.classes().size();
    double[] now = new double[classes];
    for (int c = 0; c < classes; c++) {
      now[c] = evidence.p(i, c);
    }
    double[] then = new double[classes];
    double logGiven = 0;
    int seen = 0;
    for (int n = evidence.epochs() / 2; n < evidence.epochs(); n++) {
      if (evidence.seen(i, n)) {
        seen++;
        logGiven += addObserved(evidence.epoch(n), evidence.position(i), evidence.given(i), then);
      }
    }
    double logNow = Math.log(Math.max(evidence.pGiven(i), Scores.LEAST));
    if (seen > 0) {
      for (int c = 0; c < classes; c++) {
        now[c] = (now[c] + then[c] / seen) / 2;
      }
      logNow = (logNow + logGiven / seen) / 2;
    }
    shares[i] = now;
    score[i] = 1 - Math.exp(logNow);
  }

  /** Adds one epoch's observation; gives the logarithm of the given label's probability. */
  private static double addObserved(Observations epoch, int position, int given, double[] to) {
    int best = epoch.predicted(position);
    double ofGiven = Math.min(1, Math.max(0, epoch.pGiven(position)));
    double ofBest = best == given ? 0 : Math.min(1 - ofGiven, Math.max(0, epoch.pBest(position)));
    int others = to.length - (best == given ? 1 : 2);
    double each = others == 0 ? 0 : (1 - ofGiven - ofBest) / others;
    for (int c = 0; c < to.length; c++) {
      to[c] += c == given ? ofGiven : c == best ? ofBest : each;
    }
    return Math.log(Math.max(ofGiven, Scores.LEAST));
  }

  /** The share of class {@code c} in what is believed of sample {@code i}; shares sum to 1. */
  public double share(int i, int c) {
    return shares[i][c];
  }

  /** The class believed most; of equals the given one, then the lowest index. */
  public int best(int i) {
    int other = other(i);
    return shares[i][other] > shares[i][evidence.given(i)] ? other : evidence.given(i);
  }

  /** The class believed most of those that are not the given one; of equals the lowest index. */
  public int other(int i) {
    int best = evidence.given(i) == 0 ? 1 : 0;
    for (int c = 0; c < shares[i].length; c++) {
      if (c != evidence.given(i) && shares[i][c] > shares[i][best]) {
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
    double other = shares[i][other(i)];
    double both = other + shares[i][evidence.given(i)];
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
