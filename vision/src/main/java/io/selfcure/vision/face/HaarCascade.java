package io.selfcure.vision.face;

import io.selfcure.core.data.Box;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.error.EnvironmentException;
import io.selfcure.vision.OpenCv;
import io.selfcure.vision.Picture;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.global.opencv_objdetect;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.RectVector;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.CascadeClassifier;

/**
 * The cascade for frontal faces that lies in OpenCV's own jar (Viola and Jones, 2001; trained by R.
 * Lienhart). A face's score is n / (n + 3) of the n overlapping windows that hold it: it says how
 * many agree and is no probability.
 */
final class HaarCascade implements FaceFinder {

  private static final String FILE = "haarcascade_frontalface_alt2.xml";

  /** Each size of windows is so much larger than the one before. */
  private static final double STEP = 1.1;

  /** The least number of windows besides the first that must agree. */
  private static final int NEIGHBOURS = 3;

  private final CascadeClassifier cascade;
  private final int minFace;
  private final String hash;

  HaarCascade(int minFace) {
    this.minFace = minFace;
    OpenCv.load(opencv_objdetect.class);
    File file = file();
    hash = Outputs.sha256(file.toPath());
    cascade = new CascadeClassifier();
    if (!cascade.load(file.getPath())) {
      throw new EnvironmentException(
          file.getPath(), "is no cascade", "remove JavaCPP's cache directory (~/.javacpp)");
    }
  }

  private static File file() {
    String path =
        "/org/bytedeco/opencv/" + Loader.getPlatform() + "/share/opencv4/haarcascades/" + FILE;
    try {
      File file = Loader.cacheResource(path);
      if (file == null) {
        throw new EnvironmentException(
            FILE, "is not in OpenCV's jar for this machine", "use {detector=blazeface}");
      }
      return file;
    } catch (IOException e) {
      throw new EnvironmentException(
          FILE,
          "cannot be unpacked: " + e.getMessage(),
          "check free space in JavaCPP's cache directory (~/.javacpp)",
          e);
    }
  }

  @Override
  public List<Face> find(Picture picture) {
    return find(picture, minFace);
  }

  @Override
  public List<Face> find(Picture picture, int least) {
    try (PointerScope scope = new PointerScope()) {
      Mat rgb = OpenCv.rgb(picture);
      Mat grey = new Mat();
      opencv_imgproc.cvtColor(rgb, grey, opencv_imgproc.COLOR_RGB2GRAY);
      opencv_imgproc.equalizeHist(grey, grey);
      RectVector found = new RectVector();
      IntPointer windows = new IntPointer();
      cascade.detectMultiScale2(
          grey, found, windows, STEP, NEIGHBOURS, 0, new Size(least, least), new Size());
      List<Face> faces = new ArrayList<>();
      for (int i = 0; i < found.size(); i++) {
        Rect r = found.get(i);
        double n = windows.get(i);
        faces.add(new Face(new Box(r.x(), r.y(), r.width(), r.height()), n / (n + 3), null));
      }
      return Suppression.largest(faces);
    }
  }

  @Override
  public Detector detector() {
    return Detector.HAAR;
  }

  @Override
  public String modelHash() {
    return hash;
  }

  @Override
  public void close() {
    cascade.close();
  }
}
