package io.selfcure.training.objective;

import io.selfcure.core.error.DivergedException;
import io.selfcure.training.network.ResNet18;
import io.selfcure.training.runtime.Values;
import io.selfcure.training.settings.EvidenceSettings;
import io.selfcure.training.settings.ObjectiveSettings;
import io.selfcure.training.settings.TrainSettings;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * One training step of the mode {@code improved}: the Self-Cure Network's weight and rank, both led
 * by {@link LabelPosteriors} of earlier epochs. Its relabelling comes between epochs, when all
 * samples' evidence is new. The equations are in {@link SelfCure}.
 */
public final class EvidenceStep {

  private final ResNet18 network;
  private final ObjectiveSettings settings;
  private final EvidenceSettings cure;
  private final Optimization optimization;
  private final boolean bf16;

  /**
   * A step.
   *
   * @param network with a weight for each class, or with none
   * @param bf16 whether the network's convolutions run in bf16; losses are always fp32
   */
  public EvidenceStep(
      ResNet18 network, TrainSettings settings, Optimization optimization, boolean bf16) {
    this.network = network;
    this.settings = settings.objective();
    this.cure = settings.evidence();
    this.optimization = optimization;
    this.bf16 = bf16;
  }

  /**
   * What earlier epochs say of a batch ({@link LabelPosteriors}).
   *
   * @param posteriors [N][C] of the true class
   * @param classTrust [C], the mean posterior that a label of the class is right
   * @param cures whether the loss follows the weights yet
   * @param complete whether the evidence will not change any more
   */
  public record Belief(float[][] posteriors, float[] classTrust, boolean cures, boolean complete) {}

  private record Losses(Tensor total, Tensor crossEntropy, @Nullable Tensor rank) {}

  /**
   * Trains on one batch.
   *
   * @param images [N, 3, H, W] fp32, normalised
   * @param given [N] the data set's labels, whose alpha the outcome tells
   * @param labels [N] current labels, which are trained on
   * @param belief null while there is no evidence
   * @throws DivergedException when the loss is not finite; the weights are then as before the step
   */
  public Outcome train(Tensor images, int[] given, int[] labels, @Nullable Belief belief) {
    try (PointerScope scope = new PointerScope()) {
      View view = View.of(network, images, bf16, settings.flipConsistency());
      Tensor x = view.features();
      Tensor wx = network.logits(x);
      // the weights read the features; shaping them too costs the classes (decision 0008)
      Tensor heads = network.importance(x.detach());
      Losses losses =
          belief == null
              ? plain(wx, ScnStep.indices(labels))
              : cured(wx, heads == null ? null : ofLabels(heads, labels), labels, belief);

      Tensor total = view.with(losses.total());
      ScnStep.requireFinite(total, losses.crossEntropy(), losses.rank());
      optimization.update(total);

      float[][] p = Values.rows(wx.softmax(1));
      return new Outcome(
          total.item_double(),
          losses.crossEntropy().item_double(),
          losses.rank() == null ? Double.NaN : losses.rank().item_double(),
          heads == null ? null : Values.floats(SelfCure.importance(ofLabels(heads, given))),
          p,
          p,
          labels);
    }
  }

  private Losses plain(Tensor wx, Tensor targets) {
    Tensor ce = SelfCure.crossEntropy(wx, targets, settings.labelSmoothing());
    return new Losses(ce, ce, null);
  }

  private Losses cured(Tensor wx, @Nullable Tensor weightLogits, int[] labels, Belief belief) {
    Tensor targets = targets(labels, belief);
    if (weightLogits == null) {
      return plain(wx, targets);
    }
    Tensor alpha = SelfCure.importance(weightLogits); // Eq. 1, of picture and label
    Tensor wce = // Eq. 2
        belief.cures() && settings.importanceWeighting() && !towardsPosteriors(belief)
            ? SelfCure.sampleWeightedCrossEntropy(
                wx,
                SelfCure.withinClass(alpha, labels, belief.classTrust()),
                targets,
                settings.labelSmoothing())
            : plain(wx, targets).total();
    float[] trust = new float[labels.length];
    for (int i = 0; i < trust.length; i++) {
      trust[i] = belief.posteriors()[i][labels[i]];
    }
    Tensor fit = SelfCure.weightRegression(weightLogits, trust).mul(new Scalar(cure.weightLoss()));
    if (!settings.rankRegularisation()) {
      return new Losses(wce.add(fit), wce, null);
    }
    Tensor rank = SelfCure.rankByEvidence(alpha, trust, optimization.delta1()); // Eq. 3, 4
    return new Losses(SelfCure.sum(rank, wce).add(fit), wce, rank);
  }

  /** They hold the doubt already: weighing them by alpha too would count it twice. */
  private boolean towardsPosteriors(Belief belief) {
    return belief.complete() && settings.relabelling();
  }

  /** Eq. 5, softly: once the evidence is complete, every class counts by its posterior. */
  private Tensor targets(int[] labels, Belief belief) {
    return towardsPosteriors(belief)
        ? ScnStep.shares(sharpened(belief.posteriors()))
        : ScnStep.indices(labels);
  }

  private float[][] sharpened(float[][] posteriors) {
    float[][] targets = new float[posteriors.length][];
    for (int i = 0; i < targets.length; i++) {
      float[] t = posteriors[i].clone();
      float greatest = t[SelfCure.argmax(t)]; // taken out first, so that no power vanishes
      float sum = 0;
      for (int c = 0; c < t.length; c++) {
        t[c] = (float) Math.pow(t[c] / greatest, cure.targetSharpness());
        sum += t[c];
      }
      for (int c = 0; c < t.length; c++) {
        t[c] /= sum;
      }
      targets[i] = t;
    }
    return targets;
  }

  private static Tensor ofLabels(Tensor heads, int[] labels) {
    return heads.gather(1, ScnStep.indices(labels).unsqueeze(1)).squeeze(1);
  }
}
