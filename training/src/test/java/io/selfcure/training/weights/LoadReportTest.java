package io.selfcure.training.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.error.ModelException;
import io.selfcure.training.weights.LoadReport.Skipped;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
    LoadReport report = LoadReport.match(file, wanted).requireLayers(FILE);
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
    assertThatThrownBy(() -> report.requireLayers(FILE))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("resnet18.pth: none of its 2 tensors fits the network")
        .hasMessageContaining("fc.weight: shape [1000, 4] in file, [7, 4] in the network")
        .hasMessageContaining("the network also wants conv1.weight; bn1.num")
        .hasMessageContaining("; ...")
        .hasMessageContaining("remedy: check that the file is of the same architecture");
    LoadReport none = LoadReport.match(Map.of(), wanted);
    assertThatThrownBy(() -> none.requireLayers(FILE))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("none of its 0 tensors");
  }

  @Test
  void keepsTheTerminalSafeFromNames() {
    file.put("\u001b[2J", TensorData.ofFloats(new float[1]));
    assertThat(LoadReport.match(file, wanted).describe()).contains("  ?[2J: not in the network");
  }

  private static TensorData values(long... shape) {
    long size = 1;
    for (long d : shape) {
      size *= d;
    }
    float[] values = new float[(int) size];
    java.util.Arrays.fill(values, (float) size);
    return TensorData.ofFloats(values, shape);
  }

  /** A small network of torchvision's names. */
  private static Map<String, TensorData> network() {
    Map<String, TensorData> all = new LinkedHashMap<>();
    all.put("conv1.weight", values(4, 3, 7, 7));
    all.put("bn1.weight", values(4));
    all.put("bn1.running_mean", values(4));
    all.put("layer1.0.conv1.weight", values(4, 4, 3, 3));
    all.put("layer2.0.downsample.0.weight", values(8, 4, 1, 1));
    all.put("layer2.0.downsample.1.weight", values(8));
    all.put("layer3.0.conv1.weight", values(12, 8, 3, 3));
    all.put("layer4.0.conv1.weight", values(16, 12, 3, 3));
    all.put("fc.weight", values(7, 16));
    all.put("importance.weight", values(1, 16));
    all.put("importance.bias", values(1));
    return all;
  }

  private static Map<String, List<Long>> shapes(Map<String, TensorData> tensors) {
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    return shapes;
  }

  private static Map<String, TensorData> renamed(UnaryOperator<String> to) {
    Map<String, TensorData> all = new LinkedHashMap<>();
    network().forEach((name, tensor) -> all.put(to.apply(name), tensor));
    return all;
  }

  private static String numbered(String name) {
    return name.replace("importance.", "alpha.0.")
        .replaceFirst("^conv1", "features.0")
        .replaceFirst("^bn1", "features.1")
        .replaceFirst("^layer1", "features.4")
        .replaceFirst("^layer2", "features.5")
        .replaceFirst("^layer3", "features.6")
        .replaceFirst("^layer4", "features.7");
  }

  private static boolean head(String name) {
    return name.startsWith("fc.") || name.startsWith("importance.") || name.startsWith("alpha.");
  }

  static Stream<Arguments> namings() {
    Map<String, UnaryOperator<String>> all = new LinkedHashMap<>();
    all.put("as they are", n -> n);
    all.put("SCN", LoadReportTest::numbered);
    all.put("SCN in DataParallel", n -> "module." + numbered(n));
    all.put("numbers alone", n -> numbered(n).replace("features.", ""));
    all.put("a backbone beside heads", n -> head(n) ? n : "backbone." + n);
    all.put("numbers below a backbone", n -> head(n) ? n : "module.encoder." + numbered(n));
    all.put("features by name", n -> head(n) ? n : "features." + n);
    all.put("two wrappers", n -> "model.resnet." + n);
    all.put("other heads", n -> n.replace("fc.", "classifier.").replace("importance.", "alpha."));
    all.put("shortcuts", n -> n.replace("downsample", "shortcut").replace("fc.", "linear."));
    return all.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("namings")
  void readsTheNamesOfOtherPrograms(String what, UnaryOperator<String> naming) {
    Map<String, TensorData> file = renamed(naming);
    LoadReport report = LoadReport.match(file, shapes(network())).requireLayers(FILE);
    assertThat(report.sources()).as(what).hasSize(11);
    report.sources().forEach((to, from) -> assertThat(from).isEqualTo(naming.apply(to)));
    assertThat(report.skipped()).isEmpty();
    assertThat(report.missing()).isEmpty();
  }

  @Test
  void saysUnderWhichNameATensorWasFound() {
    assertThat(LoadReport.match(renamed(LoadReportTest::numbered), shapes(network())).describe())
        .contains("\n  conv1.weight, in the file features.0.weight\n")
        .contains("\n  importance.bias, in the file alpha.0.bias")
        .contains("\n  fc.weight\n");
  }

  @Test
  void takesNeitherOfTwoTensorsThatWouldHaveOneName() {
    Map<String, TensorData> file = renamed(n -> n.replace("fc.", "classifier."));
    file.put("linear.weight", values(7, 16));
    LoadReport report = LoadReport.match(file, shapes(network()));
    assertThat(report.loaded()).doesNotContain("fc.weight");
    assertThat(report.skipped())
        .contains(
            new Skipped("linear.weight", "another tensor of the file would be fc.weight too"));
    file.put("fc.weight", values(7, 16));
    assertThat(LoadReport.match(file, shapes(network())).sources())
        .as("its own name decides")
        .containsEntry("fc.weight", "fc.weight");
  }

  static Stream<Arguments> gaps() {
    return Stream.of(
        Arguments.of("layer1.0.conv1.weight", values(4, 4, 1, 1), "shape [4, 4, 1, 1] in file"),
        Arguments.of("layer1.2.conv1.weight", values(4, 4, 3, 3), "not in the network"),
        Arguments.of("layer4.0.conv1.weight", null, "layer4.0.conv1.weight: not in the file"),
        Arguments.of("bn1.running_mean", null, "bn1.running_mean: not in the file"),
        Arguments.of("conv1.weight", null, "conv1.weight: not in the file"));
  }

  @ParameterizedTest
  @MethodSource("gaps")
  void refusesLayersOfAnotherNetwork(String name, @Nullable TensorData tensor, String problem) {
    Map<String, TensorData> file = network();
    file.remove(name);
    if (tensor != null) {
      file.put(name, tensor);
    }
    LoadReport report = LoadReport.match(file, shapes(network()));
    assertThatThrownBy(() -> report.requireLayers(FILE))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("not the network's layers: " + name)
        .hasMessageContaining(problem);
  }

  @Test
  void refusesAFileThatGivesNothingButAHead() {
    Map<String, TensorData> file = renamed(n -> head(n) ? n : "trunk." + n);
    assertThatThrownBy(() -> LoadReport.match(file, shapes(network())).requireLayers(FILE))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("gives only 3 tensors, and not the network's layers")
        .hasMessageContaining("trunk.conv1.weight: not in the network");
  }

  @Test
  void saysWhichShapesANetworkOfAnotherWidthHas() {
    Map<String, TensorData> file = new LinkedHashMap<>();
    file.put("features.0.weight", values(8, 3, 7, 7));
    file.put("features.1.weight", values(8));
    assertThatThrownBy(() -> LoadReport.match(file, shapes(network())).requireLayers(FILE))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("features.1.weight: shape [8] in file, [4] in the network");
  }

  @Test
  void takesAStemOfAnotherSizeForWhatItIs() {
    Map<String, TensorData> file = network();
    file.put("conv1.weight", values(4, 3, 3, 3));
    LoadReport report = LoadReport.match(file, shapes(network())).requireLayers(FILE);
    assertThat(report.loaded()).hasSize(10);
    assertThat(report.describe()).contains("skipped: 1\n  conv1.weight: shape [4, 3, 3, 3] in");
  }
}
