package io.selfcure.training.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.error.EnvironmentException;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AcceleratorTest {

  @AfterEach
  void backToTheCpu() {
    Accelerator.use(false);
  }

  @Test
  void onTheCpuATensorIsInItsPlace() {
    Accelerator.use(false);
    Tensor t = torch.rand(2, 3);
    assertThat(Accelerator.place(t)).isSameAs(t);
    assertThat(Accelerator.onCuda()).isFalse();
    assertThat(Accelerator.describe()).isEqualTo("cpu");
  }

  @Test
  void cudaIsUsedOrRefusedWithARemedy() {
    if (!Accelerator.hasCuda()) {
      assertThatThrownBy(() -> Accelerator.use(true))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("device cuda")
          .hasMessageContaining("device=cpu");
      return;
    }
    Accelerator.use(true);
    Tensor images = torch.rand(2, 3, 4, 4).contiguous(MemoryFormat.ChannelsLast);
    Tensor placed = Accelerator.place(images);
    assertThat(placed.is_cuda()).isTrue();
    assertThat(placed.stride(1)).as("channels stay last").isEqualTo(images.stride(1));
    assertThat(Values.floats(placed)).isEqualTo(Values.floats(images));
    assertThat(Accelerator.describe()).startsWith("cuda: ");
  }
}
