package io.selfcure.training.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.training.runtime.Torch;
import io.selfcure.training.runtime.Values;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Expected numbers come from src/test/independent/scn_numbers.py (NumPy, double precision). */
@SuppressWarnings("FloatingPointLiteralPrecision") // numbers as the generator printed them
class SelfCureTest {

  private static final Offset<Double> CLOSE = within(2e-6);
  private static final Offset<Float> CLOSE_F = within(2e-6f);
  private static final long[] LABELS = {0, 2, 1, 2, 0};

  @BeforeAll
  static void load() {
    Torch.load();
  }

  private static Tensor logits() {
    return torch
        .tensor(2f, -1f, 0.5f, 0.1f, 0.2f, 0.3f, -0.5f, 1.5f, 1f, 0f, 0f, 3f, 1f, 1f, 1f)
        .reshape(5, 3);
  }

  private static Tensor importanceInput() {
    return torch.tensor(1.2f, -0.3f, 0.4f, 2f, -1.5f);
  }

  private static double value(Tensor scalar) {
    return scalar.item_double();
  }

  private static Tensor margin(double v) {
    return torch.tensor((float) v);
  }

  @Test
  void weightsAreSigmoids() {
    assertThat(Values.floats(SelfCure.importance(importanceInput())))
        .containsExactly(
            new float[] {0.76852478f, 0.42555748f, 0.59868766f, 0.88079708f, 0.18242552f}, CLOSE_F);
  }

  @Test
  void weightedCrossEntropyAgreesWithNumpy() {
    Tensor alpha = SelfCure.importance(importanceInput());
    Tensor y = torch.tensor(LABELS);
    assertThat(value(SelfCure.weightedCrossEntropy(logits(), alpha, y, 0)))
        .isCloseTo(0.6700802990, CLOSE);
    assertThat(value(SelfCure.weightedCrossEntropy(logits(), alpha, y, 0.1)))
        .isCloseTo(0.7391971683, CLOSE);
    assertThat(value(SelfCure.crossEntropy(logits(), y, 0))).isCloseTo(0.5983492619, CLOSE);
  }

  private static Tensor shares() {
    return torch
        .tensor(0.6f, 0.3f, 0.1f, 0f, 0f, 1f, 0.25f, 0.5f, 0.25f, 0.1f, 0.1f, 0.8f, 1f, 0f, 0f)
        .reshape(5, 3);
  }

  @Test
  void crossEntropyAgainstSharesAgreesWithNumpy() {
    Tensor alpha = SelfCure.importance(importanceInput());
    assertThat(value(SelfCure.weightedCrossEntropy(logits(), alpha, shares(), 0)))
        .isCloseTo(1.0120021104, CLOSE);
    assertThat(value(SelfCure.weightedCrossEntropy(logits(), alpha, shares(), 0.1)))
        .isCloseTo(1.0469267986, CLOSE);
    assertThat(value(SelfCure.crossEntropy(logits(), shares(), 0))).isCloseTo(1.0533492619, CLOSE);
    Tensor w = logits();
    w.requires_grad_(true);
    SelfCure.weightedCrossEntropy(w, alpha, shares(), 0).backward();
    assertThat(Values.floats(w.grad()))
        .containsExactly(
            new float[] {
              0.01636737f, -0.03528487f, 0.01891750f,
              0.02717209f, 0.02835338f, -0.05552547f,
              -0.01223791f, -0.00126841f, 0.01350632f,
              -0.00663806f, -0.00663806f, 0.01327611f,
              -0.02432340f, 0.01216170f, 0.01216170f
            },
            CLOSE_F);
  }

  @Test
  void gradientsOfTheCrossEntropyAgreeWithNumpy() {
    Tensor w = logits();
    w.requires_grad_(true);
    Tensor a = importanceInput();
    a.requires_grad_(true);
    SelfCure.weightedCrossEntropy(w, SelfCure.importance(a), torch.tensor(LABELS), 0).backward();
    assertThat(Values.floats(w.grad()))
        .containsExactly(
            new float[] {
              -0.04511462f, 0.01082662f, 0.03428799f,
              0.02717209f, 0.02835338f, -0.05552547f,
              0.01769647f, -0.06113718f, 0.04344070f,
              0.01097789f, 0.01097789f, -0.02195577f,
              -0.02432340f, 0.01216170f, 0.01216170f
            },
            CLOSE_F);
    assertThat(Values.floats(a.grad()))
        .containsExactly(
            new float[] {-0.01942352f, -0.00475050f, -0.02292027f, -0.00785158f, 0f}, CLOSE_F);
  }

  @Test
  void rankLossAgreesWithNumpyAndReachesTheWeights() {
    Tensor a = importanceInput();
    a.requires_grad_(true);
    Tensor rank = SelfCure.rankRegularisation(SelfCure.importance(a), 0.7, margin(0.6));
    assertThat(value(rank)).isCloseTo(0.1546549963, CLOSE);
    rank.backward();
    assertThat(Values.floats(a.grad()))
        .containsExactly(
            new float[] {-0.05929815f, 0.12222916f, -0.08008692f, -0.03499786f, 0.07457323f},
            CLOSE_F);
  }

