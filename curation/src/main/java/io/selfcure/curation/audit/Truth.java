package io.selfcure.curation.audit;

import io.selfcure.core.data.Sample;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of the true labels, for scoring an audit; never part of its evidence.
 *
 * @param source where the truth comes from, in words
 * @param verdicts by sample, in the order of the evidence
 */
public record Truth(String source, List<Verdict> verdicts) {

  /**
   * What is known of one sample.
   *
   * @param known whether it is known if the given label is wrong
   * @param wrong whether it is
   * @param label the true label, UNKNOWN where only the given one's wrongness is known
   */
  public record Verdict(boolean known, boolean wrong, int label) {
    /** Nothing is known. */
    public static final Verdict NONE = new Verdict(false, false, Sample.UNKNOWN);
  }

  /** Copies the verdicts. */
  public Truth {
    verdicts = List.copyOf(verdicts);
  }

  /** The true labels of a manifest. */
  public static Truth of(List<Sample> samples) {
    List<Verdict> verdicts = new ArrayList<>();
    for (Sample s : samples) {
      verdicts.add(
          s.trueLabel() == Sample.UNKNOWN
              ? Verdict.NONE
              : new Verdict(true, s.knownWrong(), s.trueLabel()));
    }
    return new Truth("true_label of the data set", verdicts);
  }

  /** Samples of which it is known whether their label is wrong. */
  public long known() {
    return verdicts.stream().filter(Verdict::known).count();
  }

  /** Samples whose label is known to be wrong. */
  public long wrong() {
    return verdicts.stream().filter(Verdict::wrong).count();
  }
}
