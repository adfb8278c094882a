package io.selfcure.training.weights;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.selfcure.core.error.SelfcureException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes a weights file holds, reading ends in tensors or in an error with a place and a
 * remedy, soon and in little memory. CONTRIBUTING.md tells how to search for inputs that break
 * this.
 */
@Timeout(20)
class WeightsFuzzTest {

  /** Values that are looked at; many tensors may share the same bytes. */
  private static final long MOST_VALUES = 1 << 20;

  static Stream<byte[]> headers() {
    return Stream.of(
            "{}",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[2,8],\"data_offsets\":[0,64]}}",
            "{\"__metadata__\":{\"k\":\"v\"},\"b\":{\"dtype\":\"BF16\",\"shape\":[],\"data_offsets\":"
                + "[0,2]},\"c\":{\"data_offsets\":[2,64],\"dtype\":\"U8\",\"shape\":[31,2]}} ")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  /** A header alone: what tells its length and the data are put around it. */
  @MethodSource("headers")
  @FuzzTest
  void safetensorsHeader(byte[] header) {
    ByteBuffer file =
        ByteBuffer.allocate(8 + header.length + 64)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .put(header);
    read(file.array());
  }

  static Stream<byte[]> files() {
    return Stream.concat(Golden.ZIPS.stream(), Golden.OTHERS.stream()).map(Golden::bytes);
  }

  /** A whole file of any format. */
  @MethodSource("files")
  @FuzzTest
  void file(byte[] bytes) {
    read(bytes);
  }

  static Stream<byte[]> legacyFiles() {
    return Golden.OTHERS.stream().filter(name -> name.endsWith(".pth")).map(Golden::bytes);
  }

  /** A file in the layout before PyTorch 1.6, which begins with a number a fuzzer rarely keeps. */
  @MethodSource("legacyFiles")
  @FuzzTest
  void legacy(byte[] bytes) {
    byte[] start = Golden.bytes("legacy.pth");
    byte[] file = Arrays.copyOf(bytes, Math.max(bytes.length, 15));
    System.arraycopy(start, 0, file, 0, 15);
    read(file);
  }

  static Stream<byte[]> pickles() {
    return Stream.concat(
        Golden.ZIPS.stream()
            .map(Golden::path)
            .map(Archives::entries)
            .flatMap(entries -> entries.entrySet().stream())
            .filter(entry -> entry.getKey().endsWith("data.pkl"))
            .map(Map.Entry::getValue),
        Stream.of(
            new PickleBytes().ops("}").text("w").scalar().ops("s").end(),
            new PickleBytes().ops("}(").text("w").scalar().text("v").scalar().ops("u").end()));
  }

  /** The pickle of PyTorch's zip layout alone: checksums and a storage are put around it. */
  @MethodSource("pickles")
  @FuzzTest
  void pickle(byte[] bytes) {
    read(Archives.of(bytes, new byte[64]));
  }

  private static void read(byte[] bytes) {
    try (FileBytes file = FileBytes.of("the file", bytes)) {
      long values = 0;
      for (TensorData tensor : WeightsReader.read(file).values()) {
        values += tensor.elements();
        if (values < MOST_VALUES) {
          touch(tensor);
        }
      }
    } catch (SelfcureException e) {
      assertThat(e).hasMessageStartingWith("the file").hasMessageContaining("\n  remedy: ");
    }
  }

  private static void touch(TensorData tensor) {
    if (tensor.dtype().isFloatingPoint()) {
      assertThat(tensor.toFloats()).hasSize((int) tensor.elements());
    } else {
      assertThat(tensor.toLongs()).hasSize((int) tensor.elements());
    }
  }
}
