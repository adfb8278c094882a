package io.selfcure.recognition;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.selfcure.core.model.ModelDescription;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * Makes ONNX files that tests can check by hand: the logits are a linear function of a face's mean
 * red, green and blue, 0 to 255, and the weight is the mean of all of it, 0 to 1. Written field by
 * field as onnx.proto has them, without the exporter.
 */
public final class TinyModel {

  private static final int FLOAT = 1;
  private static final int UINT8 = 2;
  private static final int INT_ATTRIBUTE = 2;
  private static final int INTS_ATTRIBUTE = 7;
  private static final int MODEL_VERSION = 8;
  private static final int OPERATORS = 13;

  private TinyModel() {}

  /** A message that is written. */
  @FunctionalInterface
  private interface Message {
    void write(CodedOutputStream to) throws IOException;
  }

  /**
   * The file of a model whose logits are {@code colours} times the mean colour over 255.
   *
   * @param colours 3 rows (red, green, blue) of C
   * @param weight whether it has an output of that name
   */
  public static byte[] of(ModelDescription about, float[][] colours, boolean weight) {
    return of(about.toMetadata(), about.inputSize(), colours, weight);
  }

  /** The same with any metadata. */
  public static byte[] of(
      Map<String, String> metadata, int size, float[][] colours, boolean weight) {
    int classes = colours[0].length;
    return bytes(
        model -> {
          model.writeInt64(1, MODEL_VERSION);
          add(model, 7, graph -> graph(graph, size, classes, colours, weight));
          add(model, 8, operators -> operators.writeInt64(2, OPERATORS));
          for (Map.Entry<String, String> e : metadata.entrySet()) {
            add(
                model,
                14,
                entry -> {
                  entry.writeString(1, e.getKey());
                  entry.writeString(2, e.getValue());
                });
          }
        });
  }

  private static void graph(
      CodedOutputStream graph, int size, int classes, float[][] colours, boolean weight)
      throws IOException {
    add(graph, 1, node("Cast", "images", "floats", integer("to", FLOAT)));
    add(graph, 1, node("Mul", "floats,scale", "scaled"));
    add(graph, 1, node("ReduceMean", "scaled", "mean", integers("axes", 1, 2), keepNone()));
    add(graph, 1, node("MatMul", "mean,colours", "logits"));
    add(graph, 1, node("Softmax", "logits", "probabilities", integer("axis", 1)));
    if (weight) {
      add(graph, 1, node("ReduceMean", "mean", "weight", integers("axes", 1), keepNone()));
    }
    graph.writeString(2, "tiny");
    add(graph, 5, tensor("scale", new long[] {1}, new float[] {1 / 255f}));
    float[] flat = new float[3 * classes];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = colours[i / classes][i % classes];
    }
    add(graph, 5, tensor("colours", new long[] {3, classes}, flat));
    add(graph, 11, value("images", UINT8, -1, size, size, 3));
    add(graph, 12, value("probabilities", FLOAT, -1, classes));
    add(graph, 12, value("logits", FLOAT, -1, classes));
    if (weight) {
      add(graph, 12, value("weight", FLOAT, -1));
    }
  }

  private static Message node(String operator, String inputs, String output, Message... about) {
    return node -> {
      for (String input : inputs.split(",", -1)) {
        node.writeString(1, input);
      }
      node.writeString(2, output);
      node.writeString(4, operator);
      for (Message attribute : about) {
        add(node, 5, attribute);
      }
    };
  }

  private static Message keepNone() {
    return integer("keepdims", 0);
  }

  private static Message integer(String name, long value) {
    return attribute -> {
      attribute.writeString(1, name);
      attribute.writeInt64(3, value);
      attribute.writeInt32(20, INT_ATTRIBUTE);
    };
  }

  private static Message integers(String name, long... values) {
    return attribute -> {
      attribute.writeString(1, name);
      for (long value : values) {
        attribute.writeInt64(8, value);
      }
      attribute.writeInt32(20, INTS_ATTRIBUTE);
    };
  }

  private static Message tensor(String name, long[] shape, float[] values) {
    return tensor -> {
      for (long length : shape) {
        tensor.writeInt64(1, length);
      }
      tensor.writeInt32(2, FLOAT);
      tensor.writeString(8, name);
      ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
      for (float value : values) {
        raw.putFloat(value);
      }
      tensor.writeBytes(9, ByteString.copyFrom(raw.array()));
    };
  }

  /** A dimension below 0 is open. */
  private static Message value(String name, int type, long... shape) {
    return value -> {
      value.writeString(1, name);
      add(value, 2, t -> add(t, 1, tensor -> typed(tensor, type, shape)));
    };
  }

  private static void typed(CodedOutputStream tensor, int type, long... shape) throws IOException {
    tensor.writeInt32(1, type);
    add(
        tensor,
        2,
        dimensions -> {
          for (long length : shape) {
            add(
                dimensions,
                1,
                d -> {
                  if (length < 0) {
                    d.writeString(2, "N");
                  } else {
                    d.writeInt64(1, length);
                  }
                });
          }
        });
  }

  private static void add(CodedOutputStream to, int field, Message message) throws IOException {
    to.writeByteArray(field, bytes(message));
  }

  private static byte[] bytes(Message message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      CodedOutputStream to = CodedOutputStream.newInstance(bytes);
      message.write(to);
      to.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
