package io.selfcure.training.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.core.error.DivergedException;
import io.selfcure.training.network.ResNet18;
import io.selfcure.training.runtime.Machine;
import io.selfcure.training.runtime.Torch;
import io.selfcure.training.runtime.Values;
import io.selfcure.training.settings.TrainSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ScnStepTest {

  private static final int CLASSES = 4;

  @BeforeAll
  static void load() {
    Torch.load();
  }

  private record Rig(ResNet18 network, Optimization optimization, ScnStep step) {}

  private static Rig rig(String... options) {
    Map<String, String> given = new LinkedHashMap<>();
    given.put("width", "0.125");
    given.put("input-size", "16");
    given.put("stem", "stride2");
    for (String o : options) {
      given.put(o.substring(0, o.indexOf('=')), o.substring(o.indexOf('=') + 1));
    }
    TrainSettings s = TrainSettings.of(Map.of(), given).resolve(16, new Machine(false, false, 1));
    ResNet18 network = new ResNet18(s.network().architecture(CLASSES, s.objective()), s.seed());
    Optimization optimization = new Optimization(network.state(), s.optimisation(), s.objective());
    optimization.learningRate(0.05);
    boolean bf16 = s.precision() == TrainSettings.Precision.BF16;
    return new Rig(network, optimization, new ScnStep(network, s.objective(), optimization, bf16));
  }

  /** Pictures whose class shows as their brightness. */
  private static Tensor images(int[] labels) {
    Tensor images = torch.zeros(labels.length, 3, 16, 16);
    for (int i = 0; i < labels.length; i++) {
      images.select(0, i).fill_(new Scalar(labels[i] - 1.5));
    }
    return images;
  }

  private static final int[] LABELS = {0, 1, 2, 3, 0, 1, 2, 3, 0, 1};

  @Test
  void learnsInEveryMode() {
    for (String mode : new String[] {"baseline", "paper", "reference"}) {
      Rig rig = rig("mode=" + mode);
      double first = rig.step().train(images(LABELS), LABELS, false).weightedCrossEntropy();
      double last = first;
      for (int i = 0; i < 60; i++) {
        last = rig.step().train(images(LABELS), LABELS, false).weightedCrossEntropy();
      }
      assertThat(last).as(mode).isLessThan(first * 0.6);
    }
  }

  @Test
  void baselineHasNoWeightsAndNoRankLoss() {
    Outcome outcome = rig("mode=baseline").step().train(images(LABELS), LABELS, true);
    assertThat(outcome.alpha()).isNull();
    assertThat(outcome.rankLoss()).isNaN();
    assertThat(outcome.loss()).isEqualTo(outcome.weightedCrossEntropy());
    assertThat(outcome.labels()).isEqualTo(LABELS);
  }

  @Test
  void takesTheCrossEntropyAgainstSharesWhereThereAreSome() {
    float[][] shares = new float[LABELS.length][CLASSES];
    for (int i = 0; i < shares.length; i++) {
      shares[i][LABELS[i]] = 0.7f;
      shares[i][(LABELS[i] + 1) % CLASSES] = 0.3f;
    }
    for (String mode : new String[] {"baseline", "reference"}) {
      Outcome outcome = rig("mode=" + mode).step().train(images(LABELS), LABELS, shares, false);
      // the reference's deciding probabilities are of the weighted logits
      double expected = 0;
      for (int i = 0; i < shares.length; i++) {
        for (int c = 0; c < CLASSES; c++) {
          expected -= shares[i][c] * Math.log(outcome.deciding()[i][c]) / shares.length;
        }
      }
      assertThat(outcome.weightedCrossEntropy()).as(mode).isCloseTo(expected, within(1e-5));
      assertThat(outcome.labels()).isEqualTo(LABELS);
    }
  }

  @Test
  void totalsFollowTheMode() {
    Outcome paper =
        rig("mode=paper", "gamma=0.25", "margin-1=0.9").step().train(images(LABELS), LABELS, false);
    assertThat(paper.rankLoss()).isPositive();
    assertThat(paper.loss())
        .isCloseTo(0.25 * paper.rankLoss() + 0.75 * paper.weightedCrossEntropy(), within(1e-5));
    Outcome reference =
        rig("mode=reference", "margin-1=0.9").step().train(images(LABELS), LABELS, false);
    assertThat(reference.loss())
        .isCloseTo(reference.rankLoss() + reference.weightedCrossEntropy(), within(1e-5));
  }

  @Test
  void relabelsTheLowGroupOnlyInThePaperAndTheWholeBatchInTheReference() {
    for (String mode : new String[] {"paper", "reference"}) {
      Rig rig = rig("mode=" + mode);
      for (int i = 0; i < 80; i++) {
        rig.step().train(images(LABELS), LABELS, false);
      }
      int[] wrong = {1, 2, 3, 0, 1, 2, 3, 0, 1, 2};
      Outcome outcome = rig.step().train(images(LABELS), wrong, true);
      float[] alpha = Objects.requireNonNull(outcome.alpha());
      boolean[] low = SelfCure.lowGroup(alpha, 0.7);
      float[][] deciding = outcome.deciding();
      int changed = 0;
      for (int i = 0; i < wrong.length; i++) {
        int best = SelfCure.argmax(deciding[i]);
        boolean beats = deciding[i][best] - deciding[i][wrong[i]] > 0.2;
        boolean eligible = mode.equals("reference") || low[i];
        assertThat(outcome.labels()[i])
            .as(mode + " sample " + i)
            .isEqualTo(beats && eligible ? best : wrong[i]);
        changed += outcome.labels()[i] != wrong[i] ? 1 : 0;
      }
      assertThat(changed).as(mode).isPositive();
      assertThat(wrong).containsExactly(1, 2, 3, 0, 1, 2, 3, 0, 1, 2);
    }
  }

  @Test
  void referenceDecidesByWeightedProbabilities() {
    Outcome o = rig("mode=reference").step().train(images(LABELS), LABELS, true);
    float[] alpha = Objects.requireNonNull(o.alpha());
    for (int i = 0; i < LABELS.length; i++) {
      // softmax(alpha z) is p^alpha, normalised
      double sum = 0;
      for (float p : o.probabilities()[i]) {
        sum += Math.pow(p, alpha[i]);
      }
      for (int c = 0; c < CLASSES; c++) {
        assertThat((double) o.deciding()[i][c])
            .isCloseTo(Math.pow(o.probabilities()[i][c], alpha[i]) / sum, within(1e-5));
      }
    }
  }

  @Test
  void aBatchOfOneTrains() {
    for (String mode : new String[] {"baseline", "paper", "reference"}) {
      Outcome outcome =
          rig("mode=" + mode, "input-size=32")
              .step()
              .train(torch.randn(1, 3, 64, 64), new int[] {2}, true);
      assertThat(outcome.loss()).as(mode).isFinite();
    }
  }

  @Test
  void optimizersClipAndLearnTheMargin() {
    for (String optimizer : new String[] {"sgd", "adam", "adamw"}) {
      Rig rig =
          rig(
              "mode=reference",
              "optimizer=" + optimizer,
              "learn-margin-1=true",
              "margin-1=0.9",
              "decay-norms=false",
              "clip-gradient=1");
      rig.optimization().learningRate(0.01);
      rig.step().train(images(LABELS), LABELS, false);
      double margin = rig.optimization().delta1().item_double();
      assertThat(margin).as(optimizer).isLessThan(0.9).isGreaterThan(0.5);
    }
  }

  @Test
  void clippingBoundsTheUpdate() {
    Rig rig = rig("mode=baseline", "clip-gradient=0.001", "momentum=0", "weight-decay=0");
    rig.optimization().learningRate(1);
    float[] before = Values.floats(rig.network().state().get("fc.weight"));
    rig.step().train(images(LABELS), LABELS, false);
    float[] after = Values.floats(rig.network().state().get("fc.weight"));
    double squares = 0;
    for (int i = 0; i < before.length; i++) {
      squares += Math.pow((double) after[i] - before[i], 2);
    }
    assertThat(Math.sqrt(squares)).isPositive().isLessThanOrEqualTo(0.00101);
  }

  @Test
  void aLossThatIsNotFiniteStopsBeforeTheUpdate() {
    Rig rig = rig("mode=paper");
    float[] before = Values.floats(rig.network().state().get("fc.weight"));
    Tensor poisoned = torch.full(new long[] {4, 3, 16, 16}, new Scalar(Float.NaN));
    assertThatThrownBy(() -> rig.step().train(poisoned, new int[] {0, 1, 2, 3}, false))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("NaN")
        .hasMessageContaining("lower learning-rate");
    assertThat(Values.floats(rig.network().state().get("fc.weight"))).isEqualTo(before);
  }

  @Test
  void bf16IsCloseToFp32() {
    double fp32 = rig("mode=paper").step().train(images(LABELS), LABELS, false).loss();
    double bf16 =
        rig("mode=paper", "precision=bf16").step().train(images(LABELS), LABELS, false).loss();
    assertThat(bf16).isCloseTo(fp32, within(0.05)).isNotEqualTo(fp32);
  }

  @Test
  void survivesForcedGarbageCollections() {
    Rig rig = rig("mode=paper", "dropout=0.2");
    for (int i = 0; i < 25; i++) {
      System.gc();
      assertThat(rig.step().train(images(LABELS), LABELS, true).loss()).isFinite();
    }
  }

  @Test
  void memoryStaysFlatOver300Steps() {
    Rig rig = rig("mode=reference", "input-size=32");
    int[] labels = new Random(1).ints(32, 0, CLASSES).toArray();
    long settled = 0;
    for (int i = 0; i < 350; i++) {
      if (i == 50) {
        settled = Pointer.physicalBytes();
      }
      try (PointerScope scope = new PointerScope()) {
        rig.step().train(torch.randn(32, 3, 32, 32), labels, true);
      }
    }
    // A step's activations are some 20 MB here: a leak of one tensor a step would show.
    assertThat(Pointer.physicalBytes() - settled).isLessThan(64L << 20);
  }
}
