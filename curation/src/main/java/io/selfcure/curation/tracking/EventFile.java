package io.selfcure.curation.tracking;

import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.metrics.ConfusionMatrix;
import io.selfcure.curation.proto.Message;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes one of TensorBoard's event files: records of Event messages. A kill leaves at most the
 * last record cut off, which TensorBoard takes for one that is still being written.
 */
public final class EventFile implements AutoCloseable {

  private static final String PREFIX = "events.out.tfevents.";
  private static final int SESSION_START = 1;
  private static final int RGB = 3;
  private static final int STRING_TYPE = 7;

  private final Path file;
  private final Clock clock;
  private final OutputStream out;

  private EventFile(Path file, Clock clock, OutputStream out) {
    this.file = file;
    this.clock = clock;
    this.out = out;
  }

  /**
   * A new file beside those that are there; TensorBoard reads them in the order of their names. The
   * name holds the time, and no host's name.
   */
  public static EventFile begin(Path folder, Clock clock) {
    Path file = folder;
    try {
      Files.createDirectories(folder);
      long before;
      try (Stream<Path> files = Files.list(folder)) {
        before = files.filter(f -> f.getFileName().toString().startsWith(PREFIX)).count();
      }
      long seconds = clock.instant().getEpochSecond();
      file = folder.resolve(PREFIX + seconds + ".selfcure." + before);
      OutputStream out =
          new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW));
      EventFile events = new EventFile(file, clock, out);
      events.write(new Message().text(3, "brain.Event:2"), 0);
      return events;
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /** Tells the reader to forget what earlier files hold of this step and all after it. */
  public void restartAt(long step) {
    write(new Message().message(7, new Message().whole(1, SESSION_START)), step);
  }

  /** Figures by tag. */
  public void scalars(long step, Map<String, Double> values) {
    Message summary = new Message();
    values.forEach(
        (tag, v) -> summary.message(1, new Message().text(1, tag).single(2, v.floatValue())));
    write(new Message().message(5, summary), step);
  }

  /**
   * The distribution of values in [0, 1].
   *
   * @param values those that are not finite are left out; nothing is written when none is
   */
  public void histogram(long step, String tag, float[] values) {
    Histogram histogram = Histogram.ofShares(values);
    if (histogram.count() > 0) {
      value(step, new Message().text(1, tag).message(5, histogram.toMessage()));
    }
  }

  /** A confusion matrix as a picture: true classes downwards, predicted ones to the right. */
  public void confusion(long step, String tag, ConfusionMatrix matrix) {
    int side = ConfusionPicture.side(matrix.labels().size());
    Message image =
        new Message()
            .whole(1, side)
            .whole(2, side)
            .whole(3, RGB)
            .bytes(4, ConfusionPicture.png(matrix));
    value(step, new Message().text(1, tag).message(4, image));
  }

  /** A text in Markdown. */
  public void text(long step, String tag, String markdown) {
    Message plugin = new Message().text(1, "text");
    Message shape = new Message().message(2, new Message().whole(1, 1));
    Message tensor =
        new Message()
            .whole(1, STRING_TYPE)
            .message(2, shape)
            .bytes(8, markdown.getBytes(StandardCharsets.UTF_8));
    value(
        step,
        new Message().text(1, tag).message(9, new Message().message(1, plugin)).message(8, tensor));
  }

  private void value(long step, Message value) {
    write(new Message().message(5, new Message().message(1, value)), step);
  }

  private void write(Message event, long step) {
    Instant now = clock.instant();
    event.number(1, now.getEpochSecond() + now.getNano() / 1e9).whole(2, step);
    try {
      Records.write(out, event.toBytes());
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /** Lets readers see everything up to here. */
  public void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static EnvironmentException unwritable(Path file, IOException e) {
    return new EnvironmentException(
        file.toString(),
        "cannot be written: " + e.getMessage(),
        "check free space and permissions, or train with {tensorboard=false}",
        e);
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }
}
