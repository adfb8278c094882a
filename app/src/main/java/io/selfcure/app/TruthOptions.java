package io.selfcure.app;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Sample;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.curation.audit.Truth;
import io.selfcure.datasets.fer2013.VoteTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What an audit is scored against. */
final class TruthOptions {

  /** Of ten annotators, so many must disagree for a label to count as wrong. */
  private static final double DISAGREE = 0.8;

  @Option(
      names = "--truth",
      description = "Score the audit against the true labels of the data set.")
  private boolean truth;

  @Option(
      names = "--truth-votes",
      paramLabel = "FILE",
      description =
          "Score it against FERPlus's fer2013new.csv: wrong is a label that 8 of 10 annotators did"
              + " not choose.")
  private @Nullable Path votes;

  /**
   * Looks for the truth before any long work.
   *
   * @return gives what is known of samples; null where no truth was asked for
   */
  @Nullable Function<List<Sample>, Truth> open(Dataset dataset) {
    if (truth && votes != null) {
      throw new UsageException("--truth-votes", "stands beside --truth", "give one of them");
    }
    if (votes != null) {
      VoteTable.requireRows(dataset);
      VoteTable table = VoteTable.read(votes);
      return samples -> ofVotes(table, dataset, samples);
    }
    if (truth && Truth.of(dataset.samples()).known() == 0) {
      throw new DataException(
          dataset.dir().toString(),
          "has no true labels",
          "leave --truth out, or audit data made with 'selfcure noise'");
    }
    return truth ? Truth::of : null;
  }

  private Truth ofVotes(VoteTable table, Dataset dataset, List<Sample> samples) {
    List<Truth.Verdict> verdicts = new ArrayList<>();
    for (Sample s : samples) {
      VoteTable.Row row = table.of(s);
      int against = row.total() - row.votesFor(dataset.labels().name(s.label()));
      boolean wrong = against >= DISAGREE * row.total();
      verdicts.add(new Truth.Verdict(true, wrong, row.majority(dataset.labels())));
    }
    return new Truth("8 of 10 annotators chose another label: " + votes, verdicts);
  }
}
