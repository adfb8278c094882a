package io.selfcure.training.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The files that src/test/independent/weights_files.py made. */
final class Golden {

  static final List<String> ZIPS =
      List.of(
          "ordered.pth",
          "plain.pth",
          "deflated.pth",
          "zip64.pth",
          "nested.pth",
          "module.pth",
          "strided.pth",
          "bigendian.pth",
          "dtypes.pth",
          "parameters.pth",
          "empty.pth");

  static final List<String> OTHERS = List.of("legacy.pth", "legacy-views.pth", "mixed.safetensors");

  private Golden() {}

  static Path path(String name) {
    try {
      URL url = Objects.requireNonNull(Golden.class.getResource("/weights/" + name), name);
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, TensorData> read(String name) {
    return WeightsReader.read(path(name));
  }

  static TensorData tensor(Map<String, TensorData> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }

  /** Counts of 0.25 from a start, as the generator fills its tensors. */
  static float[] ramp(int count, float start) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = start + 0.25f * i;
    }
    return values;
  }
}
