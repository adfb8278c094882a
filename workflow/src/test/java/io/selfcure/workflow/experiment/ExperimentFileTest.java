package io.selfcure.workflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.error.UsageException;
import io.selfcure.core.noise.SymmetricNoise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentFileTest {

  @TempDir Path dir;

  private ExperimentFile read(String text) throws IOException {
    return ExperimentFile.read(Files.writeString(dir.resolve("grid.yaml"), text));
  }

  @Test
  void bothWaysToWriteNoiseMeanTheSame() throws IOException {
    ExperimentFile pairs =
        read(
            "data: set\nnoise: [{kind: none}, {kind: symmetric, rate: 0.1}, {kind: symmetric, rate:"
                + " 0.2}]\n");
    ExperimentFile product =
        read("data: set\nnoise: {kinds: [none, symmetric], rates: [0.1, 0.2]}\n");
    assertThat(pairs.problems()).isEmpty();
    assertThat(pairs.noise())
        .isEqualTo(product.noise())
        .containsExactly(
            new NoiseLevel(SymmetricNoise.NONE, 0),
            new NoiseLevel(SymmetricNoise.KIND, 0.1),
            new NoiseLevel(SymmetricNoise.KIND, 0.2));
    assertThat(pairs.data()).isEqualTo(dir.resolve("set"));
    assertThat(read("data: set").noise()).containsExactly(new NoiseLevel(SymmetricNoise.NONE, 0));
  }

  @Test
  void listsAreAxesAndAListWithinIsOneValue() throws IOException {
    ExperimentFile file =
        read("data: s\nsettings: {beta: [0.7, 0.8], width: 0.25, step-epochs: [[5, 8], [6]]}\n");
    assertThat(file.settings().get("beta")).containsExactly("0.7", "0.8");
    assertThat(file.settings().get("width")).containsExactly("0.25");
    assertThat(file.settings().get("step-epochs")).containsExactly("5,8", "6");
  }

  @Test
  void allProblemsAreToldAtOnce() throws IOException {
    ExperimentFile file =
        read(
            """
            date: set
            noise: [{kind: salty}, {kind: symmetric, rate: [1.5, x]}, {kind: symmetric}, 7]
            modes: [paper, paper, basline]
            seeds: [1, two]
            settings: {beta: [0.7, 1.7], seed: 3, flavour: sweet, width: [], epochs: {a: 1}}
            evaluate: {split: train, checkpoint: first, colour: red}
            """);
    assertThatThrownBy(() -> Grid.requireSound(file))
        .isInstanceOf(UsageException.class)
        .hasMessageContainingAll("'date' is not a key", "data: name a data set")
        .hasMessageContainingAll("'salty'", "'1.5' is outside", "'x' is not a number")
        .hasMessageContainingAll("needs a rate", "entries such as", "'paper' is there twice")
        .hasMessageContainingAll("basline", "two", "settings.seed", "flavour", "1.7")
        .hasMessageContainingAll("settings.width: the list is empty", "settings.epochs")
        .hasMessageContainingAll("'train' is not one of [valid, test, holdout]", "'first'")
        .hasMessageContaining("'colour'");
  }

  @ParameterizedTest
  @CsvSource({
    "'', holds no experiment",
    "'[1, 2]', holds no experiment",
    "'data: [', is not YAML",
    "'data: a\ndata: b', is not YAML",
  })
  void whatIsNoGridIsRefused(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message);
  }

  @Test
  void theBestEpochIsNotChosenOnWhatIsReported() throws IOException {
    ExperimentFile file = read("data: s\nevaluate: {checkpoint: best}\n");
    assertThatThrownBy(() -> Grid.requireSound(file)).hasMessageContaining("flatters");
    ExperimentFile none =
        read("data: s\nsettings: {validation: none}\nevaluate: {checkpoint: best}\n");
    assertThatThrownBy(() -> Grid.requireSound(none)).hasMessageContaining("set holdout");
    ExperimentFile held = read("data: s\nevaluate: {split: holdout}\n");
    assertThatThrownBy(() -> Grid.requireSound(held)).hasMessageContaining("holdout needs");
    Grid.requireSound(read("data: s\nsettings: {holdout: 0.1}\nevaluate: {checkpoint: best}\n"));
  }

  @Test
  void aGridWithoutEndIsRefused() throws IOException {
    String many = "[" + "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]";
    ExperimentFile file =
        read(
            "data: s\nseeds: "
                + many
                + "\nsettings: {epochs: "
                + many
                + ", batch: "
                + many
                + ", step-epochs: "
                + many
                + ", relabel-epoch: "
                + many
                + "}\n");
    assertThatThrownBy(() -> Grid.requireSound(file)).hasMessageContaining("10000 cells");
  }
}
