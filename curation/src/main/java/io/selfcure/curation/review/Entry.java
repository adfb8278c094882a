package io.selfcure.curation.review;

import java.time.Instant;

/**
 * A line of the review's log.
 *
 * @param number counted from 1, in the order of time
 * @param id the sample
 * @param decision what was decided
 * @param reviewer who decided
 * @param at when
 * @param undone whether a later line undoes it
 */
public record Entry(
    long number, String id, Decision decision, String reviewer, Instant at, boolean undone) {}
