package io.selfcure.training.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.error.ModelException;
import io.selfcure.training.weights.LoadReport.Skipped;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A network trained on 1000 classes given to one of 7. */
class LoadReportTest {

  private static final Path FILE = Path.of("resnet18.pth");

  private final Map<String, List<Long>> wanted = new LinkedHashMap<>();
  private final Map<String, TensorData> file = new LinkedHashMap<>();

  LoadReportTest() {
    wanted.put("conv1.weight", List.of(2L, 3L));
    wanted.put("bn1.num_batches_tracked", List.of());
    wanted.put("fc.weight", List.of(7L, 4L));
    wanted.put("fc.bias", List.of(7L));
    wanted.put("importance.weight", List.of(1L, 4L));
    file.put("head.extra", TensorData.ofFloats(new float[1], 1));
    file.put("fc.weight", TensorData.ofFloats(new float[4000], 1000, 4));
    file.put("fc.bias", TensorData.ofFloats(new float[1000], 1000));
    file.put("bn1.num_batches_tracked", TensorData.ofLongs(new long[] {3}));
    file.put("conv1.weight", TensorData.ofFloats(new float[6], 2, 3));
  }

  @Test
  void takesWhatFitsAndLeavesTheOtherHead() {
    LoadReport report = LoadReport.match(file, wanted).requireSomething(FILE);
    assertThat(report.loaded()).containsExactly("bn1.num_batches_tracked", "conv1.weight");
    assertThat(report.skipped())
        .containsExactly(
            new Skipped("head.extra", "not in the network"),
            new Skipped("fc.weight", "shape [1000, 4] in file, [7, 4] in the network"),
            new Skipped("fc.bias", "shape [1000] in file, [7] in the network"));
    assertThat(report.missing()).containsExactly("importance.weight");
  }

  @Test
  void leavesIntegersWhereNumbersAreLearned() {
    file.put("conv1.weight", TensorData.ofLongs(new long[6], 2, 3));
    assertThat(LoadReport.match(file, wanted).skipped())
        .contains(new Skipped("conv1.weight", "I64 values, floating-point ones are wanted"));
  }

  @Test
  void listsEveryTensor() {
    assertThat(LoadReport.match(file, wanted).describe())
        .isEqualTo(
            """
            loaded: 2
              bn1.num_batches_tracked
              conv1.weight
            skipped: 3
              head.extra: not in the network
              fc.weight: shape [1000, 4] in file, [7, 4] in the network
              fc.bias: shape [1000] in file, [7] in the network
            missing from the file: 1
              importance.weight""");
  }

  // The same number of elements in another shape is another tensor, as is a transposed one.
  @Test
  void comparesShapesAndNotSizes() {
    file.put("conv1.weight", TensorData.ofFloats(new float[6], 3, 2));
    file.put("bn1.num_batches_tracked", TensorData.ofLongs(new long[] {3}, 1));
    LoadReport report = LoadReport.match(file, wanted);
    assertThat(report.loaded()).isEmpty();
    assertThat(report.skipped()).hasSize(5);
    assertThat(report.missing()).containsExactly("importance.weight");
  }

  @Test
  void refusesAFileOfWhichNothingFits() {
    file.keySet().retainAll(List.of("head.extra", "fc.weight"));
    LoadReport report = LoadReport.match(file, wanted);
    assertThatThrownBy(() -> report.requireSomething(FILE))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("resnet18.pth: none of its 2 tensors fits the network")
        .hasMessageContaining("fc.weight: shape [1000, 4] in file, [7, 4] in the network")
        .hasMessageContaining("the network also wants conv1.weight; bn1.num")
        .hasMessageContaining("; ...")
        .hasMessageContaining("remedy: check that the file is of the same architecture");
    LoadReport none = LoadReport.match(Map.of(), wanted);
    assertThatThrownBy(() -> none.requireSomething(FILE))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("none of its 0 tensors");
  }

  @Test
  void keepsTheTerminalSafeFromNames() {
    file.put("\u001b[2J", TensorData.ofFloats(new float[1]));
    assertThat(LoadReport.match(file, wanted).describe()).contains("  ?[2J: not in the network");
  }
}
