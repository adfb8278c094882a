package io.selfcure.training.objective;

import static org.bytedeco.pytorch.global.torch.cross_entropy_loss;
import static org.bytedeco.pytorch.global.torch.relu;
import static org.bytedeco.pytorch.global.torch.sigmoid;

import io.selfcure.training.runtime.Accelerator;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * The Self-Cure Network's mathematics: Wang, Peng, Yang, Lu, Qiao, "Suppressing Uncertainties for
 * Large-Scale Facial Expression Recognition", CVPR 2020. Notation: N samples, C classes, features
 * x_i in R^D, weights alpha_i in (0, 1), current labels y_i.
 */
public final class SelfCure {

  private static final long NO_REDUCTION = 0;
  private static final long MEAN_REDUCTION = 1;
  private static final long IGNORE_NOTHING = -100;

  /** Under it a class's right labels would outweigh all else. */
  private static final float LEAST_TRUST = 0.02f;

  private SelfCure() {}

  /** Eq. 1: {@code alpha_i = sigmoid(w_a . x_i + b_a)}; argument and result [N]. */
  public static Tensor importance(Tensor importanceLogits) {
    return sigmoid(importanceLogits);
  }

  /**
   * Eq. 2: {@code L_WCE = -1/N sum_i log softmax(alpha_i W x_i)[y_i]}.
   *
   * @param logits [N, C], W x
   * @param alpha [N]
   * @param targets [N] class indices, or [N, C] shares that sum to 1: {@code -1/N sum_i sum_c t_ic
   *     log softmax(alpha_i W x_i)[c]}
   * @param smoothing share of the target spread over all classes, 0 in the paper
   * @return a scalar
   */
  public static Tensor weightedCrossEntropy(
      Tensor logits, Tensor alpha, Tensor targets, double smoothing) {
    return crossEntropy(logits.mul(alpha.unsqueeze(1)), targets, smoothing);
  }

  /** The plain cross entropy: Eq. 2 with every alpha at one. */
  public static Tensor crossEntropy(Tensor logits, Tensor targets, double smoothing) {
    return cross_entropy_loss(
        logits, targets, new TensorOptional(), MEAN_REDUCTION, IGNORE_NOTHING, smoothing);
  }

  /**
   * Eq. 3 and 4: {@code L_RR = max(0, delta1 - (alpha_H - alpha_L))}, where alpha_H is the mean of
   * the {@link #highCount} greatest weights and alpha_L the mean of the rest. A batch of one has no
   * low group and no rank loss.
   *
   * @param alpha [N]
   * @param beta share of the batch in the high group
   * @param delta1 the margin, a scalar tensor so that it may be learned
   */
  public static Tensor rankRegularisation(Tensor alpha, double beta, Tensor delta1) {
    long n = alpha.size(0);
    if (n < 2) {
      return alpha.sum().mul(new Scalar(0));
    }
    long m = highCount(beta, n);
    Tensor descending = alpha.sort(new BoolOptional(true), 0, true).get0();
    Tensor alphaHigh = descending.narrow(0, 0, m).mean();
    Tensor alphaLow = descending.narrow(0, m, n - m).mean();
    return relu(delta1.sub(alphaHigh.sub(alphaLow)));
  }

  /**
   * M = floor(beta N), kept within [1, N - 1] so that both groups have a member. The small addend
   * undoes binary rounding: 0.29 of 100 is 29, not 28.
   */
  public static long highCount(double beta, long n) {
    return Math.max(1, Math.min(n - 1, (long) Math.floor(beta * n + 1e-9)));
  }

  /**
   * Eq. 3 and 4 with the groups told by evidence: the high group are the samples whose label is
   * rather right than wrong. 0 where a group is empty.
   *
   * @param alpha [N]
   * @param trust [N], the posterior that the label is right
   * @param delta1 the margin, a scalar tensor
   */
  public static Tensor rankByEvidence(Tensor alpha, float[] trust, Tensor delta1) {
    float[] toHigh = new float[trust.length];
    float[] toLow = new float[trust.length];
    int highs = 0;
    for (float t : trust) {
      highs += t >= 0.5f ? 1 : 0;
    }
    if (highs == 0 || highs == trust.length) {
      return alpha.sum().mul(new Scalar(0));
    }
    for (int i = 0; i < trust.length; i++) {
      toHigh[i] = trust[i] >= 0.5f ? 1f / highs : 0;
      toLow[i] = trust[i] >= 0.5f ? 0 : 1f / (trust.length - highs);
    }
    Tensor alphaHigh = alpha.mul(Accelerator.place(torch.tensor(toHigh))).sum();
    Tensor alphaLow = alpha.mul(Accelerator.place(torch.tensor(toLow))).sum();
    return relu(delta1.sub(alphaHigh.sub(alphaLow)));
  }

