package io.selfcure.training.network;

/** The first layers, which decide at what resolution the four stages work. */
public enum Stem {
  /** 7x7 stride 2, then 3x3 max-pool stride 2: torchvision's, for 224-pixel pictures. */
  IMAGENET(7, 2, true),
  /** 3x3 stride 2, no pooling: for pictures of 48 to 112 pixels. */
  STRIDE2(3, 2, false),
  /** 3x3 stride 1, no pooling: the most accurate and slowest for very small pictures. */
  STRIDE1(3, 1, false);

  final int kernel;
  final int stride;
  final boolean pool;

  Stem(int kernel, int stride, boolean pool) {
    this.kernel = kernel;
    this.stride = stride;
    this.pool = pool;
  }

  /** Side of the first convolution's kernel, pixels. */
  public int kernel() {
    return kernel;
  }

  /** Stride of the first convolution. */
  public int stride() {
    return stride;
  }

  /** Whether a 3x3 max-pool of stride 2 follows. */
  public boolean pool() {
    return pool;
  }

  /** The stem for square pictures of {@code inputSize} pixels. */
  public static Stem forInput(int inputSize) {
    return inputSize > 112 ? IMAGENET : STRIDE2;
  }
}
