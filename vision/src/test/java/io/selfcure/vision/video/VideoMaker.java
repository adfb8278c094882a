package io.selfcure.vision.video;

import io.selfcure.vision.Picture;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
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

/**
 * Encodes videos for tests: MPEG-4 in whatever container the name's end says, an index at the head
 * where the container is MP4, times as they are given to the millisecond.
 */
public final class VideoMaker implements AutoCloseable {

  private static final int TICKS = 1000;
  private static final int LAST = 40;
  private static final int QUALITY = 2 * avutil.FF_QP2LAMBDA;
  private static final int BETWEEN_KEYS = 12;

  private final int width;
  private final int height;
  private final AVFormatContext format;
  private final AVCodecContext encoder;
  private final AVStream stream;
  private final AVFrame frame;
  private final AVPacket packet;
  private final SwsContext scaler;
  private boolean closed;

  public VideoMaker(Path file, int width, int height) {
    this(file, width, height, 0);
  }

  /**
   * @param turn 0, 90, 180 or 270: degrees, clockwise, by which a player is told to turn the frames
   */
  public VideoMaker(Path file, int width, int height, int turn) {
    Ffmpeg.load();
    this.width = width;
    this.height = height;
    format = new AVFormatContext(null);
    check(avformat.avformat_alloc_output_context2(format, null, null, file.toString()));
    AVCodec codec = avcodec.avcodec_find_encoder(avcodec.AV_CODEC_ID_MPEG4);
    encoder = avcodec.avcodec_alloc_context3(codec);
    encoder.width(width);
    encoder.height(height);
    encoder.pix_fmt(avutil.AV_PIX_FMT_YUV420P);
    encoder.time_base(new AVRational().num(1).den(TICKS));
    encoder.gop_size(BETWEEN_KEYS);
    encoder.flags(
        encoder.flags() | avcodec.AV_CODEC_FLAG_QSCALE | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
    encoder.global_quality(QUALITY);
    check(avcodec.avcodec_open2(encoder, codec, (PointerPointer<?>) null));
    stream = avformat.avformat_new_stream(format, codec);
    check(avcodec.avcodec_parameters_from_context(stream.codecpar(), encoder));
    stream.time_base(encoder.time_base());
    if (turn != 0) {
      turn(stream.codecpar(), turn);
    }
    AVIOContext io = new AVIOContext(null);
    check(avformat.avio_open(io, file.toString(), avformat.AVIO_FLAG_WRITE));
    format.pb(io);
    AVDictionary options = new AVDictionary(null);
    avutil.av_dict_set(options, "movflags", "+faststart", 0);
    check(avformat.avformat_write_header(format, options));
    avutil.av_dict_free(options);
    packet = avcodec.av_packet_alloc();
    frame = avutil.av_frame_alloc();
    frame.width(width);
    frame.height(height);
    frame.format(avutil.AV_PIX_FMT_YUV420P);
    frame.quality(QUALITY);
    check(avutil.av_frame_get_buffer(frame, 0));
    scaler =
        swscale.sws_getContext(
            width,
            height,
            avutil.AV_PIX_FMT_RGB24,
            width,
            height,
            avutil.AV_PIX_FMT_YUV420P,
            swscale.SWS_BICUBIC | swscale.SWS_ACCURATE_RND | swscale.SWS_BITEXACT,
            null,
            null,
            (DoublePointer) null);
  }

  private static void turn(AVCodecParameters coded, int degrees) {
    // x' = ax + cy, y' = bx + dy with y downwards, as QuickTime's format has it: a b 0 c d 0 0 0 1
    int one = 1 << 16;
    int a = degrees == 180 ? -one : 0;
    int b = degrees == 90 ? one : degrees == 270 ? -one : 0;
    int[] matrix = {a, b, 0, -b, a, 0, 0, 0, 1 << 30};
    AVPacketSideData all = new AVPacketSideData(null);
    int[] count = {0};
    AVPacketSideData made =
        avcodec.av_packet_side_data_new(
            all, count, avcodec.AV_PKT_DATA_DISPLAYMATRIX, 4L * matrix.length, 0);
    new IntPointer(made.data()).put(matrix);
    coded.coded_side_data(all);
    coded.nb_coded_side_data(count[0]);
  }

  /** Appends a frame of the video's size that is shown from {@code seconds} on. */
  public VideoMaker add(Picture picture, double seconds) {
    if (picture.width() != width || picture.height() != height) {
      throw new IllegalArgumentException(picture.width() + "x" + picture.height());
    }
    check(avutil.av_frame_make_writable(frame));
    try (PointerScope scope = new PointerScope()) {
      PointerPointer<BytePointer> planes =
          new PointerPointer<>(new BytePointer(picture.rgb()), null, null, null);
      IntPointer rows = new IntPointer(3 * width, 0, 0, 0);
      swscale.sws_scale(scaler, planes, rows, 0, height, frame.data(), frame.linesize());
    }
    frame.pts(Math.round(seconds * TICKS));
    check(avcodec.avcodec_send_frame(encoder, frame));
    write();
    return this;
  }

  private void write() {
    while (avcodec.avcodec_receive_packet(encoder, packet) == 0) {
      packet.stream_index(stream.index());
      packet.duration(LAST); // of the last one; the others end where the next begins
      avcodec.av_packet_rescale_ts(packet, encoder.time_base(), stream.time_base());
      check(avformat.av_interleaved_write_frame(format, packet));
    }
  }

  private static void check(int code) {
    if (code < 0) {
      throw new IllegalStateException(Ffmpeg.message(code));
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    check(avcodec.avcodec_send_frame(encoder, null));
    write();
    check(avformat.av_write_trailer(format));
    avformat.avio_closep(format.pb());
    swscale.sws_freeContext(scaler);
    avutil.av_frame_free(frame);
    avcodec.av_packet_free(packet);
    avcodec.avcodec_free_context(encoder);
    avformat.avformat_free_context(format);
  }
}
