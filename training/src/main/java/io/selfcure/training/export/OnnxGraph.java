package io.selfcure.training.export;

import io.selfcure.curation.proto.Message;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An ONNX model that grows node by node. Field numbers are those of {@code onnx.proto3} of the ONNX
 * project; IR version 8 and opset 17, which every runtime since 2022 reads.
 */
final class OnnxGraph {

  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;

  private final Message graph = new Message();

  /** A constant in the type's own bytes, little-endian. */
  String constant(String name, OnnxType type, long[] shape, byte[] values) {
    graph.message(
        5, new Message().wholes(1, shape).whole(2, type.code).text(8, name).bytes(9, values));
    return name;
  }

  /** A constant of floats. */
  String constant(String name, long[] shape, float... values) {
    byte[] bytes = new byte[values.length * Float.BYTES];
    littleEndian(bytes).asFloatBuffer().put(values);
    return constant(name, OnnxType.FLOAT, shape, bytes);
  }

  /** A constant of whole numbers. */
  String wholes(String name, long... values) {
    byte[] bytes = new byte[values.length * Long.BYTES];
    littleEndian(bytes).asLongBuffer().put(values);
    return constant(name, OnnxType.INT64, new long[] {values.length}, bytes);
  }

  /** A view of bytes through which numbers are put in. */
  static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * A node with one output.
   *
   * @param attributes a {@code Long} or a {@code long[]} each
   * @return the output's name, the one that was given
   */
  String node(String operator, List<String> inputs, String output, Map<String, ?> attributes) {
    Message node = new Message();
    inputs.forEach(i -> node.text(1, i));
    node.text(2, output).text(3, output).text(4, operator);
    new TreeMap<>(attributes).forEach((name, value) -> node.message(5, attribute(name, value)));
    graph.message(1, node);
    return output;
  }

  String node(String operator, List<String> inputs, String output) {
    return node(operator, inputs, output, Map.of());
  }

  private static Message attribute(String name, Object value) {
    Message a = new Message().text(1, name);
    if (value instanceof long[] many) {
      for (long v : many) {
        a.whole(8, v);
      }
      return a.whole(20, 7);
    }
    return a.whole(3, (Long) value).whole(20, 2);
  }

  /**
   * An input.
   *
   * @param shape -1 for the number of pictures, which may be any
   */
  void input(String name, OnnxType type, long... shape) {
    graph.message(11, value(name, type, shape));
  }

  /** An output; its shape as that of an input. */
  void output(String name, OnnxType type, long... shape) {
    graph.message(12, value(name, type, shape));
  }

  private static Message value(String name, OnnxType type, long... shape) {
    Message dimensions = new Message();
    for (long d : shape) {
      dimensions.message(1, d < 0 ? new Message().text(2, "N") : new Message().whole(1, d));
    }
    Message tensor = new Message().whole(1, type.code).message(2, dimensions);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }

  /** The whole model's bytes; nothing can be added afterwards. */
  byte[] toBytes(String producer, Map<String, String> metadata) {
    graph.text(2, "expression");
    Message model =
        new Message()
            .whole(1, IR_VERSION)
            .text(2, "selfcure")
            .text(3, producer)
            .message(7, graph)
            .message(8, new Message().text(1, "").whole(2, OPSET));
    metadata.forEach((k, v) -> model.message(14, new Message().text(1, k).text(2, v)));
    return model.toBytes();
  }
}
