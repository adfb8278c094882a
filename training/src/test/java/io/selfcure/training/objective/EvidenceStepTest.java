package io.selfcure.training.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.training.network.ResNet18;
import io.selfcure.training.runtime.Machine;
import io.selfcure.training.runtime.Torch;
import io.selfcure.training.runtime.Values;
import io.selfcure.training.settings.TrainSettings;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Expected numbers come from src/test/independent/cure_numbers.py (NumPy, double precision). */
@SuppressWarnings("FloatingPointLiteralPrecision") // numbers as the generator printed them
class EvidenceStepTest {

  private static final Offset<Double> CLOSE = within(2e-6);
  private static final Offset<Float> CLOSE_F = within(2e-6f);
  private static final float[] TRUST = {0.9f, 0.2f, 0.5f, 0.7f, 0.4f};
  private static final int[] LABELS = {0, 1, 2, 3, 0, 1, 2, 3, 0, 1};

  /** All classes are trusted alike. */
  private static final float[] EVEN = {1, 1, 1, 1};

  /** The labels, two of them wrong. */
  private static final int[] NOISY = {0, 1, 2, 3, 0, 1, 2, 3, 2, 3};

  @BeforeAll
  static void load() {
    Torch.load();
  }

  private static Tensor weightLogits() {
    Tensor a = torch.tensor(1.2f, -0.3f, 0.4f, 2f, -1.5f);
    a.requires_grad_(true);
    return a;
  }

  @Test
  void sampleWeightedCrossEntropyAgreesWithNumpyAndLeavesTheWeightsAlone() {
    Tensor z =
        torch
            .tensor(2f, -1f, 0.5f, 0.1f, 0.2f, 0.3f, -0.5f, 1.5f, 1f, 0f, 0f, 3f, 1f, 1f, 1f)
            .reshape(5, 3);
    z.requires_grad_(true);
    Tensor a = weightLogits();
    Tensor y = torch.tensor(0L, 2L, 1L, 2L, 0L);
    Tensor loss = SelfCure.sampleWeightedCrossEntropy(z, SelfCure.importance(a), y, 0);
    assertThat(loss.item_double()).isCloseTo(0.4300104503, CLOSE);
    loss.backward();
    assertThat(Arrays.copyOf(Values.floats(z.grad()), 6))
        .containsExactly(
            new float[] {
              -0.05769413f, 0.01052488f, 0.04716924f, 0.04479237f, 0.04950322f, -0.09429559f
            },
            CLOSE_F);
    assertThat(a.grad().defined()).isFalse();
    assertThat(SelfCure.sampleWeightedCrossEntropy(z, SelfCure.importance(a), y, 0.1).item_double())
        .isCloseTo(0.5510136894, CLOSE);
  }

  @Test
  void weightsWithinAClassAgreeWithNumpy() {
    Tensor a = weightLogits();
    int[] labels = {0, 2, 1, 2, 0};
    Tensor within =
        SelfCure.withinClass(SelfCure.importance(a), labels, new float[] {0.5f, 0.25f, 0.001f});
    assertThat(Values.floats(within))
        .containsExactly(
            new float[] {1.53704957f, 21.27787416f, 2.39475064f, 44.03985390f, 0.36485105f},
            within(2e-5f));
  }

  @Test
  void rankByEvidenceAgreesWithNumpy() {
    Tensor a = weightLogits();
    Tensor loss = SelfCure.rankByEvidence(SelfCure.importance(a), TRUST, torch.tensor(0.5f));
    assertThat(loss.item_double()).isCloseTo(0.0546549963, CLOSE);
    loss.backward();
    assertThat(Values.floats(a.grad()))
        .containsExactly(
            new float[] {-0.05929815f, 0.12222916f, -0.08008692f, -0.03499786f, 0.07457323f},
            CLOSE_F);
    assertThat(
            SelfCure.rankByEvidence(SelfCure.importance(a), TRUST, torch.tensor(0.1f))
                .item_double())
        .as("the gap exceeds the margin")
        .isZero();
  }

  @Test
  void oneEmptyGroupGivesNoRankLoss() {
    Tensor alpha = SelfCure.importance(weightLogits());
    for (float trust : new float[] {0.1f, 0.9f}) {
      float[] all = new float[5];
      Arrays.fill(all, trust);
      assertThat(SelfCure.rankByEvidence(alpha, all, torch.tensor(0.5f)).item_double()).isZero();
    }
  }

  @Test
  void weightRegressionAgreesWithNumpy() {
    Tensor a = weightLogits();
    Tensor loss = SelfCure.weightRegression(a, TRUST);
    assertThat(loss.item_double()).isCloseTo(0.6477988506, CLOSE);
    loss.backward();
    assertThat(Values.floats(a.grad()))
        .containsExactly(
            new float[] {-0.02629504f, 0.04511150f, 0.01973753f, 0.03615942f, -0.04351490f},
            CLOSE_F);
  }

  private record Rig(ResNet18 network, EvidenceStep step) {}

  private static Rig rig(String... options) {
    Map<String, String> given = new LinkedHashMap<>();
    given.put("mode", "improved");
    given.put("width", "0.125");
    given.put("input-size", "16");
    given.put("stem", "stride2");
    for (String o : options) {
      given.put(o.substring(0, o.indexOf('=')), o.substring(o.indexOf('=') + 1));
    }
    TrainSettings s = TrainSettings.of(Map.of(), given).resolve(16, new Machine(false, false, 1));
    ResNet18 network = new ResNet18(s.network().architecture(4, s.objective()), s.seed());
    Optimization optimization = new Optimization(network.state(), s.optimisation(), s.objective());
    optimization.learningRate(0.05);
    return new Rig(network, new EvidenceStep(network, s, optimization, false));
  }

