package io.selfcure.training.export;

import io.selfcure.training.input.BatchLoader;
import io.selfcure.training.network.ResNet18;
import io.selfcure.training.network.StateDict;
import io.selfcure.training.network.Stem;
import io.selfcure.training.runtime.Values;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A trained network as an ONNX graph: pictures of unsigned bytes in, {@code probabilities}, {@code
 * logits} and, where there is an importance head, {@code weight} out. Normalisation is part of it,
 * and batch norms are folded into the convolutions before them: w' = w g / sqrt(v + eps), b' = b -
 * m g / sqrt(v + eps).
 */
final class OnnxNetwork {

  static final String IMAGES = "images";
  static final String PROBABILITIES = "probabilities";
  static final String LOGITS = "logits";
  static final String WEIGHT = "weight";

  private static final long ANY = -1;
  private static final int CHANNELS = 3;
  private static final float GREATEST = 255;
  private static final int INT8_MOST = 127;

  private final StateDict state;
  private final Stem stem;
  private final int classes;
  private final int importanceHeads;
  private final Precision precision;
  private final Map<String, Range> ranges;
  private final OnnxGraph graph = new OnnxGraph();

  /** What is quantised, in the order of the graph. */
  private final List<String> points = new ArrayList<>();

  /** The step of each quantised value, by its name. */
  private final Map<String, Float> scales = new LinkedHashMap<>();

  private OnnxNetwork(ResNet18 network, Precision precision, Map<String, Range> ranges) {
    this.state = network.state();
    this.stem = network.architecture().stem();
    this.classes = network.architecture().classes();
    this.importanceHeads = network.architecture().importanceHeads();
    this.precision = precision;
    this.ranges = ranges;
  }

  /**
   * The model's bytes.
   *
   * @param inputSize side of the pictures, pixels
   * @param temperature of the probabilities
   * @param precision of the weights
   * @param ranges for {@link Precision#INT8}: between what each of {@link #points} lies
   */
  static byte[] write(
      ResNet18 network,
      int inputSize,
      double temperature,
      Precision precision,
      Map<String, Range> ranges,
      String producer,
      Map<String, String> metadata) {
    OnnxNetwork made = new OnnxNetwork(network, precision, ranges);
    made.build(inputSize, temperature);
    return made.graph.toBytes(producer, metadata);
  }

  /** A graph that tells, beside its outputs, every value that is to be quantised. */
  static Observed observed(ResNet18 network, int inputSize) {
    OnnxNetwork made = new OnnxNetwork(network, Precision.FP32, Map.of());
    made.build(inputSize, 1);
    made.points.forEach(p -> made.graph.output(p, OnnxType.FLOAT, ANY, ANY, ANY, ANY));
    return new Observed(made.graph.toBytes("", Map.of()), List.copyOf(made.points));
  }

  /**
   * A graph with more outputs.
   *
   * @param model its bytes
   * @param points the names of the values that are to be quantised
   */
  record Observed(byte[] model, List<String> points) {}

  private void build(int size, double temperature) {
    graph.input(IMAGES, OnnxType.UINT8, ANY, size, size, CHANNELS);
    String x = convolution(point(normalised()), "conv1", "bn1", stem.stride(), stem.kernel());
    x = point(graph.node("Relu", List.of(x), "relu1"));
    if (stem.pool()) {
      x =
          graph.node(
              "MaxPool",
              List.of(x),
              "pool1",
              Map.of(
                  "kernel_shape",
                  new long[] {3, 3},
                  "strides",
                  new long[] {2, 2},
                  "pads",
                  new long[] {1, 1, 1, 1}));
      carry("relu1", x);
    }
    for (int stage = 1; stage <= 4; stage++) {
      for (int block = 0; block < 2; block++) {
        x = block("layer" + stage + "." + block, x, block == 0 && stage > 1);
      }
    }
    String pooled = graph.node("GlobalAveragePool", List.of(x), "pooled");
    heads(graph.node("Flatten", List.of(pooled), "features"), temperature);
  }

  /** Max-pooling changes no value, so what it gives has its input's steps. */
  private void carry(String from, String to) {
    Float scale = scales.get(from + "_dequantized");
    if (scale != null) {
      scales.put(to, scale);
    }
  }

