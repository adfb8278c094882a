package io.selfcure.app;

import io.selfcure.core.error.UsageException;
import io.selfcure.workflow.AuditTruth;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What an audit is scored against. */
final class TruthOptions {

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

  /** The truth that was asked for, null for none. */
  @Nullable AuditTruth asked() {
    if (truth && votes != null) {
      throw new UsageException("--truth-votes", "stands beside --truth", "give one of them");
    }
    return votes != null ? new AuditTruth.OfVotes(votes) : truth ? new AuditTruth.OfData() : null;
  }
}
