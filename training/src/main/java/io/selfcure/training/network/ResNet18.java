package io.selfcure.training.network;

import static org.bytedeco.pytorch.global.torch.adaptive_avg_pool2d;
import static org.bytedeco.pytorch.global.torch.avg_pool2d;
import static org.bytedeco.pytorch.global.torch.batch_norm;
import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.dropout;
import static org.bytedeco.pytorch.global.torch.linear;
import static org.bytedeco.pytorch.global.torch.manual_seed;
import static org.bytedeco.pytorch.global.torch.max_pool2d;
import static org.bytedeco.pytorch.global.torch.ones;
import static org.bytedeco.pytorch.global.torch.zeros;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * ResNet-18 (He et al., CVPR 2016) with torchvision's names and shapes, so that weights
 * interchange, and SCN's importance head beside the classifier. It is written as functions over a
 * {@link StateDict} rather than registered modules: docs/decisions/0003-functional-network.md.
 */
public final class ResNet18 implements AutoCloseable {

  private static final double BN_MOMENTUM = 0.1;

  /** What batch norm adds to a variance. */
  public static final double BN_EPS = 1e-5;

  private final Architecture architecture;
  private final StateDict state = new StateDict();

  /**
   * A network with fresh weights: convolutions He-normal by fan-out and batch norms at one and zero
   * as in torchvision, linear layers uniform as in PyTorch. The same seed gives the same weights.
   */
  public ResNet18(Architecture architecture, long seed) {
    this.architecture = architecture;
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      manual_seed(seed);
      int in = architecture.channels(1);
      conv("conv1", in, 3, architecture.stem().kernel);
      norm("bn1", in);
      for (int stage = 1; stage <= 4; stage++) {
        int out = architecture.channels(stage);
        for (int block = 0; block < 2; block++) {
          String name = "layer" + stage + "." + block;
          conv(name + ".conv1", out, in, 3);
          norm(name + ".bn1", out);
          conv(name + ".conv2", out, out, 3);
          norm(name + ".bn2", out);
          if (block == 0 && stage > 1) {
            conv(name + ".downsample.0", out, in, 1);
            norm(name + ".downsample.1", out);
          }
          in = out;
        }
      }
      head("fc", architecture.classes(), in, architecture.classifierBias());
      if (architecture.importanceHeads() > 0) {
        head("importance", architecture.importanceHeads(), in, true);
      }
    }
  }

  private void conv(String name, int out, int in, int kernel) {
    double std = Math.sqrt(2.0 / ((double) out * kernel * kernel));
    Tensor weight = zeros(out, in, kernel, kernel);
    weight.normal_(0, std, new GeneratorOptional());
    state.parameter(name + ".weight", weight.contiguous(MemoryFormat.ChannelsLast));
  }

  private void norm(String name, int channels) {
    state.parameter(name + ".weight", ones(channels));
    state.parameter(name + ".bias", zeros(channels));
    state.buffer(name + ".running_mean", zeros(channels));
    state.buffer(name + ".running_var", ones(channels));
    state.buffer(
        name + ".num_batches_tracked", zeros(new long[0], new TensorOptions(ScalarType.Long)));
  }

  private void head(String name, int out, int in, boolean bias) {
    double bound = 1 / Math.sqrt(in);
    state.parameter(name + ".weight", uniform(bound, out, in));
    if (bias) {
      state.parameter(name + ".bias", uniform(bound, out));
    }
  }

  private static Tensor uniform(double bound, long... shape) {
    Tensor values = zeros(shape);
    values.uniform_(-bound, bound, new GeneratorOptional());
    return values;
  }

  /**
   * The features x after global average pooling.
   *
   * @param images [N, 3, H, W], normalised, channels-last for speed
   * @param training whether batch norm uses and updates batch statistics, and dropout drops
   * @return [N, D]
   */
  public Tensor features(Tensor images, boolean training) {
    return pooled(maps(images, training), training);
  }

  /**
   * The feature maps before pooling.
   *
   * @param images as for {@link #features}
   * @return [N, D, H', W']
   */
  public Tensor maps(Tensor images, boolean training) {
    Tensor x = conv("conv1", images, architecture.stem().stride, architecture.stem().kernel / 2);
    x = norm("bn1", x, training).relu_();
    if (architecture.stem().pool) {
      x = max_pool2d(x, l(3, 3), l(2, 2), l(1, 1), l(1, 1), false);
    }
    for (int stage = 1; stage <= 4; stage++) {
      for (int block = 0; block < 2; block++) {
        x = basicBlock("layer" + stage + "." + block, x, block == 0 && stage > 1, training);
      }
    }
    return x;
  }

  /**
   * Global average pooling, and dropout.
   *
   * @param maps [N, D, H', W']
   * @return [N, D]
   */
  public Tensor pooled(Tensor maps, boolean training) {
    Tensor x = adaptive_avg_pool2d(maps, 1, 1).flatten(1, -1);
    return architecture.dropout() > 0 ? dropout(x, architecture.dropout(), training) : x;
  }

  private Tensor basicBlock(String name, Tensor input, boolean down, boolean training) {
    Tensor out = conv(name + ".conv1", input, down ? 2 : 1, 1);
    out = norm(name + ".bn1", out, training).relu_();
    out = norm(name + ".bn2", conv(name + ".conv2", out, 1, 1), training);
    return out.add_(down ? shortcut(name + ".downsample", input, training) : input).relu_();
  }

  /**
   * A 1x1 convolution of stride 2, taken as every second pixel and a convolution of stride 1: the
   * numbers are the same, and oneDNN's kernel for stride 2 writes beyond its memory where there are
   * few channels (docs/decisions/0017-the-shortcut.md).
   */
  private Tensor shortcut(String name, Tensor input, boolean training) {
    return norm(name + ".1", conv(name + ".0", halved(input), 1, 0), training);
  }

  /**
   * Every second pixel of every second row. It is pooling over a single pixel because a slice's
   * gradient is not channels-last, and slow for that.
   */
  static Tensor halved(Tensor input) {
    return avg_pool2d(input, l(1, 1), l(2, 2), l(0, 0), false, true, new LongOptional());
  }

  private Tensor conv(String name, Tensor x, int stride, int padding) {
    return conv2d(
        x,
        state.get(name + ".weight"),
        new TensorOptional(),
        l(stride, stride),
        l(padding, padding),
        l(1, 1),
        1);
  }

  private Tensor norm(String name, Tensor x, boolean training) {
    if (training) {
      state.get(name + ".num_batches_tracked").add_(new Scalar(1));
    }
    return batch_norm(
        x,
        new TensorOptional(state.get(name + ".weight")),
        new TensorOptional(state.get(name + ".bias")),
        new TensorOptional(state.get(name + ".running_mean")),
        new TensorOptional(state.get(name + ".running_var")),
        training,
        BN_MOMENTUM,
        BN_EPS,
        false);
  }

  /**
   * The class logits W x (+ b), not yet scaled by alpha.
   *
   * @param features [N, D]
   * @return [N, C]
   */
  public Tensor logits(Tensor features) {
    return apply("fc", features);
  }

  /**
   * The class activation maps: the classifier's weights, without bias, at every place.
   *
   * @param maps [N, D, H', W'], fp32
   * @return [N, C, H', W']
   */
  public Tensor activationMaps(Tensor maps) {
    return conv2d(maps, state.get("fc.weight").unsqueeze(2).unsqueeze(3));
  }

  /**
   * The input of the sigmoid that gives the importance weight: w_a x + b_a.
   *
   * @param features [N, D]
   * @return [N], or [N, C] with a weight for each class; null for a network without importance head
   */
  public @Nullable Tensor importance(Tensor features) {
    return architecture.importanceHeads() > 0 ? apply("importance", features).squeeze(1) : null;
  }

  private Tensor apply(String head, Tensor x) {
    return state.has(head + ".bias")
        ? linear(x, state.get(head + ".weight"), new TensorOptional(state.get(head + ".bias")))
        : torch.linear(x, state.get(head + ".weight"));
  }

  private static long[] l(long... values) {
    return values;
  }

  /** The weights. */
  public StateDict state() {
    return state;
  }

  /** Frees the weights; the network must not be used afterwards. */
  @Override
  public void close() {
    state.close();
  }

  /** The shape. */
  public Architecture architecture() {
    return architecture;
  }
}
