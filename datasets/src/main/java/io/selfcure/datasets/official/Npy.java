package io.selfcure.datasets.official;

import io.selfcure.core.data.CsvInput;
import io.selfcure.core.data.Lines;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NumPy's file format, as far as AffectNet needs it: a few numbers, or text that is a number.
 * Objects, which only Python can read and which may run code, are refused.
 */
final class Npy {

  private static final int MAX_BYTES = 1 << 16;
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern TYPE =
      Pattern.compile("'descr'\\s*:\\s*'([<>|=]?)([a-zA-Z])(\\d{1,4})'");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");

  private Npy() {}

  /**
   * All numbers of a file in the order in which they are stored.
   *
   * @throws DataException when it is no such file, or too large
   */
  static double[] read(Path file) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      throw fault(file, "cannot be read: " + Reasons.of(e));
    }
    if (bytes.length > MAX_BYTES) {
      throw fault(file, "has more than " + MAX_BYTES + " bytes");
    }
    if (bytes.length < 12 || !Arrays.equals(bytes, 0, 6, MAGIC, 0, 6)) {
      throw fault(file, "is no file of NumPy");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int start = bytes[6] == 1 ? 10 : 12;
    long length = bytes[6] == 1 ? in.getShort(8) & 0xffff : in.getInt(8) & 0xffffffffL;
    if (start + length > bytes.length) {
      throw fault(file, "ends within its header");
    }
    String header = new String(bytes, start, (int) length, StandardCharsets.ISO_8859_1);
    in.position(start + (int) length);
    return values(file, header, in);
  }

  private static double[] values(Path file, String header, ByteBuffer in) {
    Matcher type = TYPE.matcher(header);
    Matcher shape = SHAPE.matcher(header);
    if (!type.find() || !shape.find()) {
      throw fault(file, "has the header " + CsvInput.shown(header));
    }
    int size = Integer.parseInt(type.group(3)) * (type.group(2).equals("U") ? 4 : 1);
    long count = count(file, shape.group(1));
    if (size == 0 || count * size != in.remaining()) {
      throw fault(
          file,
          "promises "
              + count
              + " values of "
              + size
              + " bytes and has "
              + in.remaining()
              + " bytes");
    }
    boolean big = type.group(1).equals(">");
    in.order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    double[] values = new double[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(file, type.group(2), size, big, in);
    }
    return values;
  }

  private static long count(Path file, String shape) {
    long count = 1;
    for (String side : shape.split(",", -1)) {
      if (!side.isBlank()) {
        if (!side.strip().matches("\\d{1,5}")) {
          throw fault(file, "has the shape (" + shape + ")");
        }
        count = Math.min(count * Integer.parseInt(side.strip()), Integer.MAX_VALUE);
      }
    }
    return count;
  }

  private static double value(Path file, String kind, int size, boolean big, ByteBuffer in) {
    return switch (kind + size) {
      case "f8" -> in.getDouble();
      case "f4" -> in.getFloat();
      case "i8" -> in.getLong();
      case "i4" -> in.getInt();
      case "i2" -> in.getShort();
      case "i1" -> in.get();
      case "u1", "b1" -> in.get() & 0xff;
      default -> {
        if (!kind.equals("U") && !kind.equals("S")) {
          throw fault(file, "holds values of type " + kind + size);
        }
        byte[] text = new byte[size];
        in.get(text);
        Charset charset =
            kind.equals("S")
                ? StandardCharsets.ISO_8859_1
                : Charset.forName(big ? "UTF-32BE" : "UTF-32LE");
        yield Lines.number(new String(text, charset).replace("\0", ""), file.toString());
      }
    };
  }

  private static DataException fault(Path file, String problem) {
    return new DataException(
        file.toString(),
        problem + ", expected a few numbers as NumPy writes them",
        "save it by numpy.save as plain numbers, without objects of Python's");
  }
}