  @Test
  void rankLossIsZeroOnceTheGapExceedsTheMargin() {
    Tensor alpha = SelfCure.importance(importanceInput());
    assertThat(value(SelfCure.rankRegularisation(alpha, 0.7, margin(0.15)))).isZero();
  }

  @Test
  void betaAtItsEndsLeavesOneSampleInEachGroup() {
    Tensor alpha = SelfCure.importance(importanceInput());
    assertThat(value(SelfCure.rankRegularisation(alpha, 0, margin(0.9))))
        .isCloseTo(0.5130017847, CLOSE);
    assertThat(value(SelfCure.rankRegularisation(alpha, 1, margin(0.9))))
        .isCloseTo(0.4140337726, CLOSE);
  }

  @Test
  void aBatchOfOneHasNoRankLossAndFiniteGradients() {
    Tensor a = torch.tensor(0.3f).reshape(1);
    a.requires_grad_(true);
    Tensor rank = SelfCure.rankRegularisation(SelfCure.importance(a), 0.7, margin(0.15));
    assertThat(value(rank)).isZero();
    rank.backward();
    assertThat(Values.floats(a.grad())).containsExactly(0f);
    assertThat(SelfCure.lowGroup(new float[] {0.3f}, 0.7)).containsExactly(false);
  }

  @Test
  void equalWeightsGiveTheWholeMarginAsLoss() {
    Tensor alpha = torch.full(new long[] {6}, new Scalar(0.4f));
    assertThat(value(SelfCure.rankRegularisation(alpha, 0.5, margin(0.15)))).isCloseTo(0.15, CLOSE);
  }

  @Test
  void aLearnedMarginGetsItsGradient() {
    float[] trust = {0.9f, 0.9f, 0.9f, 0.1f, 0.1f};
    for (double margin : new double[] {0, 0.1, 0.3, 0.6, 1}) {
      Tensor alpha = SelfCure.importance(importanceInput());
      for (boolean byEvidence : new boolean[] {false, true}) {
        Tensor delta1 = margin(margin);
        delta1.requires_grad_(true);
        Tensor loss =
            byEvidence
                ? SelfCure.rankByEvidence(alpha.detach(), trust, delta1)
                : SelfCure.rankRegularisation(alpha.detach(), 0.7, delta1);
        loss.backward();
        assertThat(delta1.grad().item_double())
            .as("margin %s, by evidence %s: downhill is only ever less", margin, byEvidence)
            .isEqualTo(value(loss) > 0 ? 1 : 0);
      }
    }
  }

  @Test
  void totalsAreThePapersAndTheOfficialPrograms() {
    Tensor rank = margin(0.1546549963);
    Tensor wce = margin(0.6700802990);
    assertThat(value(SelfCure.convex(rank, wce, 0.25))).isCloseTo(0.5412239734, CLOSE);
    assertThat(value(SelfCure.sum(rank, wce))).isCloseTo(0.8247352953, CLOSE);
  }

  @Test
  void highCountIsFloorOfBetaNWithoutBinaryRounding() {
    assertThat(SelfCure.highCount(0.7, 5)).isEqualTo(3);
    assertThat(SelfCure.highCount(0.7, 64)).isEqualTo(44);
    assertThat(SelfCure.highCount(0.29, 100)).isEqualTo(29);
    assertThat(SelfCure.highCount(0, 10)).isEqualTo(1);
    assertThat(SelfCure.highCount(1, 10)).isEqualTo(9);
  }

  @Test
  void lowGroupHoldsTheSmallestWeightsAndTiesGoToTheLater() {
    assertThat(SelfCure.lowGroup(new float[] {0.9f, 0.1f, 0.5f, 0.7f}, 0.5))
        .containsExactly(false, true, true, false);
    assertThat(SelfCure.lowGroup(new float[] {0.5f, 0.5f, 0.5f, 0.5f}, 0.5))
        .containsExactly(false, false, true, true);
  }

  @Test
  void relabelsWhereTheBestBeatsTheGivenByMoreThanTheMargin() {
    float[][] p = {
      {0.30f, 0.60f, 0.10f}, // 0.30 above the given: changes
      {0.45f, 0.55f, 0.00f}, // 0.10 above: stays
      {0.25f, 0.45f, 0.30f}, // 0.20 above is not more than 0.2 in the paper's strict sense
      {0.10f, 0.80f, 0.10f}, // already the best: stays
      {0.00f, 0.00f, 1.00f}, // would change, but is not eligible
    };
    // 0.45f - 0.25f is 0.19999999 in single precision: below the margin either way.
    assertThat(
            SelfCure.relabel(
                p, new int[] {0, 0, 0, 1, 0}, new boolean[] {true, true, true, true, false}, 0.2))
        .containsExactly(1, 0, 0, 1, 0);
  }

  @Test
  void relabelTakesTheFirstOfEqualBestClasses() {
    float[][] p = {{0.1f, 0.45f, 0.45f}};
    assertThat(SelfCure.relabel(p, new int[] {0}, new boolean[] {true}, 0.2)).containsExactly(1);
  }
}
