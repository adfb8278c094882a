package io.selfcure.vision.face;

import io.selfcure.core.data.Box;
import io.selfcure.vision.OpenCv;
import io.selfcure.vision.Picture;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.jspecify.annotations.Nullable;

/**
 * BlazeFace on pictures of any size. The network sees faces between about 0.15 and 0.8 of its input
 * in width, so it looks at squares of several sizes that cover the picture, taking what it half
 * believes. Then it looks at each of these candidates alone, at the size that it sees best: only
 * what it believes then is a face. Of a face it takes four such looks, two of them on the mirror
 * image, and their mean: one look tells the eyes' line to about 3 degrees only. So box and
 * landmarks do not depend on the size of the picture (docs/decisions/0011-face-detection.md).
 */
final class BlazeFace implements FaceFinder {

  /** The smallest face that the network finds for sure, as a part of the square it looks at. */
  private static final double SMALLEST = 0.15;

  /** The side of a square from which its pixels are enough, and more are no help. */
  private static final int ENOUGH = ShortRange.INPUT * 3 / 2;

  /** Squares larger than that by this much make shrinking the picture worth it. */
  private static final double WORTH = 1.5;

  /** How large a candidate is in the squares in which it is alone. */
  private static final double[] ALONE = {0.35, 0.5};

  /** The least score of a candidate. */
  private static final double CANDIDATE = 0.5;

  /** What one look at a candidate alone must see to count; else it counts as 0. */
  private static final double LOOK = 0.3;

  /** The least score of what is worth a look where no face is found, and how many are looked at. */
  private static final double HINT = 0.05;

  private static final int HINTS = 3;

  /** The least mean score of the looks at a candidate alone. */
  private static final double FACE = 0.65;

  private final ShortRange network = new ShortRange();
  private final int minFace;

  BlazeFace(int minFace) {
    this.minFace = minFace;
  }

  private static int square(int minFace) {
    return (int) Math.floor(minFace / SMALLEST);
  }

  @Override
  public List<Face> find(Picture picture) {
    return find(picture, minFace);
  }

  @Override
  public List<Face> find(Picture picture, int least) {
    try (PointerScope scope = new PointerScope()) {
      Mat rgb = OpenCv.rgb(picture);
      List<Face> faces = new ArrayList<>();
      for (Face candidate : candidates(rgb, square(least))) {
        if (candidate.outside(picture.height(), picture.width()) < 1) {
          faces.addAll(alone(rgb, candidate.box()));
        }
      }
      return Suppression.largest(faces);
    }
  }

  /**
   * What may be a face. Where even the smallest squares are far larger than the network's input,
   * the picture is shrunk once rather than in each of them.
   */
  private List<Face> candidates(Mat rgb, int leastSquare) {
    if (leastSquare < WORTH * ENOUGH) {
      return looks(rgb, leastSquare);
    }
    double factor = (double) leastSquare / ENOUGH;
    Mat small = new Mat();
    Size size =
        new Size(
            Math.max(1, (int) Math.round(rgb.cols() / factor)),
            Math.max(1, (int) Math.round(rgb.rows() / factor)));
    opencv_imgproc.resize(rgb, small, size, 0, 0, opencv_imgproc.INTER_AREA);
    float sx = (float) rgb.cols() / small.cols();
    float sy = (float) rgb.rows() / small.rows();
    List<Face> large = new ArrayList<>();
    for (Face f : looks(small, ENOUGH)) {
      Box b = f.box();
      Box box = new Box(b.x() * sx, b.y() * sy, b.width() * sx, b.height() * sy);
      large.add(new Face(box, f.score(), null)); // its landmarks are found by looking at it alone
    }
    return large;
  }

  private List<Face> looks(Mat rgb, int leastSquare) {
    List<Face> candidates = new ArrayList<>();
    for (Square square : Square.cover(rgb.rows(), rgb.cols(), leastSquare)) {
      candidates.addAll(network.look(rgb, square, false, CANDIDATE));
    }
    return Suppression.weighted(candidates);
  }

  /**
   * How sure it is that the picture holds a face: the greatest mean score of the looks at one of
   * the likeliest candidates alone, 0 where there is none. From {@link #FACE} on it is a face.
   *
   * @param minFace width of the smallest face to look for, pixels
   */
  double sureness(Picture picture, int minFace) {
    try (PointerScope scope = new PointerScope()) {
      Mat rgb = OpenCv.rgb(picture);
      List<Face> candidates = new ArrayList<>();
      for (Square square : Square.cover(picture.height(), picture.width(), square(minFace))) {
        candidates.addAll(network.look(rgb, square, false, HINT));
      }
      double surest = 0;
      for (Face hint : Suppression.weighted(candidates).stream().limit(HINTS).toList()) {
        if (surest < FACE && hint.outside(picture.height(), picture.width()) < 1) {
          surest = Math.max(surest, looks(rgb, hint.box(), 0, new ArrayList<>()));
        }
      }
      return surest;
    }
  }

  /** The candidate as a face, or nothing. */
  private List<Face> alone(Mat rgb, Box candidate) {
    List<Face> looks = new ArrayList<>();
    double score = looks(rgb, candidate, FACE, looks);
    if (score < FACE) {
      return List.of();
    }
    Face mean = Suppression.mean(looks);
    return List.of(new Face(mean.box(), score, mean.landmarks()));
  }

  /**
   * Where eyes, nose and mouth of a face are that another detector found.
   *
   * @param rgb the picture, three channels of bytes
   * @return null where this network sees no face there
   */
  @Nullable Landmarks landmarks(Mat rgb, Box box) {
    List<Face> looks = new ArrayList<>();
    return looks(rgb, box, LOOK, looks) < LOOK ? null : Suppression.mean(looks).landmarks();
  }

  /**
   * The mean score of the looks at a candidate alone.
   *
   * @param least a mean below this is not worth further looks; what was seen so far is given then
   * @param looks takes what they saw
   */
  private double looks(Mat rgb, Box candidate, double least, List<Face> looks) {
    double sum = 0;
    int left = 2 * ALONE.length;
    double needed = least * left;
    for (double part : ALONE) {
      for (boolean mirrored : new boolean[] {false, true}) {
        for (Face f : network.look(rgb, around(candidate, part), mirrored, LOOK)) {
          if (Face.overlap(f.box(), candidate) > Suppression.OVERLAP) {
            looks.add(f);
            sum += f.score();
            break;
          }
        }
        left--;
        if (sum + left < needed) {
          return sum / (2 * ALONE.length);
        }
      }
    }
    return sum / (2 * ALONE.length);
  }

  private static Square around(Box box, double part) {
    int side = (int) Math.ceil(Math.max(box.width(), box.height()) / part);
    return new Square(
        Math.round(box.x() + box.width() / 2 - side / 2f),
        Math.round(box.y() + box.height() / 2 - side / 2f),
        side);
  }

  @Override
  public Detector detector() {
    return Detector.BLAZEFACE;
  }

  @Override
  public String modelHash() {
    return network.hash();
  }

  @Override
  public void close() {
    network.close();
  }
}
