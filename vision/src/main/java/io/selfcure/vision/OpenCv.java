package io.selfcure.vision;

import io.selfcure.core.data.Outputs;
import io.selfcure.core.error.EnvironmentException;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** Loads parts of OpenCV, and gives it pictures. */
public final class OpenCv {

  static {
    load(opencv_imgcodecs.class);
    opencv_core.setNumThreads(1); // pictures are the unit of parallel work
  }

  private OpenCv() {}

  /** A picture's pixels as OpenCV's, height x width of red, green and blue, in the open scope. */
  public static Mat rgb(Picture picture) {
    return new Mat(
        picture.height(), picture.width(), opencv_core.CV_8UC3, new BytePointer(picture.rgb()));
  }

  /** Loads what every use of pictures needs: core, imgproc and imgcodecs. */
  static void load() {
    // the class's initializer did it
  }

  /**
   * Loads a module; a second time costs nothing.
   *
   * <p>JavaCPP unpacks natives on first use, and two processes that unpack at once crash: one by
   * one.
   *
   * @param module JavaCPP's class of it
   * @throws EnvironmentException when that is not possible
   */
  public static void load(Class<?> module) {
    try {
      Path lock = Loader.getCacheDir().toPath().resolve("selfcure.lock");
      Outputs.whileLocked(lock, () -> Loader.load(module));
    } catch (IOException | UnsatisfiedLinkError e) {
      throw new EnvironmentException(
          "OpenCV for " + Loader.Detector.getPlatform(),
          "cannot be loaded: " + e.getMessage(),
          "check free space in JavaCPP's cache directory (~/.javacpp)",
          e);
    }
  }
}
