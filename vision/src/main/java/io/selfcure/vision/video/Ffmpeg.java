package io.selfcure.vision.video;

import io.selfcure.core.data.Outputs;
import io.selfcure.core.error.EnvironmentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.Loader;

/** The native library. */
final class Ffmpeg {

  static {
    try {
      // as for OpenCV: two processes that unpack natives at once crash
      Path lock = Loader.getCacheDir().toPath().resolve("selfcure.lock");
      Outputs.whileLocked(
          lock,
          () -> {
            Loader.load(avcodec.class);
            Loader.load(avformat.class);
            Loader.load(swscale.class);
          });
      avutil.av_log_set_level(avutil.AV_LOG_QUIET); // every fault becomes one error of ours
    } catch (IOException | UnsatisfiedLinkError e) {
      throw new EnvironmentException(
          "FFmpeg for " + Loader.Detector.getPlatform(),
          "cannot be loaded: " + e.getMessage(),
          "check free space in JavaCPP's cache directory (~/.javacpp)",
          e);
    }
  }

  private Ffmpeg() {}

  /** Loads it, once. */
  static void load() {
    // the initialiser has done it
  }

  /** What an error code of the library means. */
  static String message(int code) {
    byte[] text = new byte[avutil.AV_ERROR_MAX_STRING_SIZE];
    if (avutil.av_strerror(code, text, text.length) < 0) {
      return "FFmpeg does not say why (its number " + code + ")";
    }
    return new String(text, StandardCharsets.UTF_8).replace("\0", "");
  }
}
