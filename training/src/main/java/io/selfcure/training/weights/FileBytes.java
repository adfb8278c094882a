package io.selfcure.training.weights;

import io.selfcure.core.error.ModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Read-only access to a file of any size. A small file is read into memory; a large one is mapped
 * in windows of at least {@link #WINDOW} bytes, so that many small tensors do not cost a mapping
 * each.
 */
final class FileBytes implements AutoCloseable {

  private static final long SMALL = 1 << 20;
  private static final long WINDOW = 1 << 30;

  private final String place;
  private final @Nullable FileChannel channel;
  private final long size;
  private final long windowBytes;
  private ByteBuffer window;
  private long windowStart;

  private FileBytes(
      String place, @Nullable FileChannel channel, ByteBuffer window, long size, long windowBytes) {
    this.place = place;
    this.channel = channel;
    this.window = window;
    this.size = size;
    this.windowBytes = windowBytes;
  }

  static FileBytes open(Path file) {
    return open(file, SMALL, WINDOW);
  }

  /** With other limits, so that a test can map a small file. */
  static FileBytes open(Path file, long small, long windowBytes) {
    if (!Files.isRegularFile(file)) {
      throw new ModelException(
          file.toString(),
          Files.exists(file) ? "is not a file" : "does not exist",
          "name an existing weights file");
    }
    try {
      if (Files.size(file) <= small) {
        return of(file.toString(), Files.readAllBytes(file));
      }
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      return new FileBytes(
          file.toString(), channel, ByteBuffer.allocate(0), channel.size(), windowBytes);
    } catch (IOException e) {
      throw Faults.unreadable(file, e);
    }
  }

  static FileBytes of(String place, byte[] content) {
    return new FileBytes(place, null, ByteBuffer.wrap(content), content.length, 0);
  }

  /** The file, as errors name it. */
  String place() {
    return place;
  }

  long size() {
    return size;
  }

  /**
   * A little-endian view of a range, valid after {@link #close} too.
   *
   * @param what names the range for the error
   * @throws ModelException if the range is not within the file or does not fit one buffer
   */
  ByteBuffer range(long start, long length, String what) {
    if (start < 0 || length < 0 || start > size || length > size - start) {
      throw Faults.damaged(
          place,
          what + " should be " + length + " bytes at " + start + " but the file has " + size);
    }
    if (length > Shapes.MAX_TENSOR_BYTES) {
      throw new ModelException(
          place, what + " has " + length + " bytes", "pieces must stay below 2 GiB");
    }
    if (start < windowStart || start + length > windowStart + window.limit()) {
      moveWindow(start, length);
    }
    return window
        .slice((int) (start - windowStart), (int) length)
        .asReadOnlyBuffer()
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private void moveWindow(long start, long length) {
    if (channel == null) {
      throw new IllegalStateException("a file in memory is one window");
    }
    try {
      long bytes = Math.min(size - start, Math.max(length, windowBytes));
      window = channel.map(FileChannel.MapMode.READ_ONLY, start, bytes);
      windowStart = start;
    } catch (IOException e) {
      throw Faults.unreadable(Path.of(place), e);
    }
  }

  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw Faults.unreadable(Path.of(place), e);
    }
  }
}
