package io.selfcure.training.health;

/**
 * What the monitor looks at after an epoch. Figures that do not apply are NaN.
 *
 * @param epoch counted from 1
 * @param losses the epoch's losses in training
 * @param validation what the held-out samples say
 * @param weights the importance weights
 * @param agreement share of the predictions in training that were the given label
 * @param changes the changes of labels
 */
public record Vitals(
    int epoch,
    Losses losses,
    Validation validation,
    Weights weights,
    double agreement,
    Changes changes) {

  /**
   * Losses, means over steps or samples.
   *
   * @param crossEntropy the (weighted) cross entropy in training
   * @param rank the rank loss
   */
  public record Losses(double crossEntropy, double rank) {}

  /**
   * The validation samples, judged by the labels they have.
   *
   * @param loss mean of -ln p(label)
   * @param accuracy 0 to 1
   */
  public record Validation(double loss, double accuracy) {}

  /**
   * Importance weights.
   *
   * @param mean over samples
   * @param spread standard deviation over samples
   * @param gap mean over steps of alpha_H - alpha_L
   */
  public record Weights(double mean, double spread, double gap) {}

  /**
   * Labels.
   *
   * @param relabelled changes in this epoch
   * @param again those of them on samples that were changed before
   * @param given the given labels
   * @param current the labels after the epoch
   */
  public record Changes(long relabelled, long again, int[] given, int[] current) {}
}
