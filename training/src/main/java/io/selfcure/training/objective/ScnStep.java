package io.selfcure.training.objective;

import io.selfcure.core.error.DivergedException;
import io.selfcure.training.network.ResNet18;
import io.selfcure.training.runtime.Accelerator;
import io.selfcure.training.runtime.Values;
import io.selfcure.training.settings.ObjectiveSettings;
import io.selfcure.training.settings.ObjectiveSettings.LossCombination;
import io.selfcure.training.settings.ObjectiveSettings.RelabelProbability;
import io.selfcure.training.settings.ObjectiveSettings.RelabelScope;
import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * One training step of the Self-Cure Network, as the paper tells it: features, weights, the two
 * losses, one update, and, when its time has come, new labels for doubtful samples. The equations
 * are in {@link SelfCure}.
 */
public final class ScnStep {

  private final ResNet18 network;
  private final ObjectiveSettings settings;
  private final Optimization optimization;
  private final boolean bf16;

  /**
   * A step.
   *
   * @param bf16 whether the network's convolutions run in bf16; losses are always fp32
   */
  public ScnStep(
      ResNet18 network, ObjectiveSettings settings, Optimization optimization, boolean bf16) {
    this.network = network;
    this.settings = settings;
    this.optimization = optimization;
    this.bf16 = bf16;
  }

  /** Trains on one batch whose targets are its labels. */
  public Outcome train(Tensor images, int[] labels, boolean relabelNow) {
    return train(images, labels, null, relabelNow);
  }

  /**
   * Trains on one batch.
   *
   * @param images [N, 3, H, W] fp32, normalised
   * @param labels [N] current labels
   * @param soft [N][C] shares that the cross entropy is taken against in place of the labels, each
   *     row summing to 1; null for the labels
   * @param relabelNow whether the relabelling epoch has been reached
   * @throws DivergedException when the loss is not finite; the weights are then as before the step
   */
  public Outcome train(Tensor images, int[] labels, float @Nullable [][] soft, boolean relabelNow) {
    try (PointerScope scope = new PointerScope()) {
      View view = View.of(network, images, bf16, settings.flipConsistency());
      Tensor x = view.features();
      Tensor wx = network.logits(x);
      Tensor y = soft == null ? indices(labels) : shares(soft);

      Tensor importance = network.importance(x);
      Tensor alpha = importance == null ? null : SelfCure.importance(importance); // Eq. 1
      Tensor wce =
          settings.importanceWeighting() && alpha != null
              ? SelfCure.weightedCrossEntropy(wx, alpha, y, settings.labelSmoothing()) // Eq. 2
              : SelfCure.crossEntropy(wx, y, settings.labelSmoothing());
      Tensor rank =
          settings.rankRegularisation() && alpha != null
              ? SelfCure.rankRegularisation(
                  alpha, settings.beta(), optimization.delta1()) // Eq. 3, 4
              : null;
      Tensor loss = view.with(total(wce, rank));

      requireFinite(loss, wce, rank);
      optimization.update(loss);

      float[] weights = alpha == null ? null : Values.floats(alpha);
      float[][] p = Values.rows(wx.softmax(1));
      float[][] deciding =
          settings.relabelProbability() == RelabelProbability.WEIGHTED && alpha != null
              ? Values.rows(wx.mul(alpha.unsqueeze(1)).softmax(1))
              : p;
      boolean relabels = relabelNow && settings.relabelling();
      int[] after = relabels ? relabel(deciding, weights, labels) : labels; // Eq. 5
      return new Outcome(
          loss.item_double(),
          wce.item_double(),
          rank == null ? Double.NaN : rank.item_double(),
          weights,
          p,
          deciding,
          after);
    }
  }

  static Tensor indices(int[] labels) {
    return Accelerator.place(torch.tensor(Arrays.stream(labels).asLongStream().toArray()));
  }

  static Tensor shares(float[][] rows) {
    float[] all = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, all, i * rows[i].length, rows[i].length);
    }
    return Accelerator.place(torch.tensor(all).reshape(rows.length, rows[0].length));
  }

  private Tensor total(Tensor wce, @Nullable Tensor rank) {
    if (rank == null) {
      return wce;
    }
    return settings.lossCombination() == LossCombination.CONVEX
        ? SelfCure.convex(rank, wce, settings.gamma())
        : SelfCure.sum(rank, wce);
  }

  private int[] relabel(float[][] deciding, float @Nullable [] weights, int[] labels) {
    boolean[] eligible =
        settings.relabelScope() == RelabelScope.LOW && weights != null
            ? SelfCure.lowGroup(weights, settings.beta())
            : SelfCure.wholeBatch(labels.length);
    return SelfCure.relabel(deciding, labels, eligible, settings.margin2());
  }

  static void requireFinite(Tensor loss, Tensor wce, @Nullable Tensor rank) {
    if (!Double.isFinite(loss.item_double())) {
      throw new DivergedException(
          "training step",
          "the loss is "
              + loss.item_double()
              + " (cross entropy "
              + wce.item_double()
              + ", rank "
              + (rank == null ? "none" : rank.item_double())
              + ")",
          "lower {learning-rate}, set {clip-gradient=5}, or use {precision=fp32}");
    }
  }
}
