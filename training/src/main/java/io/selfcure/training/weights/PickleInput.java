package io.selfcure.training.weights;

import io.selfcure.core.error.ModelException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle with its own number formats; running off the end is an error. */
final class PickleInput {

  /** A large network's checkpoint takes some 100,000 steps. */
  static final long MAX_WORK = 1_000_000;

  private static final int LONGEST_NUMBER = 1024;
  private static final int LONGEST_LINE = 1024;

  private final ByteBuffer in;
  private final String place;
  private long work;

  PickleInput(ByteBuffer in, String place) {
    this.in = in.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    this.place = place;
  }

  int position() {
    return in.position();
  }

  /** Where reading stands, as errors name it. */
  String place() {
    return place + ", byte " + in.position() + " of the pickle";
  }

  ModelException damaged(String problem) {
    return Faults.damaged(place(), problem);
  }

  /** Counts steps taken and items copied: what a pickle may cost in time and memory. */
  void work(long steps) {
    work += steps;
    if (work > MAX_WORK) {
      throw damaged("is not a weights file: more than " + MAX_WORK + " pickle steps");
    }
  }

  int u8() {
    need(1);
    return in.get() & 0xff;
  }

  int u16() {
    need(2);
    return in.getShort() & 0xffff;
  }

  int i32() {
    need(4);
    return in.getInt();
  }

  long u32() {
    return i32() & 0xffffffffL;
  }

  /** An unsigned 64-bit number; one that does not fit a long comes out negative. */
  long u64() {
    need(8);
    return in.getLong();
  }

  double bigEndianDouble() {
    need(8);
    return Double.longBitsToDouble(Long.reverseBytes(in.getLong()));
  }

  /** A two's complement number of so many bytes: a {@link Long} if it fits. */
  Object number(long length) {
    if (length > LONGEST_NUMBER) {
      throw damaged("holds a number of " + length + " bytes");
    }
    byte[] bytes = bytes(length);
    if (bytes.length == 0) {
      return 0L;
    }
    for (int i = 0, j = bytes.length - 1; i < j; i++, j--) {
      byte swap = bytes[i];
      bytes[i] = bytes[j];
      bytes[j] = swap;
    }
    BigInteger value = new BigInteger(bytes);
    if (value.bitLength() < Long.SIZE) {
      return value.longValueExact();
    }
    return value;
  }

  /**
   * Text; bytes that are not UTF-8, as Python 2 could write them, become replacement characters.
   */
  String text(long length) {
    return new String(bytes(length), StandardCharsets.UTF_8);
  }

  /** Text up to a line feed, which is consumed. */
  String line() {
    int start = in.position();
    for (int i = 0; i < LONGEST_LINE; i++) {
      if (u8() == '\n') {
        in.position(start);
        String line = text(i);
        in.get();
        return line;
      }
    }
    throw damaged("holds a name of more than " + LONGEST_LINE + " bytes");
  }

  void skip(long length) {
    need(length);
    in.position(in.position() + (int) length);
  }

  private byte[] bytes(long length) {
    need(length);
    byte[] bytes = new byte[(int) length];
    in.get(bytes);
    return bytes;
  }

  private void need(long length) {
    if (length < 0 || length > in.remaining()) {
      throw damaged(
          "ends early: "
              + Long.toUnsignedString(length)
              + " more bytes wanted, "
              + in.remaining()
              + " left");
    }
  }
}
