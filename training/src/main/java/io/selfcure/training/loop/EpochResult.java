package io.selfcure.training.loop;

import io.selfcure.core.metrics.Evaluation;
import io.selfcure.curation.ledger.Observations;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an epoch came to.
 *
 * @param epoch counted from 1
 * @param figures a line of {@code metrics.csv}: cell by column
 * @param evaluation on the validation samples, null where there are none
 * @param observations what the network thought of every training sample
 * @param current the labels after the epoch, by position
 */
record EpochResult(
    int epoch,
    Map<String, String> figures,
    @Nullable Evaluation evaluation,
    Observations observations,
    int[] current) {}
