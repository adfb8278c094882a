package io.selfcure.datasets.web;

import io.selfcure.core.data.Box;
import io.selfcure.core.error.DataException;
import io.selfcure.datasets.web.ClipCutter.Result;
import io.selfcure.vision.face.Cropper;
import io.selfcure.vision.face.Face;
import io.selfcure.vision.face.Landmarks;
import io.selfcure.vision.face.Point;
import io.selfcure.vision.video.Frame;
import io.selfcure.vision.video.FrameSource;
import io.selfcure.vision.video.VideoLimits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Cuts faces out of a video again, by a list of frames: no detector looks for them. */
final class Recutter {

  /** How far a frame may be from where the list has it: another copy may have other frames. */
  private static final double TOLERANCE = 0.1;

  private static final double ROUNDING = 0.002;
  private static final double SAME_SHAPE = 0.01;

  private final VideoLimits limits;
  private final Cropper cropper;

  Recutter(ClipJob job) {
    this.limits = job.limits();
    this.cropper = job.cropper();
  }

  /**
   * Cuts the listed frames of one video.
   *
   * @param listed all of this video, in any order
   * @throws DataException when the video cannot be opened or has another shape than the list's
   */
  Result cut(Path file, List<KeptFrame> listed, Path dir) {
    List<KeptFrame> byTime = new ArrayList<>(listed);
    byTime.sort(Comparator.comparingDouble(KeptFrame::seconds));
    Map<Integer, Integer> numbers = new HashMap<>();
    List<KeptFrame> made = new ArrayList<>();
    int next = 0;
    try (FrameSource source = FrameSource.open(file, limits)) {
      for (Frame f = source.next(); f != null && next < byTime.size(); f = source.next()) {
        while (next < byTime.size() && f.seconds() >= byTime.get(next).seconds() - ROUNDING) {
          KeptFrame k = byTime.get(next++);
          if (f.seconds() - k.seconds() > TOLERANCE) {
            throw missing(file, k);
          }
          Face face = scaled(file, k, source.info().width(), source.info().height());
          int number = numbers.merge(k.track(), 1, Integer::sum);
          String name =
              ClipCutter.write(dir, k.track(), number, cropper.crop(f.picture(), face).picture());
          made.add(
              new KeptFrame(
                  k.video(),
                  k.clip(),
                  k.track(),
                  k.start(),
                  k.end(),
                  name,
                  k.seconds(),
                  k.quality(),
                  face,
                  source.info().width(),
                  source.info().height()));
        }
      }
      if (next < byTime.size()) {
        throw source.damage().isEmpty()
            ? missing(file, byTime.get(next))
            : new DataException(file.toString(), source.damage(), "fetch it again");
      }
      made.sort(Comparator.comparingInt(KeptFrame::clip).thenComparingDouble(KeptFrame::seconds));
      return new Result(made, source.end(), "");
    }
  }

  private static DataException missing(Path file, KeptFrame k) {
    return new DataException(
        file.toString(),
        String.format(Locale.ROOT, "has no frame at %.3f s, the list has", k.seconds()),
        "it is another video: leave it out");
  }

  /** The face in a copy of the video that is larger or smaller, but has the same shape. */
  private static Face scaled(Path file, KeptFrame k, int width, int height) {
    if (width == k.width() && height == k.height()) {
      return k.face();
    }
    double sx = width / (double) k.width();
    double sy = height / (double) k.height();
    if (Math.abs(sx / sy - 1) > SAME_SHAPE) {
      throw new DataException(
          file.toString(),
          "has frames of "
              + width
              + "x"
              + height
              + ", the list is of "
              + k.width()
              + "x"
              + k.height(),
          "it is another video: leave it out");
    }
    Box b = k.face().box();
    Landmarks marks = k.face().landmarks();
    return new Face(
        new Box(
            (float) (b.x() * sx),
            (float) (b.y() * sy),
            (float) (b.width() * sx),
            (float) (b.height() * sy)),
        k.face().score(),
        marks == null
            ? null
            : new Landmarks(
                scaled(marks.rightEye(), sx, sy),
                scaled(marks.leftEye(), sx, sy),
                scaled(marks.nose(), sx, sy),
                marks.mouth().stream().map(p -> scaled(p, sx, sy)).toList()));
  }

  private static Point scaled(Point p, double sx, double sy) {
    return new Point(p.x() * sx, p.y() * sy);
  }
}
