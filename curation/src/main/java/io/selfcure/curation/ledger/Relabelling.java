package io.selfcure.curation.ledger;

/**
 * One change of one label by the network.
 *
 * @param epoch when, counted from 1
 * @param position the sample's position in the training split
 * @param from the label before
 * @param to the label after
 * @param pFrom the probability of {@code from} that decided
 * @param pTo the probability of {@code to} that decided
 * @param alpha the sample's weight, NaN where the network has none
 * @param reason the rule that changed it, in words
 */
public record Relabelling(
    int epoch,
    int position,
    int from,
    int to,
    float pFrom,
    float pTo,
    float alpha,
    String reason) {}
