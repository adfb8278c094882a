package io.selfcure.core.pictures;

import io.selfcure.core.data.PixelPack;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The prints of many pictures in one memory-mapped file, some 280 bytes each, so that a million of
 * them take no heap. The file is a pixel pack whose "pictures" are the records. Reading is safe
 * from several threads.
 */
public final class Prints {

  /** Of the records and of what a print is: part of a kept file's name. */
  public static final int VERSION = 1;

  private static final int RECORD = 3 * Long.BYTES + Print.SMALL;

  private final PixelPack records;

  private Prints(PixelPack records) {
    this.records = records;
  }

  /**
   * Maps a file of prints.
   *
   * @throws io.selfcure.core.error.DataException when it is missing, truncated or no such file
   */
  public static Prints open(Path file) {
    PixelPack records = PixelPack.open(file);
    if (records.pictureBytes() != RECORD) {
      throw new io.selfcure.core.error.DataException(
          file.toString(),
          "has records of " + records.pictureBytes() + " bytes, prints have " + RECORD,
          "remove the file, so that it is made anew");
    }
    return new Prints(records);
  }

  /** How many there are. */
  public int count() {
    return records.count();
  }

  /** The print of picture {@code index}. */
  Print get(int index) {
    byte[] record = new byte[RECORD];
    records.read(index, record, 0);
    ByteBuffer in = ByteBuffer.wrap(record);
    long hash = in.getLong();
    long blankOf = in.getLong();
    double deviation = in.getDouble();
    byte[] small = new byte[Print.SMALL];
    in.get(small);
    return new Print(hash, small, deviation, blankOf);
  }

  /** Writes prints; the file is complete only after {@link #close()} and is written where told. */
  public static final class Writer implements AutoCloseable {
    private final PixelPack.Writer out;

    /** Starts a file, which is replaced if it exists. */
    public Writer(Path file) {
      out = new PixelPack.Writer(file, 1, RECORD, 1);
    }

    /** Appends a print. */
    public void add(Print print) {
      ByteBuffer record = ByteBuffer.allocate(RECORD);
      record.putLong(print.hash()).putLong(print.blankOf()).putDouble(print.deviation());
      out.add(record.put(print.small()).array());
    }

    @Override
    public void close() {
      out.close();
    }
  }
}
