package io.selfcure.training.weights;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles opcode by opcode, hostile ones too. */
final class PickleBytes {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  PickleBytes() {
    raw(0x80, 2);
  }

  /** Opcodes and small numbers as they stand. */
  PickleBytes raw(int... bytes) {
    for (int b : bytes) {
      out.write(b);
    }
    return this;
  }

  /** Opcodes that are printable characters. */
  PickleBytes ops(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  PickleBytes global(String module, String name) {
    return ops("c" + module + "\n" + name + "\n");
  }

  PickleBytes text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    raw('X').little(utf8.length, 4);
    out.writeBytes(utf8);
    return this;
  }

  PickleBytes number(long value) {
    return raw(0x8a, 8).little(value, 8);
  }

  PickleBytes little(long value, int bytes) {
    byte[] all = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    out.write(all, 0, bytes);
    return this;
  }

  /** A tuple of numbers. */
  PickleBytes numbers(long... values) {
    ops("(");
    for (long value : values) {
      number(value);
    }
    return ops("t");
  }

  /** A reference to storage 0. */
  PickleBytes storage(String type, long numel) {
    return ops("(")
        .text("storage")
        .global("torch", type)
        .text("0")
        .text("cpu")
        .number(numel)
        .ops("tQ");
  }

  /** A tensor of storage 0, which has so many single-precision elements. */
  PickleBytes tensor(long numel, long offset, long[] shape, long[] strides) {
    return global("torch._utils", "_rebuild_tensor_v2")
        .ops("(")
        .storage("FloatStorage", numel)
        .number(offset)
        .numbers(shape)
        .numbers(strides)
        .raw(0x89)
        .ops("}tR");
  }

  /** A scalar tensor of storage 0. */
  PickleBytes scalar() {
    return tensor(1, 0, new long[0], new long[0]);
  }

  byte[] end() {
    return raw('.').out.toByteArray();
  }
}
