package io.selfcure.workflow;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Sample;
import io.selfcure.core.error.DataException;
import io.selfcure.curation.audit.Truth;
import io.selfcure.datasets.fer2013.VoteTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What an audit is scored against. */
public sealed interface AuditTruth {

  /** The true labels of the data set. */
  record OfData() implements AuditTruth {}

  /**
   * FERPlus's table: wrong is a label that 8 of 10 annotators did not choose.
   *
   * @param table fer2013new.csv
   */
  record OfVotes(Path table) implements AuditTruth {

    /** Of ten annotators, so many must disagree for a label to count as wrong. */
    private static final double DISAGREE = 0.8;

    private Truth of(VoteTable votes, Dataset dataset, List<Sample> samples) {
      List<Truth.Verdict> verdicts = new ArrayList<>();
      for (Sample s : samples) {
        VoteTable.Row row = votes.of(s);
        int against = row.total() - row.votesFor(dataset.labels().name(s.label()));
        boolean wrong = against >= DISAGREE * row.total();
        verdicts.add(new Truth.Verdict(true, wrong, row.majority(dataset.labels())));
      }
      return new Truth("8 of 10 annotators chose another label: " + table, verdicts);
    }
  }

  /**
   * Looks for the truth before any long work.
   *
   * @return gives what is known of samples
   * @throws DataException when there is none
   */
  default Function<List<Sample>, Truth> open(Dataset dataset) {
    if (this instanceof OfVotes votes) {
      VoteTable.requireRows(dataset);
      VoteTable table = VoteTable.read(votes.table());
      return samples -> votes.of(table, dataset, samples);
    }
    if (Truth.of(dataset.samples()).known() == 0) {
      throw new DataException(
          dataset.dir().toString(),
          "has no true labels",
          "leave {truth} out, or audit data made with {command noise}");
    }
    return Truth::of;
  }
}
