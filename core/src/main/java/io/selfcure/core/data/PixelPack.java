package io.selfcure.core.data;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.Reasons;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures of one size as raw bytes in one memory-mapped file (docs/formats/pixel-pack.md): a
 * header of 64 bytes, then picture after picture, each row by row, pixel by pixel, channel by
 * channel ("HWC"), one unsigned byte a value. One channel is grey, three are red, green, blue.
 * Reading is safe from several threads.
 */
public final class PixelPack {

  private static final byte[] MAGIC = "SCPIXELS".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int HEADER = 64;
  private static final long SEGMENT = 1L << 30;

  private final int count;
  private final int height;
  private final int width;
  private final int channels;
  private final int perSegment;
  private final List<MappedByteBuffer> segments = new ArrayList<>();

  private PixelPack(FileChannel file, int count, int height, int width, int channels)
      throws IOException {
    this.count = count;
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.perSegment = (int) Math.max(1, SEGMENT / pictureBytes());
    for (long first = 0; first < count; first += perSegment) {
      long pictures = Math.min(perSegment, count - first);
      segments.add(
          file.map(
              FileChannel.MapMode.READ_ONLY,
              HEADER + first * pictureBytes(),
              pictures * pictureBytes()));
    }
  }

  /**
   * Maps a pack.
   *
   * @throws DataException when the file is missing, truncated or not a pack
   */
  public static PixelPack open(Path path) {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
      while (header.hasRemaining() && file.read(header) >= 0) {}
      header.flip();
      byte[] magic = new byte[MAGIC.length];
      if (header.remaining() < HEADER || !java.util.Arrays.equals(MAGIC, magic(header, magic))) {
        throw damaged(path, "is not a pixel pack: the header is missing", null);
      }
      int version = header.getInt();
      int count = header.getInt();
      int height = header.getInt();
      int width = header.getInt();
      int channels = header.getInt();
      if (version != VERSION) {
        throw damaged(
            path, "has format version " + version + ", this program reads " + VERSION, null);
      }
      if (count < 0 || !sane(height, width, channels)) {
        throw damaged(
            path,
            "claims " + count + " pictures of " + width + "x" + height + "x" + channels,
            null);
      }
      long expected = HEADER + (long) count * height * width * channels;
      if (file.size() != expected) {
        throw damaged(path, "has " + file.size() + " bytes, its header promises " + expected, null);
      }
      return new PixelPack(file, count, height, width, channels);
    } catch (IOException e) {
      throw damaged(path, "cannot be read: " + Reasons.of(e), e);
    }
  }

  private static byte[] magic(ByteBuffer header, byte[] into) {
    header.get(into);
    return into;
  }

  private static boolean sane(int height, int width, int channels) {
    return height > 0
        && width > 0
        && height <= 4096
        && width <= 4096
        && (channels == 1 || channels == 3);
  }

  private static DataException damaged(
      Path path, String problem, @org.jspecify.annotations.Nullable IOException cause) {
    String remedy = "import the data set again, or remove the cache file so that it is built anew";
    return cause == null
        ? new DataException(path.toString(), problem, remedy)
        : new DataException(path.toString(), problem, remedy, cause);
  }

  /**
   * Copies picture {@code index} into {@code into} from {@code offset} on.
   *
   * @throws DataException when there is no such picture: the index comes from a table
   */
  public void read(int index, byte[] into, int offset) {
    if (index < 0 || index >= count) {
      throw new DataException(
          "picture #" + index, "is not in the pack, which has " + count, "import again");
    }
    MappedByteBuffer segment = segments.get(index / perSegment);
    segment.get((index % perSegment) * pictureBytes(), into, offset, pictureBytes());
  }

  /** Bytes of one picture: height x width x channels. */
  public int pictureBytes() {
    return height * width * channels;
  }

  /** Number of pictures. */
  public int count() {
    return count;
  }

  /** Rows of a picture. */
  public int height() {
    return height;
  }

  /** Columns of a picture. */
  public int width() {
    return width;
  }

  /** 1 (grey) or 3 (red, green, blue). */
  public int channels() {
    return channels;
  }

  /** Writes a pack; the file is complete only after {@link #close()} and is written where told. */
  public static final class Writer implements AutoCloseable {
    private final Path path;
    private final int height;
    private final int width;
    private final int channels;
    private final OutputStream out;
    private int count;

    /** Starts a pack at {@code path}, which is replaced if it exists. */
    public Writer(Path path, int height, int width, int channels) {
      if (!sane(height, width, channels)) {
        throw new DataException(
            path.toString(),
            "pictures of " + width + "x" + height + "x" + channels + " cannot be packed",
            "use 1 to 4096 pixels a side and 1 or 3 channels");
      }
      this.path = path;
      this.height = height;
      this.width = width;
      this.channels = channels;
      try {
        this.out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 20);
        out.write(new byte[HEADER]);
      } catch (IOException e) {
        throw unwritable(e);
      }
    }

    /**
     * Appends a picture.
     *
     * @param pixels height x width x channels bytes, rows first, channels last
     * @return its index
     */
    public int add(byte[] pixels) {
      if (pixels.length != height * width * channels) {
        throw new IllegalArgumentException(
            "expected " + height * width * channels + " bytes, got " + pixels.length);
      }
      try {
        out.write(pixels);
      } catch (IOException e) {
        throw unwritable(e);
      }
      return count++;
    }

    @Override
    public void close() {
      try (out) {
        out.flush();
      } catch (IOException e) {
        throw unwritable(e);
      }
      ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
      header.put(MAGIC).putInt(VERSION).putInt(count).putInt(height).putInt(width).putInt(channels);
      header.rewind();
      try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
        file.write(header, 0);
        file.force(true);
      } catch (IOException e) {
        throw unwritable(e);
      }
    }

    private EnvironmentException unwritable(IOException e) {
      return new EnvironmentException(
          path.toString(),
          "cannot be written: " + Reasons.of(e),
          "check free space and permissions",
          e);
    }
  }
}
