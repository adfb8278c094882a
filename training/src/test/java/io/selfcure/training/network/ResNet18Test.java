package io.selfcure.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.training.runtime.Torch;
import io.selfcure.training.runtime.Values;
import io.selfcure.training.weights.TensorData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ResNet18Test {

  @BeforeAll
  static void load() {
    Torch.load();
  }

  @Test
  void hasTorchvisionsParameterCount() {
    assertThat(new ResNet18(Architecture.torchvision(1000), 1).state().parameterCount())
        .isEqualTo(11_689_512);
  }

  @Test
  void hasTorchvisionsNamesAndShapes() {
    StateDict state = new ResNet18(Architecture.torchvision(1000), 1).state();
    assertThat(state.names()).hasSize(122).doesNotHaveDuplicates();
    assertThat(state.names().subList(0, 8))
        .containsExactly(
            "conv1.weight",
            "bn1.weight",
            "bn1.bias",
            "bn1.running_mean",
            "bn1.running_var",
            "bn1.num_batches_tracked",
            "layer1.0.conv1.weight",
            "layer1.0.bn1.weight");
    assertThat(state.names())
        .contains("layer2.0.downsample.0.weight", "layer4.0.downsample.1.running_var")
        .doesNotContain("layer1.0.downsample.0.weight", "layer2.1.downsample.0.weight")
        .endsWith("fc.weight", "fc.bias");
    assertShape(state, "conv1.weight", 64, 3, 7, 7);
    assertShape(state, "layer2.0.conv1.weight", 128, 64, 3, 3);
    assertShape(state, "layer3.0.downsample.0.weight", 256, 128, 1, 1);
    assertShape(state, "layer4.1.bn2.running_mean", 512);
    assertShape(state, "fc.weight", 1000, 512);
    assertShape(state, "bn1.num_batches_tracked");
  }

  private static void assertShape(StateDict state, String name, long... shape) {
    assertThat(NetworkWeights.export(state.get(name)).shape())
        .as(name)
        .isEqualTo(java.util.Arrays.stream(shape).boxed().toList());
  }

  /** Expected numbers: src/test/independent/resnet_numbers.py, the same graph in NumPy. */
  @Test
  void forwardPassAgreesWithNumpy() {
    ResNet18 network = new ResNet18(new Architecture(4, Stem.IMAGENET, 0.125, 0, true, 1), 1);
    fillByFormula(network.state());
    float[] image = new float[3 * 32 * 32];
    for (int i = 0; i < image.length; i++) {
      image[i] = (float) Math.sin(0.05 * i);
    }
    Tensor x = network.features(torch.tensor(image).reshape(1, 3, 32, 32), false);
    float[] features = Values.floats(x);
    float[] expected = EXPECTED_FEATURES;
    for (int i = 0; i < expected.length; i++) {
      assertThat(features[i]).as("feature " + i).isCloseTo(expected[i], within(2e-4f));
    }
    assertThat(Values.floats(network.logits(x))).containsExactly(EXPECTED_LOGITS, within(2e-4f));
    assertThat(Values.floats(Objects.requireNonNull(network.importance(x))))
        .containsExactly(EXPECTED_IMPORTANCE, within(2e-4f));
  }

  /** Even and odd sizes, down to a single pixel: the numbers and both gradients. */
  @Test
  void theShortcutIsAConvolutionOfStrideTwo() {
    for (int size : new int[] {1, 2, 3, 6, 7}) {
      for (ScalarType type : new ScalarType[] {ScalarType.Float, ScalarType.BFloat16}) {
        // sixteen channels: oneDNN's own kernel is sound there
        Tensor images = channelsLast(torch.randn(2, 16, size, size), type);
        Tensor weight = channelsLast(torch.randn(24, 16, 1, 1), type);
        Tensor sameImages = images.detach().clone().requires_grad_(true);
        Tensor sameWeight = weight.detach().clone().requires_grad_(true);
        long[] two = {2, 2};
        long[] one = {1, 1};
        long[] none = {0, 0};
        Tensor expected = torch.conv2d(images, weight, new TensorOptional(), two, none, one, 1);
        Tensor found =
            torch.conv2d(
                ResNet18.halved(sameImages), sameWeight, new TensorOptional(), one, none, one, 1);
        expected.square().sum().backward();
        found.square().sum().backward();
        String place = size + " pixels, " + type;
        assertClose(found, expected, type, place);
        assertClose(sameWeight.grad(), weight.grad(), type, place + ", weights");
        assertClose(sameImages.grad(), images.grad(), type, place + ", images");
        if (size > 1) {
          assertThat(sameImages.grad().stride(1)).as(place + ", channels stay last").isEqualTo(1);
        }
      }
    }
  }

  private static Tensor channelsLast(Tensor tensor, ScalarType type) {
    return tensor.to(type).contiguous(MemoryFormat.ChannelsLast).requires_grad_(true);
  }

  private static void assertClose(Tensor found, Tensor expected, ScalarType type, String place) {
    float[] wanted = Values.floats(expected.to(ScalarType.Float));
    float tolerance = type == ScalarType.Float ? 1e-5f : 1e-2f;
    float largest = 0;
    for (float value : wanted) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(Values.floats(found.to(ScalarType.Float)))
        .as(place)
        .containsExactly(wanted, within(tolerance * largest));
  }

  private static final float[] EXPECTED_FEATURES = {
    0.022990f, 0.000000f, 0.000000f, 0.075537f, 0.296484f, 0.023762f, 0.541664f, 0.186235f
  };
  private static final float[] EXPECTED_LOGITS = {0.958729f, -0.147945f, -0.596448f, 0.222977f};
  private static final float[] EXPECTED_IMPORTANCE = {-0.375269f};

  /**
   * The t-th tensor in NumPy's order of creation (t from 1) holds offset + scale sin(0.37 k k + t).
   */
  private static void fillByFormula(StateDict state) {
    Map<String, TensorData> filled = new LinkedHashMap<>();
    int t = 0;
    for (String name : state.names()) {
      List<Long> shape = NetworkWeights.export(state.get(name)).shape();
      if (name.endsWith("num_batches_tracked")) {
        filled.put(name, TensorData.ofLongs(new long[] {0}));
        continue;
      }
      t++;
      boolean head = name.startsWith("fc.") || name.startsWith("importance.");
      double scale;
      double offset = 0;
      if (head) {
        scale = name.endsWith("weight") ? 0.2 : 0.1;
      } else if (shape.size() == 4) {
        scale = Math.sqrt(2.0 / (shape.get(1) * shape.get(2) * shape.get(3)));
      } else if (name.endsWith("running_mean")) {
        scale = 0.1;
      } else if (name.endsWith("running_var")) {
        scale = 0.4;
        offset = 1;
      } else if (name.endsWith("bias")) {
        scale = 0.2;
      } else {
        scale = 0.3;
        offset = 1;
      }
      int n = (int) shape.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
      float[] values = new float[n];
      for (int k = 0; k < n; k++) {
        values[k] = (float) (offset + scale * Math.sin(0.37 * k * k + t));
      }
      filled.put(
          name, TensorData.ofFloats(values, shape.stream().mapToLong(Long::longValue).toArray()));
    }
    NetworkWeights.restoreAll(state, filled);
  }

  @Test
  void trainingMovesRunningStatisticsAndEvaluationDoesNot() {
    ResNet18 network = new ResNet18(new Architecture(3, Stem.STRIDE2, 0.125, 0, true, 0), 5);
    Tensor images = torch.ones(2, 3, 48, 48);
    float[] before = Values.floats(network.state().get("bn1.running_mean"));
    network.features(images, false);
    assertThat(Values.floats(network.state().get("bn1.running_mean"))).isEqualTo(before);
    network.features(images, true);
    assertThat(Values.floats(network.state().get("bn1.running_mean"))).isNotEqualTo(before);
    assertThat(network.state().get("bn1.num_batches_tracked").item_long()).isEqualTo(1);
  }

  @Test
  void theSameSeedGivesTheSameWeightsAndAnotherDoesNot() {
    Architecture a = new Architecture(3, Stem.STRIDE1, 0.125, 0, false, 1);
    float[] one = Values.floats(new ResNet18(a, 7).state().get("layer3.1.conv2.weight"));
    float[] same = Values.floats(new ResNet18(a, 7).state().get("layer3.1.conv2.weight"));
    float[] other = Values.floats(new ResNet18(a, 8).state().get("layer3.1.conv2.weight"));
    assertThat(one).isEqualTo(same).isNotEqualTo(other);
  }

  @Test
  void convolutionsStartHeNormalByFanOut() {
    float[] w =
        Values.floats(
            new ResNet18(Architecture.torchvision(2), 3).state().get("layer2.1.conv1.weight"));
    double squares = 0;
    for (float v : w) {
      squares += (double) v * v;
    }
    // torchvision: std = sqrt(2 / (128 * 3 * 3)) = 0.041667
    assertThat(Math.sqrt(squares / w.length)).isCloseTo(0.041667, within(2e-4));
  }

  @Test
  void withoutABiasTheClassifierHasNone() {
    StateDict state =
        new ResNet18(new Architecture(3, Stem.STRIDE2, 0.125, 0, false, 1), 1).state();
    assertThat(state.names()).contains("fc.weight", "importance.weight", "importance.bias");
    assertThat(state.has("fc.bias")).isFalse();
  }
}
