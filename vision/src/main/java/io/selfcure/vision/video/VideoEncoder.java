package io.selfcure.vision.video;

import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.error.Wording;
import io.selfcure.vision.Picture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

/**
 * Writes a video without sound: H.264 where the build of FFmpeg has an encoder for it and that
 * takes frames of the size, else MPEG-4. Frames are shown from their own times on, to the
 * millisecond. Memory does not grow with the video. For one thread.
 */
public final class VideoEncoder implements AutoCloseable {

  private static final Map<String, String> CONTAINERS =
      Map.of("mp4", "mp4", "m4v", "mp4", "mov", "mov", "mkv", "matroska", "avi", "avi");

  private static final int TICKS = 1000;
  private static final int USUAL_RATE = 25;
  private static final int USUAL_LENGTH = 40;
  private static final int BETWEEN_KEYS = 50;
  private static final int QUALITY = 4 * avutil.FF_QP2LAMBDA;

  /** Bits a second for each pixel of a frame: drawn lines and letters stay sharp. */
  private static final long BITS_OF_A_PIXEL = 6;

  private static final long LEAST_BITS = 600_000;

  private final String place;
  private final int width;
  private final int height;
  private final AVFormatContext format;
  private final AVCodecContext encoder;
  private final AVStream stream;
  private final AVFrame frame;
  private final AVPacket packet;
  private final SwsContext scaler;
  private long last = -1;
  private boolean finished;
  private boolean closed;

  /**
   * Begins a video.
   *
   * @param file where it is written
   * @param container one of mp4, m4v, mov, mkv and avi, see {@link #container}
   * @param width columns of the pictures that come; of an odd number the last is left out
   * @param height rows, likewise
   * @throws EnvironmentException when the file cannot be written
   */
  public VideoEncoder(Path file, String container, int width, int height) {
    Ffmpeg.load();
    this.place = file.toString();
    this.width = width & ~1;
    this.height = height & ~1;
    format = new AVFormatContext(null);
    try (BytePointer name =
            new BytePointer("file:" + file.toAbsolutePath(), StandardCharsets.UTF_8);
        BytePointer kind = new BytePointer(CONTAINERS.getOrDefault(container, "mp4"))) {
      require(avformat.avformat_alloc_output_context2(format, null, kind, name));
    }
    encoder = encoder();
    stream = avformat.avformat_new_stream(format, (AVCodec) null);
    require(avcodec.avcodec_parameters_from_context(stream.codecpar(), encoder));
    stream.time_base(encoder.time_base());
    AVIOContext io = new AVIOContext(null);
    require(avformat.avio_open(io, format.url(), avformat.AVIO_FLAG_WRITE));
    format.pb(io);
    AVDictionary options = new AVDictionary(null);
    if (container.startsWith("m") && !container.equals("mkv")) {
      avutil.av_dict_set(options, "movflags", "+faststart", 0);
    }
    require(avformat.avformat_write_header(format, options));
    avutil.av_dict_free(options);
    packet = avcodec.av_packet_alloc();
    frame = avutil.av_frame_alloc();
    frame.width(this.width);
    frame.height(this.height);
    frame.format(avutil.AV_PIX_FMT_YUV420P);
    frame.quality(QUALITY);
    require(avutil.av_frame_get_buffer(frame, 0));
    scaler =
        swscale.sws_getContext(
            this.width,
            this.height,
            avutil.AV_PIX_FMT_RGB24,
            this.width,
            this.height,
            avutil.AV_PIX_FMT_YUV420P,
            swscale.SWS_BICUBIC | swscale.SWS_ACCURATE_RND | swscale.SWS_BITEXACT,
            null,
            null,
            (DoublePointer) null);
  }

  /**
   * The container that a file's name asks for.
   *
   * @throws UsageException when it is none that can be written
   */
  public static String container(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    String end = name.substring(name.lastIndexOf('.') + 1);
    if (!CONTAINERS.containsKey(end)) {
      throw new UsageException(
          "{annotate}",
          Wording.value(file) + " is not called as a video that can be written",
          "name a file that ends with .mp4, .m4v, .mov, .mkv or .avi");
    }
    return end;
  }