  /**
   * The cross entropy between the weights and the posteriors that their labels are right.
   *
   * @param weightLogits [N], the sigmoid's inputs
   * @param trust [N]
   */
  public static Tensor weightRegression(Tensor weightLogits, float[] trust) {
    return torch.binary_cross_entropy_with_logits(
        weightLogits,
        Accelerator.place(torch.tensor(trust)),
        new TensorOptional(),
        new TensorOptional(),
        MEAN_REDUCTION);
  }

  /**
   * Weights relative to their label's class. Even noise makes most labels of a rare class wrong, so
   * that its right ones have small weights as well, and the network would give the class up.
   *
   * @param alpha [N]
   * @param labels [N]
   * @param classTrust [C], the mean posterior that a label of the class is right
   */
  public static Tensor withinClass(Tensor alpha, int[] labels, float[] classTrust) {
    float[] scale = new float[labels.length];
    for (int i = 0; i < scale.length; i++) {
      scale[i] = 1 / Math.max(LEAST_TRUST, classTrust[labels[i]]);
    }
    return alpha.mul(Accelerator.place(torch.tensor(scale)));
  }

  /**
   * Eq. 2 with the weight on the loss instead of the logits: {@code sum_i alpha_i l_i / sum_i
   * alpha_i} with the plain cross entropy l_i. No gradient flows into the weights, which would only
   * fall.
   *
   * @param logits [N, C]
   * @param alpha [N]
   * @param labels [N], class indices
   * @param smoothing share of the target spread over all classes
   */
  public static Tensor sampleWeightedCrossEntropy(
      Tensor logits, Tensor alpha, Tensor labels, double smoothing) {
    Tensor weights = alpha.detach();
    Tensor losses =
        cross_entropy_loss(
            logits, labels, new TensorOptional(), NO_REDUCTION, IGNORE_NOTHING, smoothing);
    return losses.mul(weights).sum().div(weights.sum());
  }

  /** The paper's total: {@code gamma L_RR + (1 - gamma) L_WCE}. */
  public static Tensor convex(Tensor rank, Tensor weighted, double gamma) {
    return rank.mul(new Scalar(gamma)).add(weighted.mul(new Scalar(1 - gamma)));
  }

  /** The official program's total: {@code L_RR + L_WCE}. */
  public static Tensor sum(Tensor rank, Tensor weighted) {
    return rank.add(weighted);
  }

  /**
   * Eq. 5: a sample of the low group takes its most probable class when that beats its label's
   * probability by more than delta2.
   *
   * @param probabilities [N][C]
   * @param labels [N], the labels now
   * @param eligible [N], who may change: {@link #lowGroup} in the paper
   * @param delta2 the margin
   * @return [N], the labels after
   */
  public static int[] relabel(
      float[][] probabilities, int[] labels, boolean[] eligible, double delta2) {
    int[] after = labels.clone();
    for (int i = 0; i < labels.length; i++) {
      int best = argmax(probabilities[i]);
      if (eligible[i] && probabilities[i][best] - probabilities[i][labels[i]] > delta2) {
        after[i] = best;
      }
    }
    return after;
  }

  /**
   * The low group: all but the {@link #highCount} greatest weights. Among equal weights the earlier
   * sample ranks higher, as in the stable sort of the rank loss. Empty for a batch of one.
   */
  public static boolean[] lowGroup(float[] alpha, double beta) {
    boolean[] low = new boolean[alpha.length];
    if (alpha.length > 1) {
      IntStream.range(0, alpha.length)
          .boxed()
          .sorted(Comparator.comparingDouble(i -> -alpha[i]))
          .skip(highCount(beta, alpha.length))
          .forEach(i -> low[i] = true);
    }
    return low;
  }

  /** Everybody: the official program relabels the whole batch. */
  public static boolean[] wholeBatch(int n) {
    boolean[] all = new boolean[n];
    Arrays.fill(all, true);
    return all;
  }

  /** The index of the greatest value, the first one among equals. */
  public static int argmax(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }
}
