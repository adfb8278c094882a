package io.selfcure.training.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected values stand in src/test/independent/weights_files.py, which wrote the files. */
class GoldenPthTest {

  // The same state in each: ordered, below other things of a checkpoint, wrapped, and old.
  @ParameterizedTest
  @ValueSource(strings = {"ordered.pth", "nested.pth", "module.pth", "legacy.pth"})
  void readsTheStateWhereverItIs(String name) {
    Map<String, TensorData> tensors = Golden.read(name);
    assertThat(tensors.keySet())
        .containsExactly("conv.weight", "conv.bias", "bn.num_batches_tracked");
    TensorData weight = Golden.tensor(tensors, "conv.weight");
    assertThat(weight.dtype()).isEqualTo(DType.F32);
    assertThat(weight.shape()).containsExactly(2L, 1L, 2L, 2L);
    assertThat(weight.toFloats()).containsExactly(Golden.ramp(8, -1));
    assertThat(Golden.tensor(tensors, "conv.bias").toFloats()).containsExactly(0.5f, -0.125f);
    TensorData counter = Golden.tensor(tensors, "bn.num_batches_tracked");
    assertThat(counter.dtype()).isEqualTo(DType.I64);
    assertThat(counter.shape()).isEmpty();
    assertThat(counter.toLongs()).containsExactly(12_345_678_901L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain.pth", "deflated.pth", "zip64.pth"})
  void readsPlainDictionariesOfAnyZip(String name) {
    Map<String, TensorData> tensors = Golden.read(name);
    assertThat(tensors.keySet()).containsExactly("a", "b");
    assertThat(Golden.tensor(tensors, "a").toFloats()).containsExactly(Golden.ramp(3, 0));
    assertThat(Golden.tensor(tensors, "b").toFloats()).containsExactly(Golden.ramp(2, 8));
    assertThat(Golden.tensor(tensors, "b").shape()).containsExactly(1L, 2L);
  }

  @Test
  void keepsPrefixesWhenAskedForTheFileItself() {
    assertThat(PthZip.read(FileBytes.open(Golden.path("module.pth"))).keySet())
        .containsExactly("module.conv.weight", "module.conv.bias", "module.bn.num_batches_tracked");
  }

  @ParameterizedTest
  @ValueSource(strings = {"strided.pth", "bigendian.pth"})
  void readsViewsOfOneStorage(String name) {
    Map<String, TensorData> tensors = Golden.read(name);
    // Positions in the storage, of which element i is i / 4.
    Map<String, int[]> positions = new LinkedHashMap<>();
    positions.put("column", new int[] {2, 8, 14, 20});
    positions.put("window", new int[] {7, 9, 11, 13, 15, 17});
    positions.put("permuted", new int[] {1, 5, 9, 13, 17, 21, 2, 6, 10, 14, 18, 22});
    positions.put("row", new int[] {18, 19, 20, 21, 22, 23});
    positions.put("expanded", new int[] {5, 5, 5, 6, 6, 6});
    positions.put("scalar", new int[] {23});
    int[] transposed = new int[24];
    for (int i = 0; i < 24; i++) {
      transposed[i] = i % 4 * 6 + i / 4;
    }
    positions.put("transposed", transposed);
    positions.forEach(
        (tensor, at) -> {
          float[] expected = new float[at.length];
          for (int i = 0; i < at.length; i++) {
            expected[i] = at[i] / 4f;
          }
          assertThat(Golden.tensor(tensors, tensor).toFloats())
              .as(tensor)
              .containsExactly(expected);
        });
    assertThat(Golden.tensor(tensors, "whole").toFloats()).containsExactly(Golden.ramp(24, 0));
    assertThat(Golden.tensor(tensors, "permuted").shape()).isEqualTo(List.of(2L, 2L, 3L));
    assertThat(tensors).hasSize(8);
  }

  @Test
  void readsEveryElementType() {
    Map<String, TensorData> t = Golden.read("dtypes.pth");
    assertThat(t.values().stream().map(TensorData::dtype))
        .containsExactly(
            DType.F16,
            DType.BF16,
            DType.F64,
            DType.I64,
            DType.I32,
            DType.I16,
            DType.I8,
            DType.U8,
            DType.BOOL);
    assertThat(Golden.tensor(t, "half").toFloats()).containsExactly(1.5f, -2, 65504, 0x1p-24f);
    assertThat(Golden.tensor(t, "bfloat16").toFloats()).containsExactly(1.5f, -2, 0x1p100f);
    assertThat(Golden.tensor(t, "double").toFloats())
        .containsExactly(0.1f, Float.NEGATIVE_INFINITY);
    assertThat(Golden.tensor(t, "int64").toLongs()).containsExactly(Long.MIN_VALUE, 1L << 62);
    assertThat(Golden.tensor(t, "int32").toLongs()).containsExactly(Integer.MIN_VALUE, 5);
    assertThat(Golden.tensor(t, "int16").toLongs()).containsExactly(-300, 300);
    assertThat(Golden.tensor(t, "int8").toLongs()).containsExactly(-128, 127);
    assertThat(Golden.tensor(t, "uint8").toLongs()).containsExactly(0, 255);
    assertThat(Golden.tensor(t, "bool").toLongs()).containsExactly(1, 0);
  }

  @Test
  void readsParameters() {
    Map<String, TensorData> tensors = Golden.read("parameters.pth");
    assertThat(Golden.tensor(tensors, "first").toFloats()).containsExactly(1, 2);
    assertThat(Golden.tensor(tensors, "second").toFloats()).containsExactly(3);
  }

  @Test
  void readsTensorsWithoutElements() {
    Map<String, TensorData> tensors = Golden.read("empty.pth");
    assertThat(Golden.tensor(tensors, "none").shape()).containsExactly(0L, 3L);
    assertThat(Golden.tensor(tensors, "none").toFloats()).isEmpty();
    assertThat(Golden.tensor(tensors, "one").toFloats()).containsExactly(4);
  }

  @Test
  void readsViewsOfTheOldestFiles() {
    Map<String, TensorData> tensors = Golden.read("legacy-views.pth");
    assertThat(Golden.tensor(tensors, "front").toFloats()).containsExactly(0.25f, 0.5f, 0.75f);
    assertThat(Golden.tensor(tensors, "back").toFloats())
        .containsExactly(1, 1.5f, 2, 1.25f, 1.75f, 2.25f);
  }

  // Large files are mapped in windows; limits of a few bytes make a small file go that way.
  @ParameterizedTest
  @ValueSource(longs = {1, 64, 300, 1 << 20})
  void readsAMappedFileAsOneInMemory(long window) {
    Map<String, TensorData> mapped;
    try (FileBytes bytes = FileBytes.open(Golden.path("legacy.pth"), 0, window)) {
      mapped = PthLegacy.read(bytes);
    }
    assertThat(mapped).isEqualTo(Golden.read("legacy.pth"));
  }
}
