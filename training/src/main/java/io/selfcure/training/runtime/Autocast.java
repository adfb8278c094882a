package io.selfcure.training.runtime;

import java.util.function.Supplier;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Mixed precision: matrix products and convolutions in bf16, the rest in fp32. */
public final class Autocast {

  private Autocast() {}

  /**
   * Runs a piece of a forward pass. Autocast is state of the thread, so it is switched off again
   * however the work ends, and the cache of cast weights is dropped because the weights change
   * after each step.
   */
  public static <T> T run(boolean bf16, Supplier<T> forward) {
    if (!bf16) {
      return forward.get();
    }
    DeviceType device = Accelerator.device().type();
    torch.set_autocast_dtype(device, ScalarType.BFloat16);
    torch.set_autocast_enabled(device, true);
    try {
      return forward.get();
    } finally {
      torch.set_autocast_enabled(device, false);
      torch.clear_cache();
    }
  }
}
