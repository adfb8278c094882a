package io.selfcure.training.network;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A second network whose weights, batch statistics included, are the running average of a trained
 * one's: a mean teacher (Tarvainen, Valpola, NeurIPS 2017).
 */
public final class AveragedWeights implements AutoCloseable {

  private final ResNet18 trained;
  private final ResNet18 average;

  /** The average of a network as it is now. */
  public AveragedWeights(ResNet18 trained) {
    this.trained = trained;
    this.average = new ResNet18(trained.architecture(), 0);
    follow(0);
  }

  /** The averaged network. */
  public ResNet18 network() {
    return average;
  }

  /**
   * Takes a step's new weights in. Early weights are forgotten faster, the initial ones at once.
   *
   * @param step counted from 0
   * @param decay share that a step keeps, 0 follows without averaging
   */
  public void update(long step, double decay) {
    follow(Math.min(decay, step / (10.0 + step)));
  }

  /** Frees the averaged network; the trained one is its owner's. */
  @Override
  public void close() {
    average.close();
  }

  private void follow(double keep) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      for (String name : trained.state().names()) {
        Tensor from = trained.state().get(name);
        Tensor to = average.state().get(name);
        if (keep == 0 || from.scalar_type().intern() == ScalarType.Long) {
          to.copy_(from);
        } else {
          to.lerp_(from, new Scalar(1 - keep));
        }
      }
    }
  }
}
