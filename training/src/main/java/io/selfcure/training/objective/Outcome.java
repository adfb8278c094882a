package io.selfcure.training.objective;

import org.jspecify.annotations.Nullable;

/**
 * What a step found in a batch of N samples and C classes, copied out of native memory.
 *
 * @param loss the total
 * @param weightedCrossEntropy L_WCE, or the plain cross entropy without weighting
 * @param rankLoss L_RR, NaN without rank regularisation
 * @param alpha [N] weights, null for a network without importance head
 * @param probabilities [N][C], plain softmax
 * @param deciding [N][C], the probabilities that decide relabelling: plain or weighted
 * @param labels [N] the labels after the step: those given to it, changed where it relabelled
 */
public record Outcome(
    double loss,
    double weightedCrossEntropy,
    double rankLoss,
    float @Nullable [] alpha,
    float[][] probabilities,
    float[][] deciding,
    int[] labels) {}
