package io.selfcure.curation.audit;

import io.selfcure.core.data.Sample;
import java.util.List;

/**
 * What the audit found about one sample.
 *
 * @param sample the sample with its given label
 * @param suggested the label believed most, a class index
 * @param cured the label that the automatic policy writes, a class index
 * @param queue the kind of finding
 * @param score selfcure's score, 0..1, higher for worse labels
 * @param confidence how sure it is that the label is the most believed other one rather than the
 *     given one, 0..1
 * @param shares what is believed, by class, summing to 1
 * @param why the finding in words
 */
public record Finding(
    Sample sample,
    int suggested,
    int cured,
    Queue queue,
    double score,
    double confidence,
    List<Double> shares,
    String why) {

  /** Copies the shares. */
  public Finding {
    shares = ClassShares.copyOf(shares);
  }
}
