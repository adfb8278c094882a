package io.selfcure.curation.audit;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The label quality scores. p are the evidence's probabilities, g the given label; all scores are
 * higher for worse labels.
 */
public final class Scores {

  /** Probabilities below this count as this much, so that logarithms stay finite. */
  static final double LEAST = 1e-6;

  private Scores() {}

  /** All scores, selfcure's own first. */
  public static List<Score> all(AuditInput e, ConfidentLearning joint, Belief belief) {
    return List.of(
        new Score(
            "selfcure",
            "1 - sqrt(p(g) now x its geometric mean over the later half of the epochs)",
            values(e, belief::score)),
        alpha(e),
        loss(e),
        lossOverEpochs(e),
        selfConfidence(e),
        normalisedMargin(e),
        confidentLearning(e, joint));
  }

  /** 1 - alpha, SCN's importance weight when the sample was last trained on. In [0, 1]. */
  static Score alpha(AuditInput e) {
    return new Score("alpha", "1 - alpha", values(e, i -> 1 - e.alpha(i)));
  }

  /** The cross entropy of the given label, -ln p(g), in nats. */
  static Score loss(AuditInput e) {
    return new Score("loss", "-ln p(g)", values(e, i -> -Math.log(Math.max(LEAST, e.pGiven(i)))));
  }

  /**
   * The mean over all epochs of -ln p(g) as observed in training, in nats: the area under the loss
   * curve, after Pleiss et al., "Identifying Mislabeled Data using the Area Under the Margin
   * Ranking", NeurIPS 2020, with the loss in the margin's place, as the ledger keeps no logits.
   */
  static Score lossOverEpochs(AuditInput e) {
    return new Score("loss_over_epochs", "mean over epochs of -ln p(g)", values(e, meanLoss(e)));
  }

  private static IntToDoubleFunction meanLoss(AuditInput e) {
    Past past = e.past();
    return past == null ? i -> Double.NaN : past::meanLoss;
  }

  /** 1 - p(g), one minus self-confidence. In [0, 1]; it ranks as {@link #loss} does. */
  static Score selfConfidence(AuditInput e) {
    return new Score("self_confidence", "1 - p(g)", values(e, i -> 1 - e.pGiven(i)));
  }

  /** (1 + max p(other) - p(g)) / 2, the normalised margin turned round. In [0, 1]. */
  static Score normalisedMargin(AuditInput e) {
    return new Score(
        "normalised_margin", "(1 + max p(other) - p(g)) / 2", values(e, i -> margin(e, i)));
  }

  private static double margin(AuditInput e, int i) {
    return (1 + e.pOther(i) - e.pGiven(i)) / 2;
  }

  /**
   * Confident learning: samples off the confident joint's diagonal before all others, both in order
   * of the normalised margin. In [0, 1], the former from 0.5 on.
   */
  static Score confidentLearning(AuditInput e, ConfidentLearning joint) {
    return new Score(
        "confident_learning",
        "(normalised margin + 1 if off the confident joint's diagonal) / 2",
        values(e, i -> (margin(e, i) + (joint.offDiagonal(i) ? 1 : 0)) / 2));
  }

  private static double[] values(AuditInput e, IntToDoubleFunction of) {
    return IntStream.range(0, e.size()).mapToDouble(of).toArray();
  }
}
