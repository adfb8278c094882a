package io.selfcure.training.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.ModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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

  /** How long the header is, as the file's first eight bytes say. */
  private static long header(Path file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  @Test
  void idsTakeNoRoomInTheHeader() throws IOException {
    Path file = dir.resolve("p.safetensors");
    List<String> ids =
        IntStream.range(0, 5000).mapToObj(i -> "folder/of/many/\u00e9\ud83d\ude00/" + i).toList();
    float[] p = new float[5000];
    Arrays.fill(p, 1);
    new ProbabilityFile(List.of("a"), ids, p, Map.of()).write(file);
    assertThat(ProbabilityFile.read(file).ids()).isEqualTo(ids);
    assertThat(header(file)).isLessThan(1000);
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
    refused(fine, 1, Map.of("format", "selfcure-probabilities-3"), "selfcure-probabilities-2");
    refused(new float[] {0.5f, 0.6f}, 1, Map.of(), "row 0");
    refused(new float[] {-0.5f, 1.5f}, 1, Map.of(), "row 0");
    refused(new float[] {Float.NaN, 1}, 1, Map.of(), "row 0");
  }

  @Test
  void readsTheFirstVersion() {
    Path file = dir.resolve("old.safetensors");
    Map<String, String> metadata =
        Map.of(
            "format", "selfcure-probabilities-1",
            "classes", "[\"a\",\"b\"]",
            "ids", "[\"x\",\"\u00e9\"]",
            "folds", "5");
    TensorData tensor = TensorData.ofFloats(new float[] {0.25f, 0.75f, 1, 0}, 2, 2);
    Safetensors.write(file, Map.of("probabilities", tensor), metadata);
    ProbabilityFile read = ProbabilityFile.read(file);
    assertThat(read.ids()).containsExactly("x", "\u00e9");
    assertThat(read.notes()).containsExactly(Map.entry("folds", "5"));
  }

  private void refusedIds(byte[] text, long[] offsets, String message) {
    Path file = dir.resolve("ids.safetensors");
    Map<String, TensorData> tensors =
        Map.of(
            "probabilities", TensorData.ofFloats(new float[] {1, 1}, 2, 1),
            "ids", TensorData.ofBytes(text, text.length),
            "id_offsets", TensorData.ofLongs(offsets, offsets.length));
    Safetensors.write(
        file, tensors, Map.of("format", "selfcure-probabilities-2", "classes", "[\"a\"]"));
    assertThatThrownBy(() -> ProbabilityFile.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("remedy");
  }

  @Test
  void refusesIdsThatDoNotFit() {
    refusedIds(new byte[] {'x', 'y'}, new long[] {0, 2}, "1 x 1, but F32 [2, 1]");
    refusedIds(new byte[] {'x', 'y'}, new long[] {0, 1, 3}, "from 0 to the 2");
    refusedIds(new byte[] {'x', 'y'}, new long[] {1, 1, 2}, "from 0 to the 2");
    refusedIds(new byte[] {'x', 'y'}, new long[] {0, 5, 2}, "row 0");
    refusedIds(new byte[] {'x', 'y'}, new long[] {0, 2, 2}, "row 1");
    refusedIds(new byte[] {'x', 'x'}, new long[] {0, 1, 2}, "twice");
    refusedIds(new byte[] {'x', -1}, new long[] {0, 1, 2}, "row 1");
  }

  @Test
  void neverWritesAHeaderThatWouldBeRefused() {
    Path file = dir.resolve("long.safetensors");
    Map<String, TensorData> tensors = Map.of("x", TensorData.ofBytes(new byte[1], 1));
    Map<String, String> metadata = Map.of("key", "v".repeat(500));
    Safetensors.write(file, tensors, metadata, 1000);
    assertThatThrownBy(() -> Safetensors.write(file, tensors, metadata, 500))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("header")
        .hasMessageContaining("500");
    assertThat(Safetensors.read(file).metadata()).as("what was there before").isEqualTo(metadata);
  }

  @Test
  void refusesOtherFiles() throws IOException {
    Path file = dir.resolve("text");
    Files.writeString(file, "id,p\nx,0.5\n");
    assertThatThrownBy(() -> ProbabilityFile.read(file)).isInstanceOf(ModelException.class);
  }
}
