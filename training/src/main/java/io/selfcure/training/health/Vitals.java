package io.selfcure.training.health;

/**
 * What the monitor looks at after an epoch. Figures that do not apply are NaN.
 *
 * @param epoch counted from 1
 * @param crossEntropy mean over steps of the (weighted) cross entropy
 * @param rankLoss mean over steps
 * @param rankGap mean over steps of alpha_H - alpha_L
 * @param alphaMean over samples
 * @param alphaSpread standard deviation of alpha over samples
 * @param relabelled changes of labels in this epoch
 * @param given the given labels
 * @param current the labels after the epoch
 */
public record Vitals(
    int epoch,
    double crossEntropy,
    double rankLoss,
    double rankGap,
    double alphaMean,
    double alphaSpread,
    long relabelled,
    int[] given,
    int[] current) {}
