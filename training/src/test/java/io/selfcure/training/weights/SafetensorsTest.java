package io.selfcure.training.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.ModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected values stand in src/test/independent/weights_files.py, which wrote the file. */
class SafetensorsTest {

  @TempDir private Path dir;

  @ParameterizedTest
  @ValueSource(longs = {1, 64, 1 << 20})
  void readsAnIndependentFileMappedInWindows(long window) {
    try (FileBytes bytes = FileBytes.open(Golden.path("mixed.safetensors"), 0, window)) {
      requireMixed(Safetensors.read(bytes));
    }
  }

  @Test
  void readsAnIndependentFile() {
    requireMixed(Safetensors.read(Golden.path("mixed.safetensors")));
    assertThat(Golden.read("mixed.safetensors"))
        .isEqualTo(Safetensors.read(Golden.path("mixed.safetensors")).tensors());
  }

  private static void requireMixed(WeightsFile file) {
    assertThat(file.metadata()).isEqualTo(Map.of("format", "pt", "note", "a \"b\" ü"));
    Map<String, TensorData> t = file.tensors();
    assertThat(t.keySet()).containsExactly("f32", "f16", "bf16", "none", "i64", "f64", "größe");
    assertThat(Golden.tensor(t, "f32").shape()).containsExactly(2L, 2L);
    assertThat(Golden.tensor(t, "f32").toFloats()).containsExactly(Golden.ramp(4, -0.5f));
    assertThat(Golden.tensor(t, "f16").toFloats()).containsExactly(1.5f, -2, 65504);
    assertThat(Golden.tensor(t, "bf16").toFloats()).containsExactly(1.5f, -2);
    assertThat(Golden.tensor(t, "none").shape()).containsExactly(0L, 3L);
    assertThat(Golden.tensor(t, "i64").toLongs()).containsExactly(12_345_678_901L);
    assertThat(Golden.tensor(t, "f64").toFloats()).containsExactly(0.1f);
    assertThat(Golden.tensor(t, "größe").toLongs()).containsExactly(0, 128, 255);
  }

  @Test
  void writesWhatItReadsAndTheSameEveryTime() throws IOException {
    WeightsFile original = Safetensors.read(Golden.path("mixed.safetensors"));
    Path file = dir.resolve("new/folder/w.safetensors");
    Safetensors.write(file, original.tensors(), original.metadata());
    byte[] once = Files.readAllBytes(file);
    WeightsFile again = Safetensors.read(file);
    assertThat(again).isEqualTo(original);
    assertThat(again.tensors().keySet()).containsExactlyElementsOf(original.tensors().keySet());
    Safetensors.write(file, again.tensors(), again.metadata());
    assertThat(Files.readAllBytes(file)).isEqualTo(once);
    assertThat(file.getParent()).isDirectoryContaining("glob:**w.safetensors");
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  // The layout is the format's: other programs read it, and wide elements lie aligned.
  @Test
  void writesTheHeaderThatTheFormatWants() throws IOException {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    tensors.put("small", TensorData.ofBytes(new byte[] {1}, 1));
    tensors.put("wide", TensorData.ofLongs(new long[] {-2}));
    Path file = dir.resolve("w.safetensors");
    Safetensors.write(file, tensors, Map.of());
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) bytes.getLong();
    byte[] header = new byte[length];
    bytes.get(header);
    assertThat(new String(header, StandardCharsets.UTF_8).stripTrailing())
        .isEqualTo(
            "{\"small\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[8,9]},"
                + "\"wide\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]}}");
    assertThat(length % 8).isZero();
    assertThat(bytes.getLong()).isEqualTo(-2);
    assertThat(bytes.get()).isEqualTo((byte) 1);
    assertThat(bytes.hasRemaining()).isFalse();
  }

  @Test
  void writesNothingAtAllAsAFileOfNothing() {
    Path file = dir.resolve("none.safetensors");
    Safetensors.write(file, Map.of(), Map.of());
    assertThat(Safetensors.read(file).tensors()).isEmpty();
  }

  @Test
  void refusesToWriteWhatItCouldNotRead() {
    TensorData one = TensorData.ofFloats(new float[] {1});
    Path file = dir.resolve("w.safetensors");
    assertThatThrownBy(() -> Safetensors.write(file, Map.of("__metadata__", one), Map.of()))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("__metadata__")
        .hasMessageContaining("rename the tensor");
    assertThatThrownBy(() -> Safetensors.write(file, Map.of("\ud800", one), Map.of()))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("valid Unicode");
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void saysWhereItCannotWrite() throws IOException {
    Path blocked = Files.createFile(dir.resolve("blocked"));
    assertThatThrownBy(() -> Safetensors.write(blocked.resolve("w"), Map.of(), Map.of()))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining(blocked.toString());
  }

  @Test
  void keepsValuesApartFromTheArraysTheyCameFrom() {
    float[] values = {1, 2};
    TensorData tensor = TensorData.ofFloats(values, 2);
    values[0] = 9;
    assertThat(tensor.toFloats()).containsExactly(1, 2);
    assertThat(tensor.data().isReadOnly()).isTrue();
    assertThat(tensor.data().getFloat()).isEqualTo(1);
    assertThat(tensor.data().position()).isZero();
    assertThat(tensor).hasToString("F32 [2]");
  }

  @Test
  void refusesValuesOfAnotherKind() {
    assertThatThrownBy(() -> TensorData.ofLongs(new long[] {1}).toFloats())
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("I64 []");
    assertThatThrownBy(() -> TensorData.ofFloats(new float[] {1}).toLongs())
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("F32 []");
    assertThatThrownBy(() -> TensorData.ofFloats(new float[] {1}, 2))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("[2] takes 8 bytes but has 4");
    assertThatThrownBy(() -> new TensorData(DType.F32, List.of(1L << 60), ByteBuffer.allocate(4)))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("2 GiB");
  }
}
