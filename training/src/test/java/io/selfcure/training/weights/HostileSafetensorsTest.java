package io.selfcure.training.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that lie. */
class HostileSafetensorsTest {

  private static final String A = "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}";

  @TempDir private Path dir;

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32, 100_000_001, 57, 1, 0})
  void refusesAHeaderLengthThatCannotBe(long length) {
    byte[] file = file("{" + A + "}", 4);
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    assertThat(Refusals.of(dir, file)).contains("header");
  }

  static Stream<Arguments> headers() {
    return Stream.of(
        Arguments.of("{" + A, "Unexpected end-of-input"),
        Arguments.of("{" + A + "}x", "Unrecognized token"),
        Arguments.of("{" + A + "}{}", "goes on after its last }"),
        Arguments.of("{" + A + "," + A + "}", "Duplicate"),
        Arguments.of("{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}," + A + "}", "Duplicate"),
        Arguments.of(
            "{\"__metadata__\":{\"k\":1}," + A + "}", "__metadata__ k: is VALUE_NUMBER_INT"),
        Arguments.of("{\"__metadata__\":[]," + A + "}", "__metadata__: is START_ARRAY"),
        Arguments.of("{\"a\":3}", "tensor a: is VALUE_NUMBER_INT"),
        Arguments.of("{'a':3}", "not valid"),
        Arguments.of(with("\"F32\"", "\"F33\""), "has the element type F33"),
        Arguments.of(with("\"F32\"", "\"f32\""), "has the element type f32"),
        Arguments.of(with("\"F32\"", "32"), "dtype: is VALUE_NUMBER_INT"),
        Arguments.of(with("\"F32\"", "\"F64\""), "takes 8 bytes"),
        Arguments.of(with("[1]", "[2]"), "takes 8 bytes but its data_offsets are [0, 4]"),
        Arguments.of(with("[1]", "[-1]"), "negative size"),
        Arguments.of(with("[1]", "[1.0]"), "shape: is VALUE_NUMBER_FLOAT"),
        Arguments.of(with("[1]", "[null]"), "shape: is VALUE_NULL"),
        Arguments.of(with("[1]", "[[1]]"), "shape: is START_ARRAY"),
        Arguments.of(with("[1]", "1"), "shape: is VALUE_NUMBER_INT"),
        Arguments.of(with("[1]", "[1152921504606846976]"), "2 GiB"),
        Arguments.of(with("[1]", "[4294967296,4294967296]"), "impossibly large"),
        Arguments.of(with("[1]", "[99999999999999999999]"), "not valid"),
        Arguments.of(with("[1]", "[" + "1,".repeat(64) + "1]"), "more than 64"),
        Arguments.of(with("[0,4]", "[0,4,4]"), "more than 2"),
        Arguments.of(with("[0,4]", "[0]"), "lacks one of"),
        Arguments.of(with("[0,4]", "[4,0]"), "data_offsets are [4, 0]"),
        Arguments.of(with("[0,4]", "[-4,0]"), "data_offsets are [-4, 0]"),
        Arguments.of(with("[0,4]", "[4,8]"), "starts at byte 4 of the data, wanted 0"),
        Arguments.of(with("[0,4]", "[9223372036854775804,9223372036854775807]"), "takes 4 bytes"),
        Arguments.of(with("\"shape\"", "\"form\""), "unknown key form"),
        Arguments.of("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", "lacks one of"),
        Arguments.of("{" + A + "," + A.replace("\"a\"", "\"b\"") + "}", "wanted 4 where"),
        Arguments.of("{" + with(A, "\"b\"", "[1,5]") + "}", "starts at byte 1 of the data"),
        Arguments.of("{}", "take 0 bytes but the data has 4"),
        Arguments.of("[" + A + "]", "neither a safetensors"));
  }

  @ParameterizedTest
  @MethodSource("headers")
  void refusesAHeaderThatBreaksTheFormat(String header, String problem) {
    assertThat(Refusals.of(dir, file(header, 4))).contains(problem);
  }

  @Test
  void refusesOverlapAndRest() {
    String b = ",\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[2,6]}";
    assertThat(Refusals.of(dir, file("{" + A + b + "}", 6))).contains("starts at byte 2");
    assertThat(Refusals.of(dir, file("{" + A + "}", 5)))
        .contains("take 4 bytes but the data has 5");
    assertThat(Refusals.of(dir, file("{" + A + "}", 3)))
        .contains("take 4 bytes but the data has 3");
  }

  // Two bytes a character would make every name and number another.
  @Test
  void refusesAnotherEncoding() {
    byte[] wide = ("{" + A + "}").getBytes(StandardCharsets.UTF_16LE);
    assertThat(Refusals.of(dir, file(wide, 4))).contains("does not start with {");
    byte[] latin = "{\"\u00e4\":{}}".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Refusals.of(dir, file(latin, 0))).contains("not valid");
  }

  @Test
  void survivesDepth() {
    String deep = "{\"a\":{\"shape\":" + "[".repeat(100_000) + "}";
    assertThat(Refusals.of(dir, file(deep, 0))).contains("shape: is START_ARRAY");
    String open = "{\"a\":".repeat(100_000);
    assertThat(Refusals.of(dir, file(open, 0))).contains("unknown key a");
  }

  private static String with(String old, String replacement) {
    return "{" + A.replace(old, replacement) + "}";
  }

  private static String with(String first, String name, String offsets) {
    return first + "," + A.replace("\"a\"", name).replace("[0,4]", offsets);
  }

  private static byte[] file(String header, int data) {
    return file(header.getBytes(StandardCharsets.UTF_8), data);
  }

  private static byte[] file(byte[] header, int data) {
    return ByteBuffer.allocate(8 + header.length + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .array();
  }
}
