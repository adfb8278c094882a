package io.selfcure.vision;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.pictures.Change;
import io.selfcure.core.pictures.SamePicture;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.global.opencv_video;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_core.TermCriteria;
import org.jspecify.annotations.Nullable;

/**
 * Lays one picture over another one and compares them piece by piece. Copies agree everywhere up to
 * brightness, contrast and some noise; two pictures of one person differ where the face has moved.
 *
 * <p>Pictures are compared as 64 x 64 grey values. Laid over by the affine map that maximises the
 * enhanced correlation coefficient (Evangelidis and Psarakis, Parametric Image Alignment Using
 * Enhanced Correlation Coefficient Maximization, PAMI 2008).
 */
public final class PixelComparison implements SamePicture {

  /** Least correlation of any piece of two copies; measured in docs/results.md. */
  static final double SAME = 0.8;

  /** The same where one person is known to be on both: a posed face may hardly have moved. */
  static final double SAME_OF_ONE_PERSON = 0.95;

  private static final int SIDE = 64;
  private static final int PIECE = 16;
  private static final int STEP = 8;

  /** Share of a piece's pixels that both pictures must have. */
  private static final double SEEN = 0.9;

  /** Standard deviation, of 255, below which a piece tells nothing. */
  private static final double FLAT = 6;

  /** The map may not scale by more than this, nor move the centre by more than a share. */
  private static final double SCALE = 1.3;

  private static final double SHIFT = 0.15;

  private static final int FIRST_STEPS = 10;
  private static final int STEPS = 40;

  /** Correlation of the whole after the first steps. */
  private static final double HOPEFUL = 0.9;

  static {
    OpenCv.load();
    OpenCv.load(opencv_video.class);
  }

  /** Pictures that are kept at hand: 4 KB each. */
  private static final int AT_HAND = 16_384;

  private final IntFunction<Mat> pictures;
  private final IntFunction<String> subjects;
  private final Map<Integer, byte[]> atHand = new ConcurrentHashMap<>();

  /**
   * @param pictures grey values of a row's picture, of any size, in the open scope
   * @param subjects who is on a row's picture; empty where that is not known
   */
  PixelComparison(IntFunction<Mat> pictures, IntFunction<String> subjects) {
    this.pictures = pictures;
    this.subjects = subjects;
  }

  /**
   * Compares the pictures of a data set as they are in it, whenever {@link #test} is called.
   *
   * @throws io.selfcure.core.error.DataException then, when a picture is missing or damaged
   */
  public static PixelComparison of(Dataset data) {
    PixelPack packed = data.pack();
    return new PixelComparison(
        row -> grey(data, packed, row), row -> data.samples().get(row).subject());
  }

  /**
   * Grey values of a row's picture, in the open scope.
   *
   * @param packed the data set's pack, null where its pictures are files
   */
  static Mat grey(Dataset data, @Nullable PixelPack packed, int row) {
    Sample sample = data.samples().get(row);
    if (packed == null) {
      return grey(PictureDecoder.decodeMat(PictureFiles.read(data.file(sample)), sample.id()));
    }
    byte[] pixels = new byte[packed.pictureBytes()];
    packed.read(Dataset.packIndex(sample.path()), pixels, 0);
    int type = opencv_core.CV_8UC(packed.channels());
    return grey(new Mat(packed.height(), packed.width(), type, new BytePointer(pixels)));
  }

  private static Mat grey(Mat picture) {
    if (picture.channels() == 1) {
      return picture;
    }
    Mat grey = new Mat();
    opencv_imgproc.cvtColor(picture, grey, opencv_imgproc.COLOR_RGB2GRAY);
    return grey;
  }

  @Override
  public boolean test(int a, int b, Change change) {
    String subject = subjects.apply(a);
    boolean onePerson = !subject.isEmpty() && subject.equals(subjects.apply(b));
    return agreement(a, b, change) >= (onePerson ? SAME_OF_ONE_PERSON : SAME);
  }

  /**
   * How well two pictures agree where they agree least.
   *
   * @return the least correlation of a piece, -1..1; -1 where they cannot be laid over each other
   */
  double agreement(int a, int b, Change change) {
    try (PointerScope scope = new PointerScope()) {
      Mat from = picture(a);
      Mat onto = picture(b);
      if (change.mirrored()) {
        opencv_core.flip(from, from, 1);
      }
      Mat map = map(change);
      if (!align(onto, from, map) || !plausible(map)) {
        return -1;
      }
      Mat laid = new Mat();
      Mat seen = new Mat();
      int how = opencv_imgproc.INTER_LINEAR | opencv_imgproc.WARP_INVERSE_MAP;
      Size size = new Size(SIDE, SIDE);
      Mat ones = new Mat(SIDE, SIDE, opencv_core.CV_32F, new Scalar(1));
      opencv_imgproc.warpAffine(
          from, laid, map, size, how, opencv_core.BORDER_CONSTANT, new Scalar(0));
      opencv_imgproc.warpAffine(
          ones, seen, map, size, how, opencv_core.BORDER_CONSTANT, new Scalar(0));
      return least(values(laid), values(onto), values(seen));
    }
  }

