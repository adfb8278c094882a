package io.selfcure.training.settings;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A named set of the objective's switches; each can be overridden. */
@SuppressWarnings("ImmutableEnumChecker") // Map.of makes unmodifiable maps
public enum Mode {
  /** Plain cross entropy. */
  BASELINE(
      Map.of(
          "importance-weighting", "false",
          "rank-regularisation", "false",
          "relabelling", "false")),

  /** The paper's SCN: convex sum, relabelling of the low group by plain probabilities, no bias. */
  PAPER(
      Map.of(
          "loss-combination", "convex",
          "gamma", "0.5",
          "margin-1", "0.15",
          "relabel-scope", "low",
          "relabel-probability", "plain",
          "classifier-bias", "false")),

  /**
   * The official program's: both losses with weight 1, the whole batch relabelled by weighted
   * probabilities.
   */
  REFERENCE(
      Map.of(
          "loss-combination", "sum",
          "margin-1", "0.07",
          "relabel-scope", "batch",
          "relabel-probability", "weighted",
          "classifier-bias", "true")),

  /** Ours: weights of picture and label, ranked and relabelled by evidence over many epochs. */
  IMPROVED(
      Map.of(
          "evidence", "true",
          "margin-1", "0.5",
          "classifier-bias", "true"));

  private final Map<String, String> switches;

  Mode(Map<String, String> switches) {
    this.switches = switches;
  }

  Map<String, String> switches() {
    return switches;
  }

  /** The names of all settings that any preset decides. */
  static Set<String> allSwitches() {
    return Arrays.stream(values())
        .flatMap(v -> v.switches().keySet().stream())
        .collect(Collectors.toUnmodifiableSet());
  }
}
