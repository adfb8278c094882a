package io.selfcure.vision.face;

import io.selfcure.core.error.UsageException;
import io.selfcure.vision.OpenCv;
import io.selfcure.vision.Picture;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Cuts faces out. Safe from several threads.
 *
 * @param align how
 * @param margin added in each direction, as a part of the square's side, 0 to 1
 * @param shift how far below the box's middle the crop's lies, as a part of the box's longer side,
 *     -0.5 to 0.5; 0 but for {@link Alignment#NONE}
 * @param size the crop's side, pixels, 16 to 1024
 */
public record Cropper(Alignment align, double margin, double shift, int size) {

  /** Side at which blur is measured, so that figures of crops of different sizes compare. */
  private static final int BLUR_SIDE = 112;

  private static final int LEAST = 16;
  private static final int MOST = 1024;
  private static final double GREY = 255;
  private static final double MOST_SHIFT = 0.5;

  /** Pixels around the part of the picture that a crop needs, for interpolation. */
  private static final int RIM = 2;

  static {
    OpenCv.load(opencv_imgproc.class);
  }

  /** Checks margin and size. */
  public Cropper {
    if (!(margin >= 0 && margin <= 1)) {
      throw new UsageException("{margin}", margin + " is not in 0..1", "give a part such as 0.15");
    }
    if (!(Math.abs(shift) <= MOST_SHIFT) || (shift != 0 && align != Alignment.NONE)) {
      throw new IllegalArgumentException("a shift of " + shift + " with " + align);
    }
    if (size < LEAST || size > MOST) {
      throw new UsageException(
          "{size}", size + " is not in " + LEAST + ".." + MOST, "give pixels such as 224");
    }
  }

  /** Cuts out squares around the template's or the box's middle. */
  public Cropper(Alignment align, double margin, int size) {
    this(align, margin, 0, size);
  }

  /**
   * Cuts a face out. Beyond the picture's border its outermost pixels are repeated.
   *
   * @throws IllegalArgumentException when the face has no landmarks and the alignment needs them
   */
  public FaceCrop crop(Picture picture, Face face) {
    Similarity map = align.of(face, margin, shift, size);
    try (PointerScope scope = new PointerScope()) {
      Mat rgb = OpenCv.rgb(picture);
      Mat out = warp(rgb, map);
      byte[] pixels = new byte[size * size * 3];
      out.data().get(pixels);
      return new FaceCrop(
          face,
          new Picture(size, size, pixels),
          map,
          outside(map, picture.height(), picture.width()),
          judge(out, face));
    }
  }

  /** Shrinks first where pixels would be left out between those that are read. */
  private Mat warp(Mat rgb, Similarity map) {
    Rect part = part(rgb, map.inverse());
    Mat source = rgb.apply(part);
    double factor = 1;
    if (map.scale() < 1) {
      factor = map.scale();
      Mat small = new Mat();
      int width = Math.max(1, (int) Math.round(part.width() * factor));
      int height = Math.max(1, (int) Math.round(part.height() * factor));
      opencv_imgproc.resize(
          source, small, new Size(width, height), 0, 0, opencv_imgproc.INTER_AREA);
      source = small;
    }
    double sx = (double) source.cols() / part.width();
    double sy = (double) source.rows() / part.height();
    // OpenCV counts from pixels' middles, this program from their corners. From crop to source:
    Similarity back = map.inverse();
    double[] m = {
      back.a() * sx,
      -back.b() * sx,
      (back.apply(new Point(0.5, 0.5)).x() - part.x()) * sx - 0.5,
      back.b() * sy,
      back.a() * sy,
      (back.apply(new Point(0.5, 0.5)).y() - part.y()) * sy - 0.5
    };
    Mat matrix = new Mat(2, 3, opencv_core.CV_64F, new DoublePointer(m));
    Mat out = new Mat();
    opencv_imgproc.warpAffine(
        source,
        out,
        matrix,
        new Size(size, size),
        opencv_imgproc.INTER_LINEAR | opencv_imgproc.WARP_INVERSE_MAP,
        opencv_core.BORDER_REPLICATE,
        new Scalar(0, 0, 0, 0));
    return out;
  }

  /** The part of the picture that the crop shows; at the least the pixel nearest to it. */
  private Rect part(Mat rgb, Similarity back) {
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (int corner = 0; corner < 4; corner++) {
      Point p = back.apply(new Point((corner & 1) * size, (corner >> 1) * size));
      left = Math.min(left, p.x());
      right = Math.max(right, p.x());
      top = Math.min(top, p.y());
      bottom = Math.max(bottom, p.y());
    }
    int x = within(Math.floor(left) - RIM, 0, rgb.cols() - 1);
    int y = within(Math.floor(top) - RIM, 0, rgb.rows() - 1);
    int toX = within(Math.ceil(right) + RIM, x + 1, rgb.cols());
    int toY = within(Math.ceil(bottom) + RIM, y + 1, rgb.rows());
    return new Rect(x, y, toX - x, toY - y);
  }

  private static int within(double value, int least, int most) {
    return (int) Math.max(least, Math.min(most, value));
  }

  /** The part of a grid of points in the crop that fall outside the picture. */
  private double outside(Similarity map, int height, int width) {
    Similarity back = map.inverse();
    int grid = 32;
    int out = 0;
    for (int i = 0; i < grid * grid; i++) {
      int row = i / grid;
      Point p = back.apply(new Point((i % grid + 0.5) * size / grid, (row + 0.5) * size / grid));
      if (p.x() < 0 || p.y() < 0 || p.x() > width || p.y() > height) {
        out++;
      }
    }
    return (double) out / (grid * grid);
  }

  private static Quality judge(Mat rgb, Face face) {
    Mat grey = new Mat();
    opencv_imgproc.cvtColor(rgb, grey, opencv_imgproc.COLOR_RGB2GRAY);
    Mat even = new Mat();
    opencv_imgproc.resize(
        grey,
        even,
        new Size(BLUR_SIDE, BLUR_SIDE),
        0,
        0,
        grey.rows() > BLUR_SIDE ? opencv_imgproc.INTER_AREA : opencv_imgproc.INTER_LINEAR);
    Mat edges = new Mat();
    opencv_imgproc.Laplacian(even, edges, opencv_core.CV_64F);
    double[] edge = meanAndDeviation(edges);
    double[] light = meanAndDeviation(grey);
    return Quality.of(face, edge[1] * edge[1], light[0] / GREY, light[1] / GREY);
  }

  private static double[] meanAndDeviation(Mat mat) {
    Mat mean = new Mat();
    Mat deviation = new Mat();
    opencv_core.meanStdDev(mat, mean, deviation);
    return new double[] {
      new DoublePointer(mean.data()).get(), new DoublePointer(deviation.data()).get()
    };
  }
}
