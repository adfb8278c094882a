package io.selfcure.vision.video;

import io.selfcure.core.error.DataException;
import io.selfcure.vision.Picture;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

/** One decoded frame; its pixels are made when they are asked for. */
public final class Frame implements AutoCloseable {

  /** Columns of {@link #small}. */
  static final int SMALL_WIDTH = 64;

  /** Rows of {@link #small}. */
  static final int SMALL_HEIGHT = 36;

  /** Rows of pictures from which on unmarked colours are those of high definition. */
  private static final int HIGH_DEFINITION = 720;

  /** The scaler may write a little beyond the last row. */
  private static final int SLACK = 64;

  private static final int EXACT =
      swscale.SWS_ACCURATE_RND | swscale.SWS_FULL_CHR_H_INT | swscale.SWS_BITEXACT;
  private static final int[] UNIT = {0, 1 << 16, 1 << 16};

  private final AVFrame decoded;
  private final VideoInfo info;
  private @Nullable SwsContext large;
  private @Nullable SwsContext tiny;
  private @Nullable BytePointer buffer;
  private double seconds;

  Frame(AVFrame decoded, VideoInfo info) {
    this.decoded = decoded;
    this.info = info;
  }

  void at(double time) {
    seconds = time;
  }

  /** When it is shown, seconds after the first frame. */
  public double seconds() {
    return seconds;
  }

  /** The frame as it is to be shown: turned, with square pixels. */
  public Picture picture() {
    boolean lying = info.quarterTurns() % 2 == 0;
    int width = lying ? info.width() : info.height();
    int height = lying ? info.height() : info.width();
    large = scaler(large, width, height, swscale.SWS_BICUBIC | EXACT);
    byte[] rgb = scaled(large, width, height);
    return Turn.clockwise(new Picture(height, width, rgb), info.quarterTurns());
  }

  /** The frame at 64 x 36 pixels, neither turned nor in shape: to compare frames by. */
  Picture small() {
    tiny = scaler(tiny, SMALL_WIDTH, SMALL_HEIGHT, swscale.SWS_AREA | EXACT);
    return new Picture(SMALL_HEIGHT, SMALL_WIDTH, scaled(tiny, SMALL_WIDTH, SMALL_HEIGHT));
  }

  /** Streams may change their size on the way, so the source's is looked at every time. */
  private SwsContext scaler(@Nullable SwsContext old, int width, int height, int flags) {
    SwsContext scaler =
        swscale.sws_getCachedContext(
            old,
            decoded.width(),
            decoded.height(),
            decoded.format(),
            width,
            height,
            avutil.AV_PIX_FMT_RGB24,
            flags,
            null,
            null,
            (DoublePointer) null);
    if (scaler == null) {
      throw new DataException(
          "a frame of " + decoded.width() + "x" + decoded.height(),
          "has pixels of a kind that cannot be converted",
          "convert the video");
    }
    int marked = decoded.colorspace();
    int space =
        marked == avutil.AVCOL_SPC_UNSPECIFIED
            ? (decoded.height() >= HIGH_DEFINITION ? swscale.SWS_CS_ITU709 : swscale.SWS_CS_ITU601)
            : marked;
    IntPointer table = swscale.sws_getCoefficients(space);
    int full = decoded.color_range() == avutil.AVCOL_RANGE_JPEG ? 1 : 0;
    // refused for what is RGB already, which needs none
    swscale.sws_setColorspaceDetails(scaler, table, full, table, 1, UNIT[0], UNIT[1], UNIT[2]);
    return scaler;
  }

  private byte[] scaled(SwsContext scaler, int width, int height) {
    long bytes = 3L * width * height;
    if (buffer == null || buffer.capacity() < bytes + SLACK) {
      if (buffer != null) {
        buffer.close();
      }
      buffer = new BytePointer(bytes + SLACK);
    }
    try (PointerScope scope = new PointerScope()) {
      PointerPointer<BytePointer> planes = new PointerPointer<>(buffer, null, null, null);
      IntPointer rows = new IntPointer(3 * width, 0, 0, 0);
      int done =
          swscale.sws_scale(
              scaler, decoded.data(), decoded.linesize(), 0, decoded.height(), planes, rows);
      if (done != height) {
        throw new DataException("a frame", "cannot be converted to pixels", "convert the video");
      }
    }
    byte[] rgb = new byte[Math.toIntExact(bytes)];
    buffer.position(0).get(rgb);
    return rgb;
  }

  @Override
  public void close() {
    swscale.sws_freeContext(large);
    swscale.sws_freeContext(tiny);
    if (buffer != null) {
      buffer.close();
    }
  }
}
