package io.selfcure.training.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.core.error.ModelException;
import io.selfcure.training.network.NetworkWeights;
import io.selfcure.training.network.ResNet18;
import io.selfcure.training.network.StateDict;
import io.selfcure.training.runtime.Machine;
import io.selfcure.training.runtime.Torch;
import io.selfcure.training.runtime.Values;
import io.selfcure.training.settings.TrainSettings;
import io.selfcure.training.weights.TensorData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One step of each optimizer on a loss whose gradient is known: the settings reach libtorch. */
class OptimizationTest {

  private static final Offset<Float> CLOSE = within(1e-6f);

  @BeforeAll
  static void load() {
    Torch.load();
  }

  private record Rig(StateDict state, Optimization optimization) {
    float first(String name) {
      return Values.floats(state.get(name).flatten())[0];
    }
  }

  private static Rig rig(String... options) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String o :
        ("width=0.125 input-size=16 stem=stride2 mode=reference weight-decay=0 momentum=0"
                + " nesterov=false "
                + String.join(" ", options))
            .split(" ", -1)) {
      if (!o.isEmpty()) {
        given.put(o.substring(0, o.indexOf('=')), o.substring(o.indexOf('=') + 1));
      }
    }
    TrainSettings s = TrainSettings.of(Map.of(), given).resolve(16, new Machine(false, false, 1));
    ResNet18 network = new ResNet18(s.network().architecture(4, s.objective()), s.seed());
    return new Rig(
        network.state(), new Optimization(network.state(), s.optimisation(), s.objective()));
  }

  /** How far one step at learning rate 0.01 moves the classifier's bias when its gradient is 1. */
  private static float moved(String... options) {
    Rig rig = rig(options);
    float before = rig.first("fc.bias");
    rig.optimization().learningRate(0.01);
    rig.optimization().update(rig.state().get("fc.bias").sum());
    return before - rig.first("fc.bias");
  }

  @Test
  void theLearningRateCountsWithEveryOptimizer() {
    assertThat(moved("optimizer=sgd")).isCloseTo(0.01f, CLOSE);
    assertThat(moved("optimizer=adam")).isCloseTo(0.01f, CLOSE);
    assertThat(moved("optimizer=adamw")).isCloseTo(0.01f, CLOSE);
    // Nesterov's first step: gradient + momentum x gradient
    assertThat(moved("optimizer=sgd", "momentum=0.9", "nesterov=true")).isCloseTo(0.019f, CLOSE);
  }

  @Test
  void longGradientsAreClipped() {
    Rig rig = rig("clip-gradient=1");
    float before = rig.first("fc.bias");
    rig.optimization().learningRate(0.01);
    // four gradients of 100 have norm 200; clipped to norm 1 each is 0.5
    rig.optimization().update(rig.state().get("fc.bias").sum().mul(new Scalar(100)));
    assertThat(before - rig.first("fc.bias")).isCloseTo(0.005f, CLOSE);
  }

  @Test
  void normsAndBiasesDecayOnlyWhenAsked() {
    for (boolean all : new boolean[] {true, false}) {
      Rig rig = rig("weight-decay=0.5", "decay-norms=" + all);
      rig.optimization().learningRate(0.1);
      float conv = rig.first("conv1.weight");
      float norm = rig.first("bn1.weight");
      Tensor flat = rig.state().get("conv1.weight").sum().add(rig.state().get("bn1.weight").sum());
      rig.optimization().update(flat.mul(new Scalar(0)));
      assertThat(rig.first("conv1.weight")).isCloseTo(conv * 0.95f, CLOSE);
      assertThat(rig.first("bn1.weight")).isCloseTo(all ? norm * 0.95f : norm, CLOSE);
    }
  }

  @Test
  void aLearnedMarginStaysBetweenZeroAndOne() {
    Rig rig = rig("learn-margin-1=true", "margin-1=0.2");
    Optimization optimization = rig.optimization();
    optimization.learningRate(0.01);
    optimization.update(optimization.delta1().mul(new Scalar(-10)));
    assertThat(optimization.delta1().item_float()).isCloseTo(0.3f, CLOSE);
    optimization.update(optimization.delta1().mul(new Scalar(-1000)));
    assertThat(optimization.delta1().item_float()).isEqualTo(1);
    optimization.update(optimization.delta1().mul(new Scalar(1000)));
    assertThat(optimization.delta1().item_float()).isZero();
    assertThat(moved("margin-1=0.2")).isPositive();
  }

  private static void steps(Rig rig, int first, int last) {
    rig.optimization().learningRate(0.01);
    for (int i = first; i <= last; i++) {
      Tensor bias = rig.state().get("fc.bias");
      Tensor conv = rig.state().get("conv1.weight");
      Tensor loss = bias.mul(bias).sum().add(conv.mul(conv).sum().mul(new Scalar(i)));
      rig.optimization().update(loss.add(rig.optimization().delta1().mul(new Scalar(0.1))));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "optimizer=sgd",
        "optimizer=sgd momentum=0.9",
        "optimizer=adam weight-decay=0.1",
        "optimizer=adamw learn-margin-1=true"
      })
  void goesOnFromItsTensorsAsIfNothingHadBeen(String options) {
    Rig unbroken = rig(options.split(" ", -1));
    steps(unbroken, 1, 5);
    Rig begun = rig(options.split(" ", -1));
    steps(begun, 1, 3);
    Map<String, TensorData> saved = begun.optimization().save();
    Rig resumed = rig(options.split(" ", -1));
    for (String name : List.of("fc.bias", "conv1.weight")) {
      NetworkWeights.copyInto(
          NetworkWeights.export(begun.state().get(name)), resumed.state().get(name));
    }
    NetworkWeights.copyInto(
        NetworkWeights.export(begun.optimization().delta1()), resumed.optimization().delta1());
    resumed.optimization().load(saved);
    steps(resumed, 4, 5);
    for (String name : List.of("fc.bias", "conv1.weight")) {
      assertThat(Values.floats(resumed.state().get(name).flatten()))
          .as(name)
          .isEqualTo(Values.floats(unbroken.state().get(name).flatten()));
    }
    assertThat(resumed.optimization().delta1().item_float())
        .isEqualTo(unbroken.optimization().delta1().item_float());
  }

  @Test
  void tellsWhatItGathersByTheParametersNames() {
    Rig rig = rig("optimizer=adam");
    steps(rig, 1, 2);
    Map<String, TensorData> saved = rig.optimization().save();
    assertThat(saved)
        .containsOnlyKeys(
            "conv1.weight.step",
            "conv1.weight.exp_avg",
            "conv1.weight.exp_avg_sq",
            "fc.bias.step",
            "fc.bias.exp_avg",
            "fc.bias.exp_avg_sq");
    assertThat(Objects.requireNonNull(saved.get("fc.bias.step")).toLongs()).containsExactly(2);
    assertThat(Objects.requireNonNull(saved.get("fc.bias.exp_avg")).shape()).containsExactly(4L);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Rig rig = rig("momentum=0.9");
    steps(rig, 1, 1);
    Map<String, TensorData> good = rig.optimization().save();
    for (Map<String, TensorData> bad :
        List.of(
            Map.<String, TensorData>of(),
            Map.of("fc.bias.momentum_buffer", TensorData.ofFloats(new float[3], 3)),
            Map.of("fc.bias.momentum_buffer", TensorData.ofLongs(new long[4], 4)),
            Map.of("fc.bias.else", TensorData.ofFloats(new float[4], 4)),
            Map.of("nothing.momentum_buffer", TensorData.ofFloats(new float[4], 4)))) {
      assertThatThrownBy(() -> rig.optimization().load(bad))
          .as(bad.toString())
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("optimizer state");
    }
    rig.optimization().load(good);
  }
}
