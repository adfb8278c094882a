package io.selfcure.workflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfcure.core.metrics.SeedStatistics;
import io.selfcure.training.settings.TrainSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SummaryTest {

  private final Map<Cell, CellRecord> records = new LinkedHashMap<>();

  private void cell(String mode, int seed, double accuracy) {
    TrainSettings settings =
        TrainSettings.of(Map.of(), Map.of("mode", mode, "seed", Integer.toString(seed)));
    Cell cell =
        new Cell(mode + seed, new NoiseLevel(NoiseLevel.KINDS.get(0), 0), Map.of(), settings);
    records.put(
        cell,
        CellRecord.begun(cell)
            .finished(
                "",
                Map.of(
                    "accuracy",
                    accuracy,
                    "accuracy_low",
                    accuracy - 0.01,
                    "accuracy_high",
                    accuracy + 0.01)));
  }

  private Map<String, String> row(int index) {
    return results().groups().get(index);
  }

  private Results results() {
    return new Results(
        records, new Reading(Reading.Part.VALID, Reading.Epoch.LAST), "made for a test", "");
  }

  @Test
  void oneSeedHasItsSamplesTwoTheirRangeAndThreeAnInterval() {
    cell("baseline", 1, 0.70);
    assertThat(row(0))
        .containsEntry("interval_over", "samples")
        .containsEntry("accuracy_low", "0.690000")
        .containsEntry("accuracy_min", "");
    cell("baseline", 2, 0.72);
    assertThat(row(0))
        .containsEntry("interval_over", "")
        .containsEntry("accuracy_low", "")
        .containsEntry("accuracy_min", "0.700000")
        .containsEntry("accuracy_max", "0.720000");
    assertThat(results().markdown()).contains("71.00 (min 70.00, max 72.00)");
    cell("baseline", 3, 0.74);
    // scipy: t.interval(0.95, 2, 0.72, 0.02 / sqrt(3)) = 0.6703172..., 0.7696827...
    assertThat(row(0))
        .containsEntry("interval_over", "seeds")
        .containsEntry("accuracy_low", "0.670317")
        .containsEntry("accuracy_high", "0.769683");
    assertThat(results().markdown()).contains("72.00 [67.03, 76.97]");
  }

  @Test
  void modesAreComparedByTheSeedsThatBothHave() {
    for (int seed = 1; seed <= 3; seed++) {
      cell("baseline", seed, 0.60 + 0.1 * seed);
      cell("paper", seed + 1, 0.75 + 0.1 * seed);
    }
    List<Map<String, String>> rows = results().differences();
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0))
        .containsEntry("mode", "paper")
        .containsEntry("against", "baseline")
        .containsEntry("seeds", "2");
    SeedStatistics gain =
        Objects.requireNonNull(Difference.of(records).get(0).figures().get("accuracy"));
    assertThat(gain.mean()).isCloseTo(0.05, org.assertj.core.api.Assertions.within(1e-9));
    assertThat(gain.max() - gain.min()).isLessThan(1e-9);
  }
}
