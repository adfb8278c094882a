package io.selfcure.curation.audit;

import io.selfcure.curation.ledger.History;
import io.selfcure.curation.ledger.Observations;
import java.util.Arrays;

/**
 * What a ledger adds up to for N samples: sums over its epochs, which are looked at one after the
 * other and not kept.
 */
final class Past {

  private final AuditInput evidence;
  private final float[] alpha;
  private final double[] loss;
  private final int[] seen;
  private final double[] observed;
  private final double[] logGiven;
  private final int[] seenLater;

  /** Looks at all epochs once. */
  Past(AuditInput evidence, History history) {
    int samples = evidence.size();
    this.evidence = evidence;
    this.alpha = new float[samples];
    this.loss = new double[samples];
    this.seen = new int[samples];
    this.observed = new double[samples * evidence.classes().size()];
    this.logGiven = new double[samples];
    this.seenLater = new int[samples];
    Arrays.fill(alpha, Float.NaN);
    int later = history.epochs().size() / 2;
    int[] looked = {0};
    history.each((epoch, observations) -> add(observations, looked[0]++ >= later));
  }

  private void add(Observations epoch, boolean late) {
    for (int i = 0; i < alpha.length; i++) {
      int position = evidence.position(i);
      if (position < 0 || !epoch.seen(position)) {
        continue;
      }
      alpha[i] = epoch.alpha(position);
      loss[i] -= Math.log(Math.max(Scores.LEAST, epoch.pGiven(position)));
      seen[i]++;
      if (late) {
        seenLater[i]++;
        logGiven[i] += addObserved(epoch, position, i);
      }
    }
  }

  /** Adds one epoch's observation; gives the logarithm of the given label's probability. */
  private double addObserved(Observations epoch, int position, int i) {
    int classes = evidence.classes().size();
    int given = evidence.given(i);
    int best = epoch.predicted(position);
    double ofGiven = Math.min(1, Math.max(0, epoch.pGiven(position)));
    double ofBest = best == given ? 0 : Math.min(1 - ofGiven, Math.max(0, epoch.pBest(position)));
    int others = classes - (best == given ? 1 : 2);
    double each = others == 0 ? 0 : (1 - ofGiven - ofBest) / others;
    for (int c = 0; c < classes; c++) {
      observed[i * classes + c] += c == given ? ofGiven : c == best ? ofBest : each;
    }
    return Math.log(Math.max(ofGiven, Scores.LEAST));
  }

  /** The importance weight when sample {@code i} was last seen; NaN where there is none. */
  double alpha(int i) {
    return alpha[i];
  }

  /** The mean over all epochs of -ln p(given), NaN where the sample was never seen. */
  double meanLoss(int i) {
    return seen[i] == 0 ? Double.NaN : loss[i] / seen[i];
  }

  /** In how many epochs of the later half sample {@code i} was seen. */
  int seenLater(int i) {
    return seenLater[i];
  }

  /** The mean over those of what class {@code c} had, where what was not kept is spread evenly. */
  double share(int i, int c) {
    return observed[i * evidence.classes().size() + c] / seenLater[i];
  }

  /** The mean over those of ln p(given). */
  double logGiven(int i) {
    return logGiven[i] / seenLater[i];
  }
}
