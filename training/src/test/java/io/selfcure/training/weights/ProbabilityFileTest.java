package io.selfcure.training.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbabilityFileTest {

  @TempDir Path dir;

  @Test
  void readsBackWhatItWrote() {
    Path file = dir.resolve("p.safetensors");
    float[] p = {0.25f, 0.75f, 1, 0};
    new ProbabilityFile(List.of("a", "b"), List.of("x", "y, \"z\"\n"), p, Map.of("folds", "5"))
        .write(file);
    ProbabilityFile read = ProbabilityFile.read(file);
    assertThat(read.classes()).containsExactly("a", "b");
    assertThat(read.ids()).containsExactly("x", "y, \"z\"\n");
    assertThat(read.values()).containsExactly(p);
    assertThat(read.notes()).containsExactly(Map.entry("folds", "5"));
  }

  private void refused(float[] values, long rows, Map<String, String> changes, String message) {
    Path file = dir.resolve("bad.safetensors");
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", "selfcure-probabilities-1");
    metadata.put("classes", "[\"a\",\"b\"]");
    metadata.put("ids", "[\"x\"]");
    metadata.putAll(changes);
    TensorData tensor = TensorData.ofFloats(values, rows, values.length / rows);
    Safetensors.write(file, Map.of("probabilities", tensor), metadata);
    assertThatThrownBy(() -> ProbabilityFile.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("remedy");
  }

  @Test
  void refusesWhatIsNoTableOfProbabilities() {
    float[] fine = {0.5f, 0.5f};
    refused(fine, 1, Map.of("format", "other"), "format");
    refused(fine, 1, Map.of("ids", "x"), "'ids' is no JSON");
    refused(fine, 1, Map.of("ids", "[]"), "'ids'");
    refused(fine, 1, Map.of("ids", "[1]"), "'ids'");
    refused(fine, 1, Map.of("classes", "[\"a\",\"a\"]"), "'classes'");
    refused(fine, 1, Map.of("ids", "[\"x\",\"y\"]"), "2 x 2");
    refused(new float[] {0.5f, 0.6f}, 1, Map.of(), "row 0");
    refused(new float[] {-0.5f, 1.5f}, 1, Map.of(), "row 0");
    refused(new float[] {Float.NaN, 1}, 1, Map.of(), "row 0");
  }

  @Test
  void refusesOtherFiles() throws IOException {
    Path file = dir.resolve("text");
    Files.writeString(file, "id,p\nx,0.5\n");
    assertThatThrownBy(() -> ProbabilityFile.read(file)).isInstanceOf(ModelException.class);
  }
}
