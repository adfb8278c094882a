package io.selfcure.training.network;

import io.selfcure.training.runtime.Autocast;
import io.selfcure.training.runtime.Torch;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** What {@link ConvolutionsTest} runs in a process of its own, under glibc's malloc checker. */
final class ConvolutionProbe {

  /** The last line when nothing aborted the process. */
  static final String END = "all done";

  /**
   * Every set of channel counts is one of its own: multiples of 8 below, at and above oneDNN's
   * blocks of 16.
   */
  private static final double[] WIDTHS = {0.125, 0.16, 0.19, 0.3, 0.4, 0.5, 1};

  /**
   * Two threads share the pictures of an odd batch unevenly, which showed the fault most often.
   * More threads than cores would wait for one another in oneDNN's barriers, which spin.
   */
  private static final int THREADS = Math.min(2, Runtime.getRuntime().availableProcessors());

  private ConvolutionProbe() {}

  /** Runs what the first argument names. */
  public static void main(String[] args) {
    switch (args[0]) {
      case "overrun" -> overrun();
      case "strided" -> strided();
      case "networks" -> networks();
      default -> throw new IllegalArgumentException(args[0]);
    }
    System.out.println(END);
  }

  /** One byte too many. */
  private static void overrun() {
    Pointer block = Pointer.malloc(100);
    Pointer.memset(block, 1, 101);
    Pointer.free(block);
  }

  /** The shortcut's convolution as ResNet writes it, with the fewest channels. */
  private static void strided() {
    Torch.load();
    for (int threads = 1; threads <= THREADS; threads++) {
      Torch.threads(threads);
      for (int size : new int[] {16, 24, 48, 56}) {
        for (int batch : new int[] {1, 3, 10, 32}) {
          System.out.println(threads + " threads, " + batch + " of " + size + " pixels");
          try (PointerScope scope = new PointerScope()) {
            Tensor x = channelsLast(batch, 8, size).requires_grad_(true);
            Tensor weight = channelsLast(16, 8, 1).requires_grad_(true);
            long[] one = {1, 1};
            long[] two = {2, 2};
            torch
                .conv2d(x, weight, new TensorOptional(), two, new long[] {0, 0}, one, 1)
                .sum()
                .backward();
          }
        }
      }
    }
  }

  private static Tensor channelsLast(int first, int channels, int size) {
    return torch.randn(first, channels, size, size).contiguous(MemoryFormat.ChannelsLast);
  }

  /** Each stem, each set of channel counts, both precisions. */
  private static void networks() {
    Torch.threads(THREADS);
    for (double width : WIDTHS) {
      for (Stem stem : Stem.values()) {
        int smallest = stem == Stem.IMAGENET ? 32 : 16;
        try (PointerScope scope = new PointerScope()) {
          ResNet18 network = new ResNet18(new Architecture(7, stem, width, 0, true, 1), 1);
          for (boolean bf16 : new boolean[] {false, true}) {
            run(network, smallest, 3, bf16);
            if (width < 0.5 && stem == Stem.STRIDE2) {
              run(network, 33, 1, bf16);
              run(network, 48, 5, bf16);
            }
            if (width < 0.2 && stem == Stem.STRIDE2) {
              run(network, 112, 3, bf16);
            }
          }
        }
      }
    }
  }

  private static void run(ResNet18 network, int size, int batch, boolean bf16) {
    System.out.printf(
        "%s, %d pixels, batch %d, bf16 %s, %d threads%n",
        network.architecture(), size, batch, bf16, THREADS);
    try (PointerScope scope = new PointerScope()) {
      Tensor images = channelsLast(batch, 3, size);
      Autocast.run(bf16, () -> network.features(images, true))
          .to(ScalarType.Float)
          .square()
          .sum()
          .backward();
      try (NoGradGuard noGrad = new NoGradGuard()) {
        Tensor maps = Autocast.run(bf16, () -> network.maps(images, false));
        network.activationMaps(maps.to(ScalarType.Float));
      }
    }
  }
}
