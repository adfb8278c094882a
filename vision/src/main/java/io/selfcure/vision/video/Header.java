package io.selfcure.vision.video;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/** Reads how a video is to be shown. */
final class Header {

  private static final int MATRIX_BYTES = 36;
  private static final double MOST_STRETCH = 4;

  private Header() {}

  /**
   * @param fileSeconds the file's own length, not above 0 where it is not told
   */
  static VideoInfo of(AVStream video, double fileSeconds) {
    AVCodecParameters coded = video.codecpar();
    int turns = quarterTurns(coded);
    int width = Math.max(1, (int) Math.round(coded.width() * stretch(coded)));
    int height = Math.max(1, coded.height());
    double seconds =
        video.duration() > 0 && video.duration() != avutil.AV_NOPTS_VALUE
            ? video.duration() * (double) video.time_base().num() / video.time_base().den()
            : fileSeconds;
    return new VideoInfo(
        turns % 2 == 0 ? width : height,
        turns % 2 == 0 ? height : width,
        turns,
        seconds > 0 ? seconds : Double.NaN);
  }

  /** How much wider than high a pixel is; 1 where that is not told or absurd. */
  private static double stretch(AVCodecParameters coded) {
    AVRational shape = coded.sample_aspect_ratio();
    double stretch = shape.num() / (double) shape.den();
    return stretch >= 1 / MOST_STRETCH && stretch <= MOST_STRETCH ? stretch : 1;
  }

  /** Phones store what they see and note how they were held: a matrix among the side data. */
  private static int quarterTurns(AVCodecParameters coded) {
    if (coded.nb_coded_side_data() == 0) {
      return 0;
    }
    AVPacketSideData matrix =
        avcodec.av_packet_side_data_get(
            coded.coded_side_data(), coded.nb_coded_side_data(), avcodec.AV_PKT_DATA_DISPLAYMATRIX);
    if (matrix == null || matrix.size() < MATRIX_BYTES) {
      return 0;
    }
    byte[] bytes = new byte[MATRIX_BYTES];
    matrix.data().get(bytes);
    int[] cells = new int[MATRIX_BYTES / Integer.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asIntBuffer().get(cells);
    double counterClockwise = avutil.av_display_rotation_get(cells);
    return Double.isNaN(counterClockwise)
        ? 0
        : Math.floorMod(Math.round(-counterClockwise / 90), 4);
  }
}