  /** A row's picture, smoothed. */
  private Mat picture(int row) {
    byte[] small = atHand.get(row);
    if (small == null) {
      if (atHand.size() >= AT_HAND) {
        atHand.clear();
      }
      small = small(pictures.apply(row));
      atHand.put(row, small);
    }
    Mat smooth = new Mat();
    opencv_imgproc.GaussianBlur(
        new Mat(SIDE, SIDE, opencv_core.CV_8UC1, new BytePointer(small)),
        smooth,
        new Size(3, 3),
        0.8);
    Mat values = new Mat();
    smooth.convertTo(values, opencv_core.CV_32F);
    return values;
  }

  private static byte[] small(Mat grey) {
    boolean shrinks = grey.rows() >= SIDE && grey.cols() >= SIDE;
    Mat small = new Mat();
    opencv_imgproc.resize(
        grey,
        small,
        new Size(SIDE, SIDE),
        0,
        0,
        shrinks ? opencv_imgproc.INTER_AREA : opencv_imgproc.INTER_LINEAR);
    byte[] pixels = new byte[SIDE * SIDE];
    small.data().get(pixels);
    return pixels;
  }

  /** The change as a map from places of the changed picture to places of the picture. */
  private static Mat map(Change change) {
    double cos = Math.cos(Math.toRadians(change.degrees())) * change.part();
    double sin = Math.sin(Math.toRadians(change.degrees())) * change.part();
    double centre = (SIDE - 1) / 2.0;
    Mat map = new Mat(2, 3, opencv_core.CV_32F);
    try (FloatIndexer m = map.createIndexer()) {
      m.put(0, 0, (float) cos).put(0, 1, (float) -sin);
      m.put(0, 2, (float) (centre - cos * centre + sin * centre));
      m.put(1, 0, (float) sin).put(1, 1, (float) cos);
      m.put(1, 2, (float) (centre - sin * centre - cos * centre));
    }
    return map;
  }

  /** Most pictures that look alike are no copies: the first steps show it. */
  private static boolean align(Mat onto, Mat from, Mat map) {
    try {
      return climb(onto, from, map, FIRST_STEPS) > HOPEFUL && climb(onto, from, map, STEPS) > 0;
    } catch (RuntimeException e) {
      return false; // it did not converge: they have nothing in common
    }
  }

  private static double climb(Mat onto, Mat from, Mat map, int steps) {
    TermCriteria stop = new TermCriteria(TermCriteria.COUNT | TermCriteria.EPS, steps, 1e-4);
    return opencv_video.findTransformECC(
        onto, from, map, opencv_video.MOTION_AFFINE, stop, new Mat(), 5);
  }

  private static boolean plausible(Mat map) {
    float[] m = values(map);
    double scale = Math.sqrt(Math.abs(m[0] * m[4] - m[1] * m[3]));
    double centre = (SIDE - 1) / 2.0;
    double shift =
        Math.hypot(
            m[0] * centre + m[1] * centre + m[2] - centre,
            m[3] * centre + m[4] * centre + m[5] - centre);
    return scale < SCALE && scale > 1 / SCALE && shift < SHIFT * SIDE;
  }

  private static float[] values(Mat mat) {
    float[] values = new float[Math.toIntExact(mat.total())];
    try (FloatIndexer in = mat.createIndexer()) {
      in.get(0, 0, values);
    }
    return values;
  }

  private static double least(float[] a, float[] b, float[] seen) {
    double least = 2;
    for (int y = 0; y + PIECE <= SIDE; y += STEP) {
      for (int x = 0; x + PIECE <= SIDE; x += STEP) {
        least = Math.min(least, piece(a, b, seen, y, x));
      }
    }
    return least > 1 ? -1 : least; // nothing could be compared
  }

  /** Correlation of a piece; 2 where it tells nothing. */
  private static double piece(float[] a, float[] b, float[] seen, int top, int left) {
    double n = 0;
    double sumA = 0;
    double sumB = 0;
    double squaresA = 0;
    double squaresB = 0;
    double product = 0;
    for (int y = top; y < top + PIECE; y++) {
      for (int x = left; x < left + PIECE; x++) {
        int i = y * SIDE + x;
        if (seen[i] > 0.999f) {
          n++;
          sumA += a[i];
          sumB += b[i];
          squaresA += a[i] * a[i];
          squaresB += b[i] * b[i];
          product += a[i] * b[i];
        }
      }
    }
    double varianceA = squaresA / n - sumA / n * (sumA / n);
    double varianceB = squaresB / n - sumB / n * (sumB / n);
    if (n < SEEN * PIECE * PIECE || Math.min(varianceA, varianceB) < FLAT * FLAT) {
      return 2;
    }
    return (product / n - sumA / n * (sumB / n)) / Math.sqrt(varianceA * varianceB);
  }
}
