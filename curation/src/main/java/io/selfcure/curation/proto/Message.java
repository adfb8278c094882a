package io.selfcure.curation.proto;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * A protocol buffers message of a format that others define (TensorBoard's events, ONNX), built
 * field by field; the numbers are that format's.
 */
public final class Message {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

  private interface Field {
    void write() throws IOException;
  }

  private Message add(Field field) {
    try {
      field.write();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
    return this;
  }

  /** A field of a double. */
  public Message number(int field, double value) {
    return add(() -> out.writeDouble(field, value));
  }

  /** A field of a float. */
  public Message single(int field, float value) {
    return add(() -> out.writeFloat(field, value));
  }

  /** A field of a whole number. */
  public Message whole(int field, long value) {
    return add(() -> out.writeInt64(field, value));
  }

  /** A field of text. */
  public Message text(int field, String value) {
    return add(() -> out.writeString(field, value));
  }

  /** A field of bytes. */
  public Message bytes(int field, byte[] value) {
    return add(() -> out.writeByteArray(field, value));
  }

  /** A field that is a message itself. */
  public Message message(int field, Message value) {
    return bytes(field, value.toBytes());
  }

  /** A packed list of doubles. */
  public Message numbers(int field, double[] values) {
    return add(
        () -> {
          out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
          out.writeUInt32NoTag(values.length * Double.BYTES);
          for (double v : values) {
            out.writeDoubleNoTag(v);
          }
        });
  }

  /** A packed list of whole numbers. */
  public Message wholes(int field, long[] values) {
    return add(
        () -> {
          int length = 0;
          for (long v : values) {
            length += CodedOutputStream.computeInt64SizeNoTag(v);
          }
          out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
          out.writeUInt32NoTag(length);
          for (long v : values) {
            out.writeInt64NoTag(v);
          }
        });
  }

  /** The message as it is written. */
  public byte[] toBytes() {
    add(out::flush);
    return bytes.toByteArray();
  }
}
