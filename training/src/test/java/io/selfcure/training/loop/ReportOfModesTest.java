package io.selfcure.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfcure.core.error.Wording;
import io.selfcure.core.progress.Progress;
import io.selfcure.curation.report.Report;
import io.selfcure.curation.run.RunFolder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A report must tell what the run's method does, whatever the settings seem to say. */
class ReportOfModesTest extends SmallRuns {

  private static final String IDLE = "rank-loss-idle (";
  private static final String RANK_NOTE = "no rank loss";

  private String report(String... options) {
    run("run", Progress.NONE, options);
    RunFolder folder = new RunFolder(dir.resolve("run"));
    return new Report(s -> Map.of(), run -> id -> "data:image/jpeg;base64,AAAA", Wording.NEUTRAL)
        .html(List.of(folder));
  }

  @Test
  void ofBaselineCountsNoAlarmsThatCannotBeRaised() {
    assertThat(report("mode=baseline", "learn-margin-1=false"))
        .contains("This run changes no labels.", "not-learning (", "learning-rate-too-high (")
        .doesNotContain(IDLE, "weights-collapsed (", "relabelling-too-much (", "class-dying-out (");
  }

  @Test
  void ofPaperTakesTheMeanOfGapsForNoSingleOneAndALearnedMarginForNoFixedOne() {
    assertThat(report("mode=paper", "relabel-epoch=3"))
        .contains("A step whose gap is above the margin has " + RANK_NOTE)
        .contains("margin δ1 at the start")
        .contains("The margin is learned")
        .contains("R: from epoch 3 on labels may be changed.")
        .contains("weights-collapsed (", "relabelling-by-guessing (")
        .doesNotContain("Above the margin the rank loss is zero.");
  }

  @Test
  void ofReferencePromisesNoChangesAfterItsLastEpoch() {
    assertThat(report("mode=reference", "learn-margin-1=false", "relabel-epoch=9"))
        .contains("No label has been changed: changes would begin with epoch 9, after the last.")
        .contains("margin δ1")
        .doesNotContain("changes begin with epoch", "margin δ1 at the start");
  }

  @Test
  void ofImprovedMarksTheEpochsOfTheEvidence() {
    String html =
        report(
            "mode=improved",
            "learn-margin-1=false",
            "epochs=10",
            "relabel-epoch=9",
            "optimizer=adam",
            "learning-rate=0.003",
            "relabel-confidence=0.5");
    List<Integer> changed =
        relabellings("run").stream().map(r -> r.epoch()).distinct().sorted().toList();
    // evidence-start 0.35 and evidence-end 0.5 of ten epochs
    assertThat(changed).isNotEmpty().isSubsetOf(4, 5);
    String epochs = changed.stream().map(String::valueOf).collect(Collectors.joining(" and "));
    assertThat(html)
        .contains("R: from epoch 4 to 5 labels may be changed, by the evidence and between epochs.")
        .contains("Labels changed in epoch" + (changed.size() > 1 ? "s " : " ") + epochs + ".")
        .contains("The rank loss compares other groups")
        .contains("relabelling-too-much (")
        .doesNotContain("R: from epoch 9", "Above the margin", RANK_NOTE, "margin δ1")
        .doesNotContain(IDLE, "weights-collapsed (", "relabelling-by-guessing (");
  }
}
