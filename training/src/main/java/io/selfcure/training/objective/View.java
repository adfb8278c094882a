package io.selfcure.training.objective;

import io.selfcure.training.network.ResNet18;
import io.selfcure.training.runtime.Autocast;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * The network's look at a batch while it trains.
 *
 * <p>With a weight for consistency it looks at the mirror images as well: a network that learns a
 * picture's label by heart does so by some detail, and will not find it at the mirrored place. The
 * class activation maps of a picture and of its mirror image must agree, as in Zhang et al., "Learn
 * From All: Erasing Attention Consistency for Noisy Label Facial Expression Recognition", ECCV
 * 2022.
 *
 * @param features [N, D], fp32
 * @param consistency the weighted loss, a scalar; null without one
 */
record View(Tensor features, @Nullable Tensor consistency) {

  /**
   * Looks.
   *
   * @param images [N, 3, H, W]
   * @param weight of the consistency, 0 for none
   */
  static View of(ResNet18 network, Tensor images, boolean bf16, double weight) {
    if (weight == 0) {
      Tensor x = Autocast.run(bf16, () -> network.features(images, true));
      return new View(x.to(ScalarType.Float), null);
    }
    long n = images.size(0);
    Tensor both = torch.cat(new TensorVector(images, images.flip(3)), 0);
    Tensor maps = Autocast.run(bf16, () -> network.maps(both, true)).to(ScalarType.Float);
    Tensor plain = maps.narrow(0, 0, n);
    Tensor mirrored = maps.narrow(0, n, n);
    Tensor difference = network.activationMaps(plain).sub(network.activationMaps(mirrored).flip(3));
    return new View(
        network.pooled(plain, true), difference.square().mean().mul(new Scalar(weight)));
  }

  /** A loss with the consistency added. */
  Tensor with(Tensor loss) {
    return consistency == null ? loss : loss.add(consistency);
  }
}
