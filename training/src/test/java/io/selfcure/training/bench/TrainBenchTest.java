package io.selfcure.training.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfcure.core.progress.Progress;
import io.selfcure.training.runtime.Machine;
import io.selfcure.training.settings.Mode;
import io.selfcure.training.settings.TrainSettings;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainBenchTest {

  @ParameterizedTest
  @EnumSource(Mode.class)
  void measuresTheStepsOfEveryMode(Mode mode) {
    Map<String, String> options =
        Map.of(
            "mode", mode.name().toLowerCase(Locale.ROOT),
            "input-size", "16",
            "width", "0.125",
            "batch", "4",
            "epochs", "1",
            "threads", "1");
    TrainSettings settings =
        TrainSettings.of(Map.of(), options).resolve(16, new Machine(false, false, 1));
    TrainBench.Result result =
        TrainBench.run(settings, new TrainBench.Length(1, 1, 0), Progress.NONE);
    assertThat(result.randomRate()).isPositive();
    assertThat(result.pipelineRate()).isPositive();
  }
}