  /** Bytes, row by row with three channels each, to normalised planes. */
  private String normalised() {
    float[] factor = new float[CHANNELS];
    float[] offset = new float[CHANNELS];
    for (int c = 0; c < CHANNELS; c++) {
      factor[c] = 1 / (GREATEST * BatchLoader.deviation()[c]);
      offset[c] = -BatchLoader.mean()[c] / BatchLoader.deviation()[c];
    }
    long[] shape = {1, CHANNELS, 1, 1};
    String floats =
        graph.node("Cast", List.of(IMAGES), "floats", Map.of("to", (long) OnnxType.FLOAT.code));
    String planes =
        graph.node("Transpose", List.of(floats), "planes", Map.of("perm", new long[] {0, 3, 1, 2}));
    String scaled =
        graph.node("Mul", List.of(planes, graph.constant("pixel_factor", shape, factor)), "scaled");
    return graph.node(
        "Add", List.of(scaled, graph.constant("pixel_offset", shape, offset)), "normalised");
  }

  private String block(String name, String input, boolean down) {
    String a = convolution(input, name + ".conv1", name + ".bn1", down ? 2 : 1, 3);
    a = point(graph.node("Relu", List.of(a), name + ".relu1"));
    String b = point(convolution(a, name + ".conv2", name + ".bn2", 1, 3));
    String side =
        down
            ? point(convolution(input, name + ".downsample.0", name + ".downsample.1", 2, 1))
            : input;
    String sum = graph.node("Add", List.of(b, side), name + ".add");
    return point(graph.node("Relu", List.of(sum), name + ".relu2"));
  }

  private String convolution(String input, String conv, String norm, long stride, long kernel) {
    float[] w = Values.floats(state.get(conv + ".weight"));
    float[] gain = Values.floats(state.get(norm + ".weight"));
    float[] bias = Values.floats(state.get(norm + ".bias"));
    float[] mean = Values.floats(state.get(norm + ".running_mean"));
    float[] variance = Values.floats(state.get(norm + ".running_var"));
    int out = gain.length;
    int each = w.length / out;
    for (int o = 0; o < out; o++) {
      double factor = gain[o] / Math.sqrt(variance[o] + ResNet18.BN_EPS);
      for (int i = o * each; i < (o + 1) * each; i++) {
        w[i] = (float) (w[i] * factor);
      }
      bias[o] = (float) (bias[o] - mean[o] * factor);
    }
    long[] shape = {out, each / (kernel * kernel), kernel, kernel};
    long pad = kernel / 2;
    return graph.node(
        "Conv",
        precision == Precision.INT8
            ? inBytes(input, conv, shape, w, bias)
            : List.of(
                input,
                weights(conv + ".weight", shape, w),
                graph.constant(conv + ".bias", new long[] {out}, bias)),
        conv,
        Map.of(
            "kernel_shape",
            new long[] {kernel, kernel},
            "strides",
            new long[] {stride, stride},
            "pads",
            new long[] {pad, pad, pad, pad}));
  }

  /** Weights in the precision of storage, back in 32 bits. */
  private String weights(String name, long[] shape, float... values) {
    if (precision != Precision.FP16) {
      return graph.constant(name, shape, values);
    }
    String half = graph.constant(name + "_half", OnnxType.FLOAT16, shape, half(values));
    return graph.node("Cast", List.of(half), name, Map.of("to", (long) OnnxType.FLOAT.code));
  }

  private static byte[] half(float[] values) {
    try (PointerScope scope = new PointerScope()) {
      Tensor halves = torch.tensor(values).to(ScalarType.Half);
      byte[] bytes = new byte[values.length * Short.BYTES];
      new BytePointer(halves.data_ptr()).get(bytes);
      return bytes;
    }
  }

