package io.selfcure.training.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class TorchTest {

  /** It would say at each convolution that it does not know the CPU. */
  @Test
  void nobodyAsksNnpack() {
    Torch.load();
    assertThat(torch.globalContext().userEnabledNNPACK()).isFalse();
  }
}
