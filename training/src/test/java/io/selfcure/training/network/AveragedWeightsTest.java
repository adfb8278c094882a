package io.selfcure.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.training.runtime.Torch;
import io.selfcure.training.runtime.Values;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AveragedWeightsTest {

  @BeforeAll
  static void load() {
    Torch.load();
  }

  @Test
  void followsAtOnceThenAveragesAndCountersAreCopied() {
    ResNet18 network = new ResNet18(new Architecture(2, Stem.STRIDE2, 0.125, 0, true, 2), 1);
    AveragedWeights average = new AveragedWeights(network);
    Tensor bias = network.state().get("fc.bias");
    Tensor counter = network.state().get("bn1.num_batches_tracked");
    float[] values = {1, 3, 4};
    // step 0 keeps nothing; step 1 keeps min(0.05, 1/11); step 2 keeps 0.05
    double[] expected = {1, 0.05 * 1 + 0.95 * 3, 0.05 * 2.9 + 0.95 * 4};
    for (int step = 0; step < 3; step++) {
      try (NoGradGuard noGrad = new NoGradGuard()) {
        bias.fill_(new Scalar(values[step]));
        counter.fill_(new Scalar(step + 7));
      }
      average.update(step, 0.05);
      assertThat((double) Values.floats(average.network().state().get("fc.bias"))[0])
          .isCloseTo(expected[step], within(1e-6));
      assertThat(average.network().state().get("bn1.num_batches_tracked").item_long())
          .isEqualTo(step + 7);
    }
    assertThat(Values.floats(bias)).containsExactly(4, 4);
  }
}