  /**
   * A convolution's inputs in 8 bits: the weights by output channel with zero in the middle, the
   * bias in steps of input times weight, as the integer kernels of ONNX Runtime want it.
   */
  private List<String> inBytes(String input, String conv, long[] shape, float[] w, float[] bias) {
    int out = bias.length;
    int each = w.length / out;
    float[] steps = new float[out];
    byte[] bytes = new byte[w.length];
    byte[] biasBytes = new byte[out * Integer.BYTES];
    ByteBuffer biases = OnnxGraph.littleEndian(biasBytes);
    float[] biasSteps = new float[out];
    float step = scales.getOrDefault(input, 0f);
    for (int o = 0; o < out; o++) {
      float most = 1e-8f;
      for (int i = o * each; i < (o + 1) * each; i++) {
        most = Math.max(most, Math.abs(w[i]));
      }
      steps[o] = most / INT8_MOST;
      for (int i = o * each; i < (o + 1) * each; i++) {
        bytes[i] = (byte) Math.round(w[i] / steps[o]);
      }
      biasSteps[o] = step * steps[o];
      biases.putInt(Math.round(bias[o] / biasSteps[o]));
    }
    long[] channels = {out};
    Map<String, Long> axis = Map.of("axis", 0L);
    String weight =
        graph.node(
            "DequantizeLinear",
            List.of(
                graph.constant(conv + ".weight_bytes", OnnxType.INT8, shape, bytes),
                graph.constant(conv + ".weight_steps", channels, steps),
                graph.constant(conv + ".weight_zero", OnnxType.INT8, channels, new byte[out])),
            conv + ".weight",
            axis);
    String offset =
        graph.node(
            "DequantizeLinear",
            List.of(
                graph.constant(conv + ".bias_wholes", OnnxType.INT32, channels, biasBytes),
                graph.constant(conv + ".bias_steps", channels, biasSteps),
                graph.constant(
                    conv + ".bias_zero", OnnxType.INT32, channels, new byte[out * Integer.BYTES])),
            conv + ".bias",
            axis);
    return List.of(input, weight, offset);
  }

  /** A value that is kept in 8 bits where the precision is such. */
  private String point(String name) {
    points.add(name);
    if (precision != Precision.INT8) {
      return name;
    }
    Range range = ranges.getOrDefault(name, Range.NONE);
    String step = graph.constant(name + "_step", new long[0], range.scale());
    String zero =
        graph.constant(
            name + "_zero", OnnxType.UINT8, new long[0], new byte[] {(byte) range.zero()});
    String bytes = graph.node("QuantizeLinear", List.of(name, step, zero), name + "_quantized");
    String back = graph.node("DequantizeLinear", List.of(bytes, step, zero), name + "_dequantized");
    scales.put(back, range.scale());
    return back;
  }

  private void heads(String features, double temperature) {
    linear(features, "fc", LOGITS);
    graph.output(LOGITS, OnnxType.FLOAT, ANY, classes);
    String divisor = graph.constant("temperature", new long[0], (float) temperature);
    String cooled = graph.node("Div", List.of(LOGITS, divisor), "cooled");
    graph.node("Softmax", List.of(cooled), PROBABILITIES, Map.of("axis", 1L));
    graph.output(PROBABILITIES, OnnxType.FLOAT, ANY, classes);
    if (importanceHeads > 0) {
      String alpha =
          graph.node(
              "Sigmoid", List.of(linear(features, "importance", "importance")), "importance_alpha");
      graph.node(
          "Squeeze",
          List.of(importanceHeads == 1 ? alpha : ofTop(alpha), graph.wholes("second_axis", 1)),
          WEIGHT);
      graph.output(WEIGHT, OnnxType.FLOAT, ANY);
    }
  }

  /** Of the weights of every class that of the predicted one. */
  private String ofTop(String alpha) {
    String top =
        graph.node("ArgMax", List.of(LOGITS), "predicted", Map.of("axis", 1L, "keepdims", 1L));
    return graph.node(
        "GatherElements", List.of(alpha, top), "importance_of_top", Map.of("axis", 1L));
  }

  private String linear(String x, String head, String output) {
    Tensor weight = state.get(head + ".weight");
    long[] shape = {weight.size(0), weight.size(1)};
    List<String> inputs =
        new ArrayList<>(List.of(x, weights(head + ".weight", shape, Values.floats(weight))));
    if (state.has(head + ".bias")) {
      float[] bias = Values.floats(state.get(head + ".bias"));
      inputs.add(graph.constant(head + ".bias", new long[] {bias.length}, bias));
    }
    return graph.node("Gemm", inputs, output, Map.of("transB", 1L));
  }
}
