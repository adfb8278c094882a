package io.selfcure.training.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.core.data.Spelling;
import io.selfcure.core.data.Yaml;
import io.selfcure.core.error.UsageException;
import io.selfcure.training.runtime.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainSettingsTest {

  private static TrainSettings of(Map<String, String> options) {
    return TrainSettings.of(Map.of(), options);
  }

  @Test
  void improvedGoesByEvidenceAndTheOthersDoNot() {
    TrainSettings improved = of(Map.of("mode", "improved", "epochs", "20"));
    assertThat(improved.objective().evidence()).isTrue();
    assertThat(improved.objective().needsImportance()).isTrue();
    assertThat(improved.evidence().cures(7, 20)).isFalse();
    assertThat(improved.evidence().cures(8, 20)).isTrue();
    assertThat(improved.evidence().averageWeights(10_560, 0)).isEqualTo(0.995);
    assertThat(improved.evidence().averageWeights(100, 0)).isEqualTo(0.5);
    assertThat(improved.evidence().averageWeights(10_560, 0.2)).isEqualTo(1 - 1 / 2112.0);
    assertThat(improved.evidence().averageWeights(100, 0.2)).isEqualTo(0.95);
    assertThat(improved.evidence().averageWeights(100, 0.4)).isEqualTo(0.96);
    assertThat(improved.evidence().averageWeights(1, 0.2)).isZero();
    for (String mode : List.of("baseline", "paper", "reference")) {
      assertThat(of(Map.of("mode", mode)).objective().evidence()).as(mode).isFalse();
    }
  }

  @Test
  void modesAreThePapersAndTheOfficialProgramsSwitches() {
    ObjectiveSettings paper = of(Map.of("mode", "paper")).objective();
    assertThat(paper.lossCombination()).isEqualTo(ObjectiveSettings.LossCombination.CONVEX);
    assertThat(paper.relabelScope()).isEqualTo(ObjectiveSettings.RelabelScope.LOW);
    assertThat(paper.relabelProbability()).isEqualTo(ObjectiveSettings.RelabelProbability.PLAIN);
    assertThat(paper.classifierBias()).isFalse();
    assertThat(paper.beta()).isEqualTo(0.7);
    assertThat(paper.margin1()).isEqualTo(0.15);
    assertThat(paper.margin2()).isEqualTo(0.2);
    assertThat(paper.relabelEpoch()).isEqualTo(10);

    ObjectiveSettings reference = of(Map.of("mode", "reference")).objective();
    assertThat(reference.lossCombination()).isEqualTo(ObjectiveSettings.LossCombination.SUM);
    assertThat(reference.relabelScope()).isEqualTo(ObjectiveSettings.RelabelScope.BATCH);
    assertThat(reference.relabelProbability())
        .isEqualTo(ObjectiveSettings.RelabelProbability.WEIGHTED);
    assertThat(reference.margin1()).isEqualTo(0.07);

    ObjectiveSettings baseline = of(Map.of("mode", "baseline")).objective();
    assertThat(baseline.needsImportance()).isFalse();
    assertThat(baseline.relabelling()).isFalse();
  }

  @Test
  void optionsWinOverTheFileAndTheFileOverTheMode() {
    TrainSettings s =
        TrainSettings.of(
            Map.of("mode", "reference", "beta", "0.5", "margin-1", "0.3"), Map.of("beta", "0.6"));
    assertThat(s.objective().beta()).isEqualTo(0.6);
    assertThat(s.objective().margin1()).isEqualTo(0.3);
    assertThat(s.objective().relabelScope()).isEqualTo(ObjectiveSettings.RelabelScope.BATCH);
  }

  @Test
  void everyProblemIsReportedAtOnceWithNameValueAndRange() {
    assertThatThrownBy(
            () ->
                of(
                    Map.of(
                        "beta", "1.7", "epochs", "many", "mode", "magic", "no-such", "1", "flip",
                        "NaN")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("beta: '1.7' is outside 0 to 1")
        .hasMessageContaining("epochs: 'many' is not a whole number")
        .hasMessageContaining("mode: 'magic' is not one of [baseline, paper, reference, improved]")
        .hasMessageContaining("'no-such' is not a setting")
        .hasMessageContaining("flip: 'NaN'");
  }

  @Test
  void relabellingALowGroupNeedsWeightsButRelabellingByEvidenceDoesNot() {
    Map<String, String> bare =
        Map.of("importance-weighting", "false", "rank-regularisation", "false");
    assertThatThrownBy(() -> TrainSettings.of(Map.of("mode", "paper"), bare))
        .hasMessageContaining("need weights");
    assertThat(TrainSettings.of(Map.of("mode", "improved"), bare).objective().relabelling())
        .isTrue();
  }

  @Test
  void aMisspeltNameGetsAHint() {
    assertThatThrownBy(() -> of(Map.of("learnin-rate", "1")))
        .hasMessageContaining("did you mean")
        .hasMessageContaining("learning-rate");
  }

  @Test
  void hintsGoByTheNumberOfSlips() {
    assertThat(Spelling.distance("beta", "beta")).isZero();
    assertThat(Spelling.distance("beat", "beta")).as("two letters swapped").isEqualTo(1);
    assertThat(Spelling.distance("", "beta")).isEqualTo(4);
    assertThat(Spelling.hint("epoch", List.of("epochs", "batch"))).contains("epochs?");
    assertThat(Spelling.hint("weight_decay", List.of("weight-decay"))).contains("weight-decay");
    assertThat(Spelling.hint("flavour", List.of("epochs", "batch", "flip"))).isEmpty();
  }

  @Test
  void problemsNameTheFileOrTheOption() {
    Map<String, String> bad = Map.of("beta", "2");
    assertThatThrownBy(() -> TrainSettings.of(bad, Map.of(), "c.yaml"))
        .hasMessageStartingWith("c.yaml: beta: '2'");
    assertThatThrownBy(() -> TrainSettings.of(Map.of(), bad, "c.yaml"))
        .hasMessageStartingWith("options: beta: '2'");
    assertThatThrownBy(() -> TrainSettings.of(Map.of("betta", "1"), bad, "c.yaml"))
        .hasMessageStartingWith("c.yaml and options: 'betta' is not a setting; did you mean beta?");
  }

  @Test
  void contradictionsAreRefused() {
    assertThatThrownBy(() -> of(Map.of("mode", "baseline", "relabelling", "true")))
        .hasMessageContaining("relabel-scope");
    assertThatThrownBy(() -> of(Map.of("mode", "baseline", "learn-margin-1", "true")))
        .hasMessageContaining("rank-regularisation");
    assertThatThrownBy(() -> of(Map.of("flip-or-noise", "true", "flip", "0.7", "noise", "0.7")))
        .hasMessageContaining("more than 1");
  }

  @Test
  void yamlGivesTheSameSettingsBack(@TempDir Path dir) throws IOException {
    TrainSettings s =
        of(Map.of(
                "mode",
                "reference",
                "step-epochs",
                "3,7",
                "init",
                "a \"b\\c: d.pth",
                "augment",
                "reference"))
            .resolve(48, new Machine(false, true, 4));
    Path file = dir.resolve("config.yaml");
    Files.writeString(file, s.toYaml());
    assertThat(TrainSettings.of(Yaml.readFlat(file), Map.of())).isEqualTo(s);
  }

  @Test
  void everySettingIsDescribedAndItsDefaultIsValid() {
    assertThat(TrainSettings.describe())
        .hasSizeGreaterThan(40)
        .allSatisfy(d -> assertThat(d.text()).isNotBlank());
    assertThat(of(Map.of()).mode()).isEqualTo(Mode.IMPROVED);
  }

  @Test
  void notYamlIsRefused(@TempDir Path dir) throws IOException {
    Path file = dir.resolve("c.yaml");
    for (String text :
        List.of(
            "just words", "a: [", "group:\n  beta: 1\n", "", "a: [1, [2]]", "beta: 1\nbeta: 2\n")) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> Yaml.readFlat(file)).isInstanceOf(UsageException.class);
    }
    assertThatThrownBy(() -> Yaml.readFlat(dir.resolve("none.yaml")))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void autoIsResolved() {
    TrainSettings s = of(Map.of()).resolve(48, new Machine(false, true, 6));
    assertThat(s.network().inputSize()).isEqualTo(48);
    assertThat(s.network().stem()).isEqualTo(NetworkSettings.StemChoice.STRIDE2);
    assertThat(s.precision()).isEqualTo(TrainSettings.Precision.BF16);
    assertThat(s.threads()).isEqualTo(6);
    assertThat(of(Map.of()).resolve(224, new Machine(false, false, 1)).network().stem())
        .isEqualTo(NetworkSettings.StemChoice.IMAGENET);
  }

  @Test
  void schedulesAreTheirFormulas() {
    OptimizerSettings cosine =
        of(Map.of("learning-rate", "0.1", "warmup-epochs", "2")).optimisation();
    assertThat(cosine.rate(0, 12)).isZero();
    assertThat(cosine.rate(1, 12)).isCloseTo(0.05, within(1e-12));
    assertThat(cosine.rate(2, 12)).isCloseTo(0.1, within(1e-12));
    assertThat(cosine.rate(7, 12)).isCloseTo(0.05, within(1e-12));
    assertThat(cosine.rate(12, 12)).isCloseTo(0, within(1e-12));

    OptimizerSettings step =
        of(Map.of("learning-rate", "0.1", "schedule", "step", "warmup-epochs", "0")).optimisation();
    assertThat(step.rate(14.9, 40)).isCloseTo(0.1, within(1e-12));
    assertThat(step.rate(15, 40)).isCloseTo(0.01, within(1e-12));
    assertThat(step.rate(30, 40)).isCloseTo(0.001, within(1e-12));

    OptimizerSettings exponential =
        of(Map.of("learning-rate", "0.001", "schedule", "exponential", "warmup-epochs", "0"))
            .optimisation();
    assertThat(exponential.rate(2.5, 40)).isCloseTo(0.001 * 0.81, within(1e-12));
    OptimizerSettings constant =
        of(Map.of("learning-rate", "0.3", "schedule", "constant", "warmup-epochs", "0"))
            .optimisation();
    assertThat(constant.rate(39, 40)).isEqualTo(0.3);
  }

  @Test
  void aPresetOnTheCommandLineIsNotUndoneByAFile() {
    Map<String, String> paper =
        TrainSettings.of(Map.of(), Map.of("mode", "paper", "epochs", "7", "augment", "reference"))
            .toMap();
    TrainSettings baseline = TrainSettings.of(paper, Map.of("mode", "baseline", "augment", "none"));
    Map<String, String> plain =
        TrainSettings.of(Map.of(), Map.of("mode", "baseline", "epochs", "7", "augment", "none"))
            .toMap();
    assertThat(baseline.toMap()).isEqualTo(plain);
    assertThat(TrainSettings.of(paper, Map.of()).toMap()).isEqualTo(paper);
  }

  @Test
  void warmUpLeavesSomethingToTrain() {
    assertThatThrownBy(
            () -> TrainSettings.of(Map.of(), Map.of("warmup-epochs", "9", "epochs", "5")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("warmup-epochs");
  }

  @Test
  void knowsWhichSettingsHaveNoEffect() {
    assertThat(TrainSettings.of(Map.of(), Map.of("mode", "baseline")).idle())
        .contains("beta", "gamma", "margin-1", "margin-2", "relabel-epoch", "evidence-memory")
        .doesNotContain("width", "label-smoothing", "targets");
    assertThat(TrainSettings.of(Map.of(), Map.of("mode", "paper")).idle())
        .contains("evidence-memory")
        .doesNotContain("beta", "gamma", "margin-1", "margin-2", "relabel-scope");
    assertThat(TrainSettings.of(Map.of(), Map.of("mode", "reference")).idle())
        .contains("gamma")
        .doesNotContain("beta", "margin-1");
    Map<String, String> improved = Map.of("mode", "improved");
    assertThat(TrainSettings.of(improved, Map.of()).idle())
        .containsExactlyInAnyOrder(
            "beta",
            "gamma",
            "loss-combination",
            "margin-2",
            "relabel-epoch",
            "relabel-probability",
            "relabel-scope");
    assertThat(TrainSettings.of(improved, Map.of("rank-regularisation", "false")).idle())
        .contains("margin-1");
    assertThat(TrainSettings.of(improved, Map.of("relabelling", "false")).idle())
        .contains("relabel-confidence", "target-sharpness");
  }
}
