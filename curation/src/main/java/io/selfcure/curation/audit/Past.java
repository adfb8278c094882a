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

  /**
   * Looks at all epochs once.
   *
   * @param belief learns of the later half of the epochs
   */
  Past(AuditInput evidence, History history, Belief belief) {
    this.evidence = evidence;
    this.alpha = new float[evidence.size()];
    this.loss = new double[evidence.size()];
    this.seen = new int[evidence.size()];
    Arrays.fill(alpha, Float.NaN);
    int later = history.epochs().size() / 2;
    int[] looked = {0};
    history.each(
        (epoch, observations) -> {
          add(observations);
          if (looked[0]++ >= later) {
            belief.observe(observations);
          }
        });
  }

  private void add(Observations epoch) {
    for (int i = 0; i < alpha.length; i++) {
      int position = evidence.position(i);
      if (position >= 0 && epoch.seen(position)) {
        alpha[i] = epoch.alpha(position);
        loss[i] -= Math.log(Math.max(Scores.LEAST, epoch.pGiven(position)));
        seen[i]++;
      }
    }
  }

  /** The importance weight when sample {@code i} was last seen; NaN where there is none. */
  double alpha(int i) {
    return alpha[i];
  }

  /** The mean over all epochs of -ln p(given), NaN where the sample was never seen. */
  double meanLoss(int i) {
    return seen[i] == 0 ? Double.NaN : loss[i] / seen[i];
  }
}
