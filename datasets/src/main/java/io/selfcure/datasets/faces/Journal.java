package io.selfcure.datasets.faces;

import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.Reasons;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is done, a JSON object a line in the order of the pictures, so that a killed command goes on
 * where it was.
 */
final class Journal implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;
  private final FileChannel channel;

  private Journal(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Asked for each entry in turn. */
  interface Check {
    /** Whether an entry still holds; from the first on that does not, all are dropped. */
    boolean holds(Entry entry);

    /** Told of entries that are dropped. */
    void dropped(Entry entry);
  }

  /**
   * Opens a journal and drops everything from the first entry on that is incomplete or does not
   * hold.
   */
  static Journal open(Path file, Check check) {
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      long good = good(file, check);
      channel.truncate(good);
      channel.position(good);
      return new Journal(file, channel);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /** Opens a journal of which all holds. */
  static Journal open(Path file) {
    return open(
        file,
        new Check() {
          @Override
          public boolean holds(Entry entry) {
            return true;
          }

          @Override
          public void dropped(Entry entry) {
            throw new IllegalStateException(file + " is torn");
          }
        });
  }

  /** How many bytes at the beginning hold whole entries that hold. */
  private static long good(Path file, Check check) throws IOException {
    long good = 0;
    boolean holds = true;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (b != '\n') {
          line.write(b);
          continue;
        }
        Entry entry = parse(line.toString(StandardCharsets.UTF_8));
        holds = holds && entry != null && check.holds(entry);
        if (holds) {
          good += line.size() + 1L;
        } else if (entry != null) {
          check.dropped(entry);
        }
        line.reset();
      }
    }
    return good;
  }

  private static @Nullable Entry parse(String line) {
    try {
      return JSON.readValue(line, Entry.class);
    } catch (JacksonException e) {
      return null; // torn by a power cut
    }
  }

  void add(Entry entry) {
    byte[] line = (JSON.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      ByteBuffer buffer = ByteBuffer.wrap(line);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /** Hands on all entries. */
  void each(Consumer<Entry> take) {
    try (BufferedReader in = Files.newBufferedReader(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        take.accept(JSON.readValue(line, Entry.class));
      }
    } catch (IOException | UncheckedIOException e) {
      throw unwritable(file, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static EnvironmentException unwritable(Path file, Exception e) {
    return new EnvironmentException(
        file.toString(),
        "cannot be written or read: " + Reasons.of(e),
        "check free space and permissions",
        e);
  }
}
