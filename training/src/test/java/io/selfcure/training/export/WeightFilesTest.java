package io.selfcure.training.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfcure.training.network.Architecture;
import io.selfcure.training.network.NetworkWeights;
import io.selfcure.training.network.ResNet18;
import io.selfcure.training.network.Stem;
import io.selfcure.training.weights.TensorData;
import io.selfcure.training.weights.WeightsReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightFilesTest {

  @TempDir Path dir;

  @Test
  void whatIsWrittenIsReadAgain() {
    Path pth = dir.resolve("w.pth");
    Path safetensors = dir.resolve("w.safetensors");
    try (ResNet18 network = new ResNet18(new Architecture(7, Stem.STRIDE2, 0.125, 0, true, 1), 5)) {
      WeightFiles.pth(network.state(), pth);
      WeightFiles.safetensors(network.state(), Map.of("a", "b"), safetensors);
      Map<String, TensorData> expected = NetworkWeights.export(network.state());
      for (Path file : new Path[] {pth, safetensors}) {
        Map<String, TensorData> found = WeightsReader.read(file);
        assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
        expected.forEach(
            (name, tensor) -> {
              TensorData read = Objects.requireNonNull(found.get(name), name);
              assertThat(read.shape()).isEqualTo(tensor.shape());
              assertThat(read.dtype()).isEqualTo(tensor.dtype());
              assertThat(read.data()).isEqualTo(tensor.data());
            });
      }
    }
  }
}
