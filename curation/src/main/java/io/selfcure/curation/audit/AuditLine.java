package io.selfcure.curation.audit;

import java.util.List;

/**
 * A finding as it is read back from an audit's files.
 *
 * @param id the sample
 * @param path its picture, as in the manifest
 * @param split its split
 * @param given the given label, a class index
 * @param suggested the label believed most, a class index
 * @param queue the kind of finding
 * @param score selfcure's score, higher for worse labels
 * @param trainedOn the label that the run came to train on, a class index; {@code Sample.UNKNOWN}
 *     where the audit does not go by it
 * @param confidence that the label is the most believed other one rather than the given one, 0..1
 * @param shares what is believed, by class
 * @param why the finding in words
 */
public record AuditLine(
    String id,
    String path,
    String split,
    int given,
    int suggested,
    int trainedOn,
    Queue queue,
    double score,
    double confidence,
    List<Double> shares,
    String why) {

  /** Copies the shares. */
  public AuditLine {
    shares = ClassShares.copyOf(shares);
  }
}
