package io.selfcure.vision;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Shuffle;
import io.selfcure.core.data.Split;
import io.selfcure.core.pictures.PictureChecks;
import io.selfcure.core.pictures.Print;
import io.selfcure.core.pictures.Prints;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point2f;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.jspecify.annotations.Nullable;

/**
 * Makes copies of a data set's pictures in the ways that copies come about, and counts which of
 * them are found again among all.
 */
public final class CopiesBench {

  private CopiesBench() {}

  /**
   * What was found of a kind of copies.
   *
   * @param found copies in a group with the picture they are of
   * @param all copies
   * @param nearlyEqual as {@code found}, of pictures nearly equal as they are
   */
  public record Found(int found, int all, int nearlyEqual) {}

  /**
   * What was found.
   *
   * @param kinds by the kind's name, in order
   * @param others pairs of different pictures of the data set in one group
   * @param othersNearlyEqual as {@code others}, of pictures nearly equal as they are
   * @param examples some of {@code others}
   */
  public record Result(
      Map<String, Found> kinds, long others, long othersNearlyEqual, List<String> examples) {}

  /** The ways in which copies come about. */
  private static Map<String, UnaryOperator<Mat>> kinds() {
    Map<String, UnaryOperator<Mat>> kinds = new LinkedHashMap<>();
    kinds.put("same", m -> m);
    kinds.put("mirrored", CopiesBench::mirrored);
    kinds.put("brighter by 20 %", m -> scaled(m, 1.2, 0));
    kinds.put("contrast by 30 %", m -> scaled(m, 1.3, -38));
    kinds.put("turned by 5 degrees", m -> turned(m, 5));
    kinds.put("turned by -5 degrees", m -> turned(m, -5));
    kinds.put("turned by 10 degrees", m -> turned(m, 10));
    kinds.put("cropped by 5 %", m -> cropped(m, 0.05));
    kinds.put("cropped by 10 %", m -> cropped(m, 0.1));
    kinds.put("JPEG of quality 50", CopiesBench::compressed);
    kinds.put("two thirds of its size", m -> resized(m, m.rows() * 2 / 3, m.cols() * 2 / 3));
    return kinds;
  }

  /**
   * Runs the bench on training pictures.
   *
   * @param pictures how many, chosen at random
   * @param file where prints are written; replaced
   */
  public static Result run(Dataset data, int pictures, long seed, Path file) {
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < data.samples().size(); row++) {
      if (data.samples().get(row).split() == Split.TRAIN) {
        rows.add(row);
      }
    }
    Shuffle.list(rows, new SplittableRandom(seed));
    List<Integer> chosen = List.copyOf(rows.subList(0, Math.min(pictures, rows.size())));
    List<UnaryOperator<Mat>> ways = new ArrayList<>(kinds().values());
    ways.add(0, m -> m);
    Mats mats = new Mats(data, data.pack(), chosen, ways);
    try (Prints.Writer prints = new Prints.Writer(file)) {
      for (int i = 0; i < chosen.size() * ways.size(); i++) {
        prints.add(mats.print(i));
      }
    }
    Prints prints = Prints.open(file);
    List<List<Integer>> groups =
        PictureChecks.copies(prints, new PixelComparison(mats::grey, i -> ""));
    return result(data, mats, groups, PictureChecks.nearDuplicates(prints));
  }

  private static Result result(
      Dataset data, Mats mats, List<List<Integer>> groups, List<List<Integer>> nearlyEqual) {
    int[] group = groupOf(mats.count(), groups);
    int[] near = groupOf(mats.count(), nearlyEqual);
    int n = mats.rows.size();
    Map<String, Found> kinds = new LinkedHashMap<>();
    int k = 1;
    for (String name : kinds().keySet()) {
      int found = 0;
      int foundNear = 0;
      for (int i = 0; i < n; i++) {
        found += group[i] == group[k * n + i] ? 1 : 0;
        foundNear += near[i] == near[k * n + i] ? 1 : 0;
      }
      kinds.put(name, new Found(found, n, foundNear));
      k++;
    }
    List<String> examples = new ArrayList<>();
    long others = 0;
    long othersNear = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        othersNear += near[i] == near[j] ? 1 : 0;
        if (group[i] == group[j]) {
          others++;
          examples.add(id(data, mats, i) + " = " + id(data, mats, j));
        }
      }
    }
    return new Result(
        kinds, others, othersNear, examples.subList(0, Math.min(20, examples.size())));
  }

  private static String id(Dataset data, Mats mats, int i) {
    Sample s = data.samples().get(mats.rows.get(i));
    return s.id() + " (" + data.labels().name(s.label()) + ")";
  }

  /** The group's first member; those that are alone are groups of their own. */
  private static int[] groupOf(int count, List<List<Integer>> groups) {
    int[] group = new int[count];
    for (int i = 0; i < count; i++) {
      group[i] = i;
    }
    groups.forEach(g -> g.forEach(i -> group[i] = g.get(0)));
    return group;
  }

  /** Picture i % n in way i / n. */
  private record Mats(
      Dataset data, @Nullable PixelPack packed, List<Integer> rows, List<UnaryOperator<Mat>> ways) {

    int count() {
      return rows.size() * ways.size();
    }

    Mat grey(int i) {
      return ways.get(i / rows.size())
          .apply(PixelComparison.grey(data, packed, rows.get(i % rows.size())));
    }

    Print print(int i) {
      try (PointerScope scope = new PointerScope()) {
        Mat mat = grey(i).clone(); // without gaps between rows
        return Print.of(mat.data().capacity(mat.total()).asByteBuffer(), mat.rows(), mat.cols(), 1);
      }
    }
  }

  private static Mat mirrored(Mat m) {
    Mat out = new Mat();
    opencv_core.flip(m, out, 1);
    return out;
  }

  private static Mat scaled(Mat m, double factor, double offset) {
    Mat out = new Mat();
    m.convertTo(out, -1, factor, offset);
    return out;
  }

  /** With black corners, as most tools do it. */
  private static Mat turned(Mat m, double degrees) {
    Point2f centre = new Point2f((m.cols() - 1) / 2f, (m.rows() - 1) / 2f);
    Mat out = new Mat();
    opencv_imgproc.warpAffine(
        m,
        out,
        opencv_imgproc.getRotationMatrix2D(centre, degrees, 1),
        m.size(),
        opencv_imgproc.INTER_LINEAR,
        opencv_core.BORDER_CONSTANT,
        new Scalar(0));
    return out;
  }

  private static Mat cropped(Mat m, double share) {
    int x = (int) Math.round(m.cols() * share / 2);
    int y = (int) Math.round(m.rows() * share / 2);
    Rect inner = new Rect(x, y, m.cols() - 2 * x, m.rows() - 2 * y);
    return resized(new Mat(m, inner).clone(), m.rows(), m.cols());
  }

  private static Mat resized(Mat m, int rows, int columns) {
    Mat out = new Mat();
    opencv_imgproc.resize(m, out, new Size(columns, rows), 0, 0, opencv_imgproc.INTER_AREA);
    return out;
  }

  private static Mat compressed(Mat m) {
    BytePointer file = new BytePointer();
    opencv_imgcodecs.imencode(
        ".jpg", m, file, new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, 50));
    Mat encoded = new Mat(1, Math.toIntExact(file.limit()), opencv_core.CV_8UC1, file);
    return opencv_imgcodecs.imdecode(encoded, opencv_imgcodecs.IMREAD_GRAYSCALE);
  }
}
