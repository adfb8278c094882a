package io.selfcure.vision.video;

import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Reasons;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one video file, one after the other, each with its time from the file's own
 * timestamps. The format is told by content. Only files are opened, never what a playlist or a
 * reference in one names, and only common containers. Memory does not grow with the video. For one
 * thread.
 *
 * <p>Damage does not raise an error once the first frame could be asked for: frames end there, and
 * {@link #damage} says why.
 */
public final class FrameSource implements AutoCloseable {

  /** What may be opened: containers that hold their video themselves. */
  private static final String CONTAINERS = "mov,mp4,matroska,webm,avi,mpegts,mpeg,flv,ogg,asf";

  /** AV_FRAME_FLAG_CORRUPT, which the bindings lack. */
  private static final int CORRUPT = 1;

  private static final double MICROSECONDS = 1e6;
  private static final String REPLACE = "fetch it again or leave it out";

  private final String place;
  private final VideoLimits limits;
  private final AVFormatContext format;
  private final AVCodecContext decoder;
  private final AVPacket packet;
  private final AVFrame decoded;
  private final Frame frame;
  private final VideoInfo info;
  private final int stream;
  private final double tick;
  private double origin = Double.NaN;
  private double last = -1;
  private double end;
  private boolean draining;
  private boolean done;
  private String damage = "";

  private FrameSource(Path file, VideoLimits limits, AVFormatContext format) {
    this.place = file.toString();
    this.limits = limits;
    this.format = format;
    AVCodecContext opened = null;
    try {
      requireDone(
          avformat.avformat_find_stream_info(format, (PointerPointer<?>) null),
          "has no streams that can be read");
      stream =
          avformat.av_find_best_stream(
              format, avutil.AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
      if (stream < 0) {
        throw new DataException(place, "has no video stream", REPLACE);
      }
      AVStream video = format.streams(stream);
      info = Header.of(video, format.duration() / MICROSECONDS);
      requireWithin(info, video.codecpar().width() * (long) video.codecpar().height());
      tick = video.time_base().num() / (double) video.time_base().den();
      opened = decoder(video);
      decoder = opened;
    } catch (RuntimeException e) {
      if (opened != null) {
        avcodec.avcodec_free_context(opened);
      }
      avformat.avformat_close_input(format);
      throw e;
    }
    packet = avcodec.av_packet_alloc();
    decoded = avutil.av_frame_alloc();
    frame = new Frame(decoded, info);
  }

  /**
   * Opens a video.
   *
   * @throws DataException when it is missing, no video, damaged at its head, or beyond the limits
   */
  public static FrameSource open(Path file, VideoLimits limits) {
    Ffmpeg.load();
    try {
      if (!Files.isRegularFile(file)) {
        throw new DataException(file.toString(), "is no file", "check the path");
      }
      long bytes = Files.size(file);
      if (bytes == 0 || bytes > limits.bytes()) {
        throw new DataException(
            file.toString(),
            bytes == 0 ? "is empty" : "has " + bytes + " bytes, at most " + limits.bytes(),
            REPLACE);
      }
    } catch (IOException e) {
      throw new DataException(
          file.toString(), "cannot be read: " + Reasons.of(e), "check its permissions", e);
    }
    AVFormatContext format = new AVFormatContext(null);
    AVDictionary options = new AVDictionary(null);
    try (BytePointer name =
        new BytePointer("file:" + file.toAbsolutePath(), StandardCharsets.UTF_8)) {
      avutil.av_dict_set(options, "protocol_whitelist", "file", 0);
      avutil.av_dict_set(options, "format_whitelist", CONTAINERS, 0);
      int rc = avformat.avformat_open_input(format, name, null, options);
      if (rc < 0) {
        throw new DataException(
            file.toString(), "is no video, or damaged: " + Ffmpeg.message(rc), REPLACE);
      }
    } finally {
      avutil.av_dict_free(options);
    }
    return new FrameSource(file, limits, format);
  }

  private void requireDone(int rc, String problem) {
    if (rc < 0) {
      throw new DataException(place, problem + ": " + Ffmpeg.message(rc), REPLACE);
    }
  }

  private void requireWithin(VideoInfo video, long pixels) {
    if (pixels < 1 || pixels > limits.pixels()) {
      throw new DataException(
          place,
          String.format(
              Locale.ROOT,
              "has frames of %,d pixels, at least 1 and at most %,d are decoded",
              pixels,
              limits.pixels()),
          "leave it out, or raise the limit");
    }
    if (video.seconds() > limits.seconds()) {
      throw new DataException(
          place,
          String.format(
              Locale.ROOT, "lasts %.0f s, at most %.0f", video.seconds(), limits.seconds()),
          "leave it out, or raise the limit");
    }
  }

  private AVCodecContext decoder(AVStream video) {
    AVCodec codec = avcodec.avcodec_find_decoder(video.codecpar().codec_id());
    if (codec == null) {
      throw new DataException(place, "is coded in a way that is not known", "convert it");
    }
    AVCodecContext context = avcodec.avcodec_alloc_context3(codec);
    try {
      requireDone(
          avcodec.avcodec_parameters_to_context(context, video.codecpar()), "has a damaged header");
      context.max_pixels(limits.pixels());
      context.thread_count(Math.min(4, Runtime.getRuntime().availableProcessors()));
      context.pkt_timebase(video.time_base());
      requireDone(
          avcodec.avcodec_open2(context, codec, (PointerPointer<?>) null), "cannot be decoded");
      return context;
    } catch (RuntimeException e) {
      avcodec.avcodec_free_context(context);
      throw e;
    }
  }

  /** What the header says. */
  public VideoInfo info() {
    return info;
  }

  /** Why frames ended before the video did, empty where they did not. */
  public String damage() {
    return damage;
  }

  /** When the frames that were handed out end, seconds from the first on. */
  public double end() {
    return end;
  }

  /** The next frame, which holds until the next call; null at the end. Times rise. */
  public @Nullable Frame next() {
    while (!done) {
      int rc = avcodec.avcodec_receive_frame(decoder, decoded);
      if (rc == 0) {
        if (accept()) {
          return frame;
        }
      } else if (rc == avutil.AVERROR_EOF()) {
        finish("");
      } else if (rc == org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN()) {
        feed();
      } else {
        finish("is damaged: " + Ffmpeg.message(rc));
      }
    }
    return null;
  }

  /** Gives the frame its time; false for a frame that has none, or whose time does not rise. */
  private boolean accept() {
    if (decoded.decode_error_flags() != 0 || (decoded.flags() & CORRUPT) != 0) {
      finish("has a damaged frame");
      return false;
    }
    long stamp = decoded.best_effort_timestamp();
    if (stamp == avutil.AV_NOPTS_VALUE) {
      return false;
    }
    if (Double.isNaN(origin)) {
      origin = stamp * tick;
    }
    double seconds = stamp * tick - origin;
    if (!(seconds > last)) {
      return false;
    }
    if (seconds > limits.seconds()) {
      finish(String.format(Locale.ROOT, "goes on beyond %.0f s", limits.seconds()));
      return false;
    }
    double before = Math.max(last, 0);
    last = seconds;
    // a last frame without a length is shown as long as the one before it
    end = seconds + (decoded.duration() > 0 ? decoded.duration() * tick : seconds - before);
    frame.at(seconds);
    return true;
  }

  private void feed() {
    if (draining) {
      finish("");
      return;
    }
    int rc = avformat.av_read_frame(format, packet);
    if (rc < 0) {
      if (rc != avutil.AVERROR_EOF()) {
        damage = after("cannot be read on: " + Ffmpeg.message(rc));
      }
      drain();
      return;
    }
    try {
      if (packet.stream_index() != stream) {
        return;
      }
      if ((packet.flags() & avcodec.AV_PKT_FLAG_CORRUPT) != 0) {
        damage = after("is cut off");
        drain();
        return;
      }
      int sent = avcodec.avcodec_send_packet(decoder, packet);
      if (sent < 0) {
        damage = after("is damaged: " + Ffmpeg.message(sent));
        drain();
      }
    } finally {
      avcodec.av_packet_unref(packet);
    }
  }

  /** What the decoder still holds came before the damage. */
  private void drain() {
    draining = true;
    avcodec.avcodec_send_packet(decoder, null);
  }

  private void finish(String problem) {
    done = true;
    if (damage.isEmpty() && !problem.isEmpty()) {
      damage = after(problem);
    }
    double promised = info.seconds();
    if (damage.isEmpty() && promised - end > Math.max(1, promised / 50)) {
      damage =
          String.format(
              Locale.ROOT, "ends after %.1f s, its header promises %.1f s", end, promised);
    }
  }

  private String after(String problem) {
    return String.format(Locale.ROOT, "%s after %.1f s", problem, Math.max(last, 0));
  }

  @Override
  public void close() {
    done = true;
    frame.close();
    avutil.av_frame_free(decoded);
    avcodec.av_packet_free(packet);
    avcodec.avcodec_free_context(decoder);
    avformat.avformat_close_input(format);
  }
}