  /** Pictures whose class shows as their brightness. */
  private static Tensor images() {
    Tensor images = torch.zeros(LABELS.length, 3, 16, 16);
    for (int i = 0; i < LABELS.length; i++) {
      images.select(0, i).fill_(new Scalar(LABELS[i] - 1.5));
    }
    return images;
  }

  /** Evidence that is sure of the true classes. */
  private static EvidenceStep.Belief truth(boolean cures) {
    float[][] p = new float[LABELS.length][4];
    for (int i = 0; i < p.length; i++) {
      Arrays.fill(p[i], 0.02f);
      p[i][LABELS[i]] = 0.94f;
    }
    return new EvidenceStep.Belief(p, EVEN, cures, false);
  }

  @Test
  void withoutEvidenceItIsThePlainCrossEntropy() {
    Outcome o = rig().step().train(images(), NOISY, NOISY, null);
    assertThat(o.loss()).isEqualTo(o.weightedCrossEntropy());
    assertThat(o.rankLoss()).isNaN();
    assertThat(o.labels()).isEqualTo(NOISY);
  }

  @Test
  void weightsLearnWhichLabelsAreRightAndTheNetworkLearnsTheTruth() {
    Rig rig = rig();
    Outcome o = rig.step().train(images(), NOISY, NOISY, truth(true));
    for (int i = 0; i < 80; i++) {
      o = rig.step().train(images(), NOISY, NOISY, truth(true));
    }
    float[] alpha = Objects.requireNonNull(o.alpha());
    for (int i = 0; i < NOISY.length; i++) {
      assertThat(SelfCure.argmax(o.probabilities()[i])).as("sample " + i).isEqualTo(LABELS[i]);
      if (NOISY[i] == LABELS[i]) {
        assertThat(alpha[i]).as("right label " + i).isGreaterThan(0.7f);
      } else {
        assertThat(alpha[i]).as("wrong label " + i).isLessThan(0.3f);
      }
    }
  }

  @Test
  void theWeightsReadTheFeaturesAndDoNotShapeThem() {
    Rig heavy = rig("importance-weighting=false", "weight-loss=100");
    Rig none = rig("importance-weighting=false", "weight-loss=0");
    for (int i = 0; i < 2; i++) {
      heavy.step().train(images(), NOISY, NOISY, truth(true));
      none.step().train(images(), NOISY, NOISY, truth(true));
    }
    for (String name : heavy.network().state().names()) {
      if (!name.startsWith("importance")) {
        assertThat(heavy.network().state().get(name).equal(none.network().state().get(name)))
            .as(name)
            .isTrue();
      }
    }
    assertThat(
            heavy
                .network()
                .state()
                .get("importance.weight")
                .equal(none.network().state().get("importance.weight")))
        .isFalse();
  }

  @Test
  void alphaIsThatOfTheGivenLabelThoughTheCurrentOneIsTrainedOn() {
    Rig rig = rig();
    for (int i = 0; i < 80; i++) {
      rig.step().train(images(), NOISY, NOISY, truth(true));
    }
    float[] alpha =
        Objects.requireNonNull(rig.step().train(images(), NOISY, LABELS, truth(true)).alpha());
    assertThat(alpha[8]).isLessThan(0.3f);
    assertThat(alpha[0]).isGreaterThan(0.7f);
  }

  @Test
  void onceTheEvidenceIsCompleteEveryClassCountsByItsPosterior() {
    EvidenceStep.Belief belief =
        new EvidenceStep.Belief(truth(true).posteriors(), EVEN, true, true);
    Outcome o = rig().step().train(images(), NOISY, NOISY, belief);
    double loss = 0;
    for (int i = 0; i < NOISY.length; i++) {
      for (int c = 0; c < 4; c++) {
        // squares of 0.94 and three times 0.02, over their sum
        double target = c == LABELS[i] ? 0.8836 / 0.8848 : 0.0004 / 0.8848;
        loss -= target * Math.log(o.probabilities()[i][c]);
      }
    }
    assertThat(o.weightedCrossEntropy()).isCloseTo(loss / NOISY.length, Offset.offset(1e-4));
    assertThat(
            rig("relabelling=false")
                .step()
                .train(images(), NOISY, NOISY, belief)
                .weightedCrossEntropy())
        .as("without relabelling, labels")
        .isEqualTo(rig().step().train(images(), NOISY, NOISY, truth(true)).weightedCrossEntropy());
  }

  @Test
  void theSharpestTargetsOfAnUndecidedSampleAreNumbers() {
    float[][] even = new float[LABELS.length][4];
    for (float[] row : even) {
      Arrays.fill(row, 0.25f);
    }
    EvidenceStep.Belief belief = new EvidenceStep.Belief(even, EVEN, true, true);
    assertThat(
            rig("target-sharpness=100")
                .step()
                .train(images(), NOISY, NOISY, belief)
                .weightedCrossEntropy())
        .isFinite();
  }

  @Test
  void modulesSwitchOff() {
    assertThat(
            rig("rank-regularisation=false")
                .step()
                .train(images(), NOISY, NOISY, truth(true))
                .rankLoss())
        .isNaN();
    Outcome none =
        rig("rank-regularisation=false", "importance-weighting=false", "relabelling=false")
            .step()
            .train(images(), NOISY, NOISY, truth(true));
    assertThat(none.alpha()).isNull();
    double gathering =
        rig().step().train(images(), NOISY, NOISY, truth(false)).weightedCrossEntropy();
    double unweighted =
        rig("importance-weighting=false")
            .step()
            .train(images(), NOISY, NOISY, truth(true))
            .weightedCrossEntropy();
    assertThat(gathering).as("labels as they are until the cure begins").isEqualTo(unweighted);
  }
}
