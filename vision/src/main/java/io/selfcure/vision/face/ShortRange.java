package io.selfcure.vision.face;

import io.selfcure.core.data.Box;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.error.EnvironmentException;
import io.selfcure.vision.OpenCv;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_core.StringVector;
import org.bytedeco.opencv.opencv_dnn.Net;

/**
 * The network: BlazeFace for short range (MediaPipe, Apache-2.0), 128 x 128 pixels in, from -1 to
 * 1, red, green and blue. Out come 896 anchors' logits and 16 numbers each, in pixels of the input
 * and relative to the anchor: centre, width and height of the box, then right eye, left eye, nose,
 * mouth and the two ears.
 */
final class ShortRange implements AutoCloseable {

  private static final String FILE = "face_detection_short_range.tflite";

  /** Pixels of the network's input in each direction. */
  static final int INPUT = 128;

  /** Numbers of one anchor. */
  private static final int NUMBERS = 16;

  /** Half of the greatest pixel value: input values are v / 127.5 - 1. */
  private static final double HALF = 127.5;

  /** A grid of anchors: every so many pixels, so many at each place. */
  private record Grid(int stride, int each) {}

  private static final List<Grid> GRIDS = List.of(new Grid(8, 2), new Grid(16, 6));
  private static final List<Point> ANCHORS = anchors();

  private final Net net;
  private final StringVector outputs;
  private final String hash;

  ShortRange() {
    OpenCv.load(opencv_dnn.class);
    byte[] model = model();
    MessageDigest digest = Outputs.sha256();
    digest.update(model);
    hash = Outputs.hex(digest);
    net = opencv_dnn.readNetFromTFLite(model);
    outputs = new StringVector("classificators", "regressors");
  }

  /** Whether the build had the model. */
  static boolean isBuiltIn() {
    return ShortRange.class.getResource(FILE) != null;
  }

  private static byte[] model() {
    try (InputStream in = ShortRange.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new EnvironmentException(
            FILE,
            "the default face detector's model, is not in this build, which had no npm",
            "install npm and build again, or take {detector=haar} {align=none}, or {detector=yunet}"
                + " with {model}");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new EnvironmentException(
          FILE, "cannot be read: " + e.getMessage(), "build the program again", e);
    }
  }

  /** The middles of the grids' cells, in pixels of the input, in the order of the outputs. */
  private static List<Point> anchors() {
    List<Point> anchors = new ArrayList<>();
    for (Grid grid : GRIDS) {
      for (int y = grid.stride() / 2; y < INPUT; y += grid.stride()) {
        for (int x = grid.stride() / 2; x < INPUT; x += grid.stride()) {
          for (int i = 0; i < grid.each(); i++) {
            anchors.add(new Point(x, y));
          }
        }
      }
    }
    return List.copyOf(anchors);
  }

  String hash() {
    return hash;
  }

  /**
   * The faces in a part of a picture, the surest first; what lies outside the picture is black.
   *
   * @param rgb the picture, three channels of bytes
   * @param mirrored whether the network is shown the part's mirror image; what it finds is turned
   *     back
   * @param least the least score
   */
  List<Face> look(Mat rgb, Square square, boolean mirrored, double least) {
    try (PointerScope scope = new PointerScope()) {
      View view = View.of(rgb, square, mirrored);
      Mat blob =
          opencv_dnn.blobFromImage(
              view.pixels(),
              1 / HALF,
              new Size(INPUT, INPUT),
              new Scalar(HALF, HALF, HALF, 0),
              false,
              false,
              opencv_core.CV_32F);
      net.setInput(blob);
      MatVector out = new MatVector();
      net.forward(out, outputs);
      FloatBuffer logits = out.get(0).createBuffer();
      FloatBuffer numbers = out.get(1).createBuffer();
      List<Face> found = new ArrayList<>();
      for (int i = 0; i < ANCHORS.size(); i++) {
        double score = 1 / (1 + Math.exp(-logits.get(i)));
        if (score >= least) {
          float[] of = new float[NUMBERS];
          numbers.get(i * NUMBERS, of);
          if (of[2] > 0 && of[3] > 0) {
            found.add(face(of, ANCHORS.get(i), score, view));
          }
        }
      }
      return Suppression.weighted(found);
    }
  }

  private static Face face(float[] of, Point anchor, double score, View view) {
    Point from = view.picture(anchor.x() + of[0] - of[2] / 2, anchor.y() + of[1] - of[3] / 2);
    Point to = view.picture(anchor.x() + of[0] + of[2] / 2, anchor.y() + of[1] + of[3] / 2);
    Point[] marks = new Point[4];
    for (int i = 0; i < marks.length; i++) {
      marks[i] = view.picture(anchor.x() + of[4 + 2 * i], anchor.y() + of[5 + 2 * i]);
    }
    Box box =
        new Box(
            (float) Math.min(from.x(), to.x()),
            (float) from.y(),
            (float) Math.abs(to.x() - from.x()),
            (float) (to.y() - from.y()));
    Point right = view.mirrored() ? marks[1] : marks[0];
    Point left = view.mirrored() ? marks[0] : marks[1];
    return new Face(box, score, new Landmarks(right, left, marks[2], List.of(marks[3])));
  }

  @Override
  public void close() {
    outputs.close();
    net.close();
  }

  /**
   * What the network sees.
   *
   * @param pixels INPUT x INPUT, three channels
   * @param part the part of the picture that is in it, pixels of the picture
   * @param at where that part lies in it, pixels of the input, before it is mirrored
   * @param mirrored whether right and left are exchanged
   */
  private record View(Mat pixels, Rect part, Rect at, boolean mirrored) {

    static View of(Mat rgb, Square s, boolean mirrored) {
      int left = Math.max(0, s.x());
      int top = Math.max(0, s.y());
      int right = Math.min(rgb.cols(), s.x() + s.side());
      int bottom = Math.min(rgb.rows(), s.y() + s.side());
      if (left >= right || top >= bottom) {
        throw new IllegalArgumentException(s + " lies outside the picture");
      }
      double scale = (double) INPUT / s.side();
      Rect part = new Rect(left, top, right - left, bottom - top);
      int x = within(Math.round((left - s.x()) * scale), INPUT - 1);
      int y = within(Math.round((top - s.y()) * scale), INPUT - 1);
      Rect at =
          new Rect(
              x,
              y,
              Math.max(1, within(Math.round((right - left) * scale), INPUT - x)),
              Math.max(1, within(Math.round((bottom - top) * scale), INPUT - y)));
      Mat pixels = new Mat(INPUT, INPUT, opencv_core.CV_8UC3, new Scalar(0, 0, 0, 0));
      opencv_imgproc.resize(
          rgb.apply(part),
          pixels.apply(at),
          at.size(),
          0,
          0,
          scale < 1 ? opencv_imgproc.INTER_AREA : opencv_imgproc.INTER_LINEAR);
      if (mirrored) {
        opencv_core.flip(pixels, pixels, 1); // about the vertical axis
      }
      return new View(pixels, part, at, mirrored);
    }

    private static int within(long value, int most) {
      return (int) Math.min(value, most);
    }

    /** A place of the input in the picture. */
    Point picture(double x, double y) {
      double plain = mirrored ? INPUT - x : x;
      return new Point(
          part.x() + (plain - at.x()) * part.width() / at.width(),
          part.y() + (y - at.y()) * part.height() / at.height());
    }
  }
}
