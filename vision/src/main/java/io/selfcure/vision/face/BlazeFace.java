package io.selfcure.vision.face;

import io.selfcure.core.data.Box;
import io.selfcure.vision.Picture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * BlazeFace on pictures of any size. The network sees faces between about 0.15 and 0.8 of its input
 * in width, so it looks at squares of several sizes that cover the picture, taking what it half
 * believes. Then it looks at each of these candidates a second time, alone and at the size that it
 * sees best: only what it believes then is a face, and box and landmarks are those of the second
 * look, whatever the size of the picture (docs/decisions/0011-face-detection.md).
 */
final class BlazeFace implements FaceFinder {

  /** The smallest face that the network finds for sure, as a part of the square it looks at. */
  private static final double SMALLEST = 0.15;

  /** How large a candidate is in the square of its second look. */
  private static final double BEST = 0.35;

  /** The least score of a candidate. */
  private static final double CANDIDATE = 0.5;

  /** The least score of a face. */
  private static final double FACE = 0.75;

  private final ShortRange network = new ShortRange();
  private final int leastSquare;

  BlazeFace(int minFace) {
    leastSquare = (int) Math.floor(minFace / SMALLEST);
  }

  @Override
  public List<Face> find(Picture picture) {
    try (PointerScope scope = new PointerScope()) {
      Mat rgb =
          new Mat(
              picture.height(),
              picture.width(),
              opencv_core.CV_8UC3,
              new BytePointer(picture.rgb()));
      List<Face> candidates = new ArrayList<>();
      for (Square square : Square.cover(picture.height(), picture.width(), leastSquare)) {
        candidates.addAll(network.look(rgb, square, CANDIDATE));
      }
      List<Face> faces = new ArrayList<>();
      for (Face candidate : Suppression.weighted(candidates)) {
        if (candidate.outside(picture.height(), picture.width()) < 1) {
          again(rgb, candidate, faces);
        }
      }
      return Suppression.surest(faces).stream()
          .sorted(Comparator.comparingDouble(Face::size).reversed())
          .toList();
    }
  }

  /** The second look. */
  private void again(Mat rgb, Face candidate, List<Face> to) {
    Box box = candidate.box();
    int side = (int) Math.ceil(candidate.size() / BEST);
    Square square =
        new Square(
            Math.round(box.x() + box.width() / 2 - side / 2f),
            Math.round(box.y() + box.height() / 2 - side / 2f),
            side);
    for (Face face : network.look(rgb, square, FACE)) {
      if (Face.overlap(face.box(), box) > Suppression.OVERLAP) {
        to.add(face);
      }
    }
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
