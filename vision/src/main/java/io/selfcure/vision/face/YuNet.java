package io.selfcure.vision.face;

import io.selfcure.core.data.Box;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.error.ModelException;
import io.selfcure.core.error.Reasons;
import io.selfcure.vision.OpenCv;
import io.selfcure.vision.Picture;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.global.opencv_objdetect;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.FaceDetectorYN;
import org.jspecify.annotations.Nullable;

/**
 * YuNet (Wu, Peng and Yu, 2023), as OpenCV runs it. It finds faces of 10 to 300 pixels: a picture
 * is shrunk until the smallest wanted face has 20, and is looked at a second time, smaller, where a
 * face could be larger than 300 pixels then.
 *
 * <p>Its own five points hardly follow a head that is tilted, the less the smaller the face is in
 * what it is shown (docs/decisions/0011-face-detection.md). Landmarks are those that BlazeFace sees
 * there, and none where it sees no face.
 */
final class YuNet implements FaceFinder {

  private static final int MAX_BYTES = 64 << 20;
  private static final double SMALLEST = 20;
  private static final double LARGEST = 300;

  /** Numbers of a face: box, five points that are not used, score. */
  private static final int NUMBERS = 15;

  private static final float FACE = 0.7f;
  private static final float OVERLAP = 0.3f;
  private static final int MOST = 5000;

  private final FaceDetectorYN network;
  private final @Nullable BlazeFace marks;
  private final int minFace;
  private final String hash;

  YuNet(Path model, int minFace) {
    this.minFace = minFace;
    OpenCv.load(opencv_objdetect.class);
    byte[] bytes = read(model);
    MessageDigest digest = Outputs.sha256();
    digest.update(bytes);
    marks = Detector.hasBlazeFace() ? new BlazeFace(minFace) : null;
    if (marks != null) {
      digest.update(marks.modelHash().getBytes(StandardCharsets.UTF_8));
    }
    hash = Outputs.hex(digest);
    try (PointerScope scope = new PointerScope()) {
      network =
          FaceDetectorYN.create(
              new BytePointer("onnx"),
              new BytePointer(bytes),
              new BytePointer(0L),
              new Size((int) LARGEST, (int) LARGEST),
              FACE,
              OVERLAP,
              MOST,
              0,
              0);
      network.retainReference(); // outlives this scope
    } catch (RuntimeException e) {
      if (marks != null) {
        marks.close();
      }
      throw new ModelException(
          model.toString(),
          "cannot be loaded as YuNet: " + e.getMessage(),
          "name face_detection_yunet_2023mar.onnx from OpenCV's model zoo",
          e);
    }
  }

  private static byte[] read(Path model) {
    try {
      if (!Files.isRegularFile(model)) {
        throw new ModelException(model.toString(), "is no file", "name YuNet's ONNX file");
      }
      if (Files.size(model) > MAX_BYTES) {
        throw new ModelException(
            model.toString(), "has more than " + MAX_BYTES + " bytes", "name YuNet's ONNX file");
      }
      return Files.readAllBytes(model);
    } catch (IOException e) {
      throw new ModelException(
          model.toString(), "cannot be read: " + Reasons.of(e), "check its permissions", e);
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
      Mat bgr = new Mat();
      opencv_imgproc.cvtColor(rgb, bgr, opencv_imgproc.COLOR_RGB2BGR);
      double length = Math.max(picture.height(), picture.width());
      double scale = Math.min(1, SMALLEST / least);
      List<Face> faces = new ArrayList<>(look(bgr, scale));
      if (length * scale > LARGEST) {
        faces.addAll(look(bgr, LARGEST / length));
      }
      return Suppression.largest(faces).stream()
          .map(f -> new Face(f.box(), f.score(), landmarks(rgb, f.box())))
          .toList();
    }
  }

  private @Nullable Landmarks landmarks(Mat rgb, Box box) {
    return marks == null ? null : marks.landmarks(rgb, box);
  }

  private List<Face> look(Mat bgr, double scale) {
    int width = Math.max(1, (int) Math.round(bgr.cols() * scale));
    int height = Math.max(1, (int) Math.round(bgr.rows() * scale));
    Size size = new Size(width, height);
    Mat small = new Mat();
    opencv_imgproc.resize(bgr, small, size, 0, 0, opencv_imgproc.INTER_AREA);
    network.setInputSize(size);
    Mat found = new Mat();
    network.detect(small, found);
    double sx = (double) bgr.cols() / width;
    double sy = (double) bgr.rows() / height;
    List<Face> faces = new ArrayList<>();
    if (found.empty()) {
      return faces;
    }
    FloatBuffer numbers = found.createBuffer();
    for (int row = 0; row < found.rows(); row++) {
      float[] of = new float[NUMBERS];
      numbers.get(row * NUMBERS, of);
      if (of[2] > 0 && of[3] > 0) {
        faces.add(face(of, sx, sy));
      }
    }
    return faces;
  }

  private static Face face(float[] of, double sx, double sy) {
    return new Face(
        new Box(
            (float) (of[0] * sx), (float) (of[1] * sy), (float) (of[2] * sx), (float) (of[3] * sy)),
        Math.min(1, of[NUMBERS - 1]),
        null);
  }

  @Override
  public Detector detector() {
    return Detector.YUNET;
  }

  @Override
  public String modelHash() {
    return hash;
  }

  @Override
  public void close() {
    network.close();
    if (marks != null) {
      marks.close();
    }
  }
}
