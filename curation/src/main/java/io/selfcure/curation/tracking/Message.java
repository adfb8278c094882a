package io.selfcure.curation.tracking;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** A message of TensorFlow's protocol, built field by field; the numbers are the protocol's. */
final class Message {

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

  Message number(int field, double value) {
    return add(() -> out.writeDouble(field, value));
  }

  Message single(int field, float value) {
    return add(() -> out.writeFloat(field, value));
  }

  Message whole(int field, long value) {
    return add(() -> out.writeInt64(field, value));
  }

  Message text(int field, String value) {
    return add(() -> out.writeString(field, value));
  }

  Message bytes(int field, byte[] value) {
    return add(() -> out.writeByteArray(field, value));
  }

  Message message(int field, Message value) {
    return bytes(field, value.toBytes());
  }

  /** A packed list. */
  Message numbers(int field, double[] values) {
    return add(
        () -> {
          out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
          out.writeUInt32NoTag(values.length * Double.BYTES);
          for (double v : values) {
            out.writeDoubleNoTag(v);
          }
        });
  }

  byte[] toBytes() {
    add(out::flush);
    return bytes.toByteArray();
  }
}
