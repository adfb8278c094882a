package io.selfcure.app;

import io.selfcure.core.data.Split;
import io.selfcure.core.error.UsageException;
import io.selfcure.training.settings.TrainSettings;
import io.selfcure.workflow.AuditLabels;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** What says which labels are doubtful: a run, a file, or networks that are trained for it. */
final class AuditSourceOptions {

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "A run: its ledger, and its last network where --probabilities is not given.")
  private @Nullable Path run;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data set. Default: the run's. Without a run, networks are trained on it.")
  private @Nullable Path data;

  @Option(
      names = "--probabilities",
      paramLabel = "FILE",
      description =
          "Class probabilities from a file, such as out-of-sample ones; no network is run.")
  private @Nullable Path probabilities;

  @Option(
      names = "--split",
      paramLabel = "train|valid|test|all",
      defaultValue = "train",
      description =
          "With --run: whose labels to judge. Of valid and test the network knows nothing, so that"
              + " what it says is worth more, and there is no ledger of them; their labels change by"
              + " decisions only. Default: train.")
  private String split = "train";

  @Mixin private FoldOptions folds;

  /** The source that was asked for. */
  AuditLabels.Source asked(ParseResult parsed) {
    Set<Split> splits = split.equals("all") ? Set.of(Split.values()) : Set.of(Split.of(split));
    return new AuditLabels.Source(run, data, probabilities, splits, folds.ofAudit(parsed));
  }

  /**
   * With a run or probabilities no network is trained: of a training's options only threads hold.
   *
   * @param faces whether faces are looked for, which takes threads too
   */
  void requireNoTraining(ParseResult parsed, boolean faces) {
    Set<String> idle = folds.given(parsed);
    if (faces || (run != null && probabilities == null)) {
      idle.remove("--threads");
    }
    if ((run != null || probabilities != null) && !idle.isEmpty()) {
      throw new UsageException(
          run != null ? "--run" : "--probabilities",
          "needs no training, but options of one are given: " + String.join(" ", idle),
          "leave them out, or give --data alone");
    }
  }

  /** As a training would take it. */
  int threads(ParseResult parsed) {
    Map<String, String> given = SettingOptions.given(parsed);
    given.keySet().retainAll(Set.of("threads"));
    return TrainSettings.of(Map.of(), given).threads();
  }
}
