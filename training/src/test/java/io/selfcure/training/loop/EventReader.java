package io.selfcure.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads event files by what the formats say, sharing nothing with what writes them. */
final class EventReader {

  /** A value of a summary: its tag and its fields. */
  record Value(String tag, UnknownFieldSet fields) {
    float scalar() {
      return Float.intBitsToFloat(fields.getField(2).getFixed32List().get(0));
    }
  }

  record Event(double wallTime, long step, UnknownFieldSet fields) {
    List<Value> values() throws InvalidProtocolBufferException {
      List<Value> values = new ArrayList<>();
      for (ByteString summary : fields.getField(5).getLengthDelimitedList()) {
        for (ByteString v :
            UnknownFieldSet.parseFrom(summary).getField(1).getLengthDelimitedList()) {
          UnknownFieldSet value = UnknownFieldSet.parseFrom(v);
          values.add(new Value(text(value, 1), value));
        }
      }
      return values;
    }

    /** Whether a session starts here. */
    boolean restarts() throws InvalidProtocolBufferException {
      return fields.hasField(7) && message(fields, 7).getField(1).getVarintList().get(0) == 1;
    }
  }

  private EventReader() {}

  static UnknownFieldSet message(UnknownFieldSet of, int field)
      throws InvalidProtocolBufferException {
    return UnknownFieldSet.parseFrom(of.getField(field).getLengthDelimitedList().get(0));
  }

  static String text(UnknownFieldSet of, int field) {
    return of.getField(field).getLengthDelimitedList().get(0).toStringUtf8();
  }

  /** All complete records of a file, every length and checksum verified. */
  static List<Event> read(Path file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Event> events = new ArrayList<>();
    while (in.remaining() >= 12) {
      int start = in.position();
      long length = in.getLong();
      assertThat(in.getInt()).as("checksum of length at " + start).isEqualTo(masked(in, start, 8));
      if (in.remaining() < length + 4) {
        break; // cut off
      }
      byte[] data = new byte[(int) length];
      in.get(data);
      assertThat(in.getInt())
          .as("checksum of data at " + start)
          .isEqualTo(masked(in, start + 12, data.length));
      UnknownFieldSet fields = UnknownFieldSet.parseFrom(data);
      events.add(
          new Event(
              Double.longBitsToDouble(fields.getField(1).getFixed64List().get(0)),
              fields.getField(2).getVarintList().get(0),
              fields));
    }
    return events;
  }

  /** CRC-32C bit by bit: the reflected polynomial 0x1EDC6F41. */
  private static int masked(ByteBuffer bytes, int from, int length) {
    int crc = -1;
    for (int i = from; i < from + length; i++) {
      crc ^= bytes.get(i) & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 1 ? crc >>> 1 ^ 0x82f63b78 : crc >>> 1;
      }
    }
    crc = ~crc;
    return (crc >>> 15 | crc << 17) + 0xa282ead8;
  }
}