  private AVCodecContext encoder() {
    AVCodecContext context = open(avcodec.avcodec_find_encoder_by_name("libopenh264"));
    if (context == null) {
      context = open(avcodec.avcodec_find_encoder(avcodec.AV_CODEC_ID_MPEG4));
    }
    if (context == null) {
      throw new EnvironmentException(
          place,
          "frames of " + width + "x" + height + " can be encoded neither as H.264 nor as MPEG-4",
          "leave {annotate} out");
    }
    return context;
  }

  /** Null where there is no such encoder, or it does not take the frames. */
  private @Nullable AVCodecContext open(@Nullable AVCodec codec) {
    if (codec == null || codec.isNull()) {
      return null;
    }
    AVCodecContext context = avcodec.avcodec_alloc_context3(codec);
    context.width(width);
    context.height(height);
    context.pix_fmt(avutil.AV_PIX_FMT_YUV420P);
    context.time_base(new AVRational().num(1).den(TICKS));
    context.framerate(new AVRational().num(USUAL_RATE).den(1));
    context.gop_size(BETWEEN_KEYS);
    context.bit_rate(Math.max(LEAST_BITS, BITS_OF_A_PIXEL * width * height));
    context.flags(context.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
    if (codec.id() == avcodec.AV_CODEC_ID_MPEG4) {
      context.flags(context.flags() | avcodec.AV_CODEC_FLAG_QSCALE);
      context.global_quality(QUALITY);
    }
    if (avcodec.avcodec_open2(context, codec, (PointerPointer<?>) null) < 0) {
      avcodec.avcodec_free_context(context);
      return null;
    }
    return context;
  }

  /**
   * Appends a frame.
   *
   * @param picture of the video's size
   * @param seconds when it is shown; a time that does not rise is moved on by a millisecond
   */
  public void add(Picture picture, double seconds) {
    if (picture.width() < width || picture.height() < height) {
      throw new IllegalArgumentException(picture.width() + "x" + picture.height());
    }
    require(avutil.av_frame_make_writable(frame));
    try (PointerScope scope = new PointerScope()) {
      PointerPointer<BytePointer> planes =
          new PointerPointer<>(new BytePointer(picture.rgb()), null, null, null);
      IntPointer rows = new IntPointer(3 * picture.width(), 0, 0, 0);
      swscale.sws_scale(scaler, planes, rows, 0, height, frame.data(), frame.linesize());
    }
    last = Math.max(last + 1, Math.round(seconds * TICKS));
    frame.pts(last);
    require(avcodec.avcodec_send_frame(encoder, frame));
    write();
  }

  private void write() {
    while (avcodec.avcodec_receive_packet(encoder, packet) == 0) {
      packet.stream_index(stream.index());
      packet.duration(USUAL_LENGTH); // of the last one; the others end where the next begins
      avcodec.av_packet_rescale_ts(packet, encoder.time_base(), stream.time_base());
      require(avformat.av_interleaved_write_frame(format, packet));
    }
  }

  /**
   * Writes what is still held back and the file's index: without it the video cannot be played.
   *
   * @throws EnvironmentException when the file cannot be written
   */
  public void finish() {
    finished = true;
    require(avcodec.avcodec_send_frame(encoder, null));
    write();
    require(avformat.av_write_trailer(format));
  }

  private void require(int code) {
    if (code < 0) {
      throw new EnvironmentException(
          place, "cannot be written: " + Ffmpeg.message(code), "check free space and permissions");
    }
  }

  /** Frees what it holds; a video that was not finished is of no use. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (!finished) {
      avformat.avio_flush(format.pb());
    }
    avformat.avio_closep(format.pb());
    swscale.sws_freeContext(scaler);
    avutil.av_frame_free(frame);
    avcodec.av_packet_free(packet);
    avcodec.avcodec_free_context(encoder);
    avformat.avformat_free_context(format);
  }
}
