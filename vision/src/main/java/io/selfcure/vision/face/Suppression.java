package io.selfcure.vision.face;

import io.selfcure.core.data.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Makes one face of several findings of it. */
final class Suppression {

  /** Findings whose boxes overlap by more are of one face. */
  static final double OVERLAP = 0.3;

  private Suppression() {}

  /**
   * Weighted non-maximum suppression: findings that overlap the surest one of them become one face,
   * whose box and landmarks are their means, weighted by score, and whose score is the greatest
   * (Bazarevsky and others, BlazeFace, 2019, section 3).
   *
   * @return the surest first
   */
  static List<Face> weighted(List<Face> found) {
    return grouped(found, Suppression::mean);
  }

  /** Of findings that overlap, the surest one as it is; the surest first. */
  static List<Face> surest(List<Face> found) {
    return grouped(found, group -> group.get(0));
  }

  /** The {@link #surest} ones, the largest first. */
  static List<Face> largest(List<Face> found) {
    return surest(found).stream()
        .sorted(Comparator.comparingDouble(Face::size).reversed())
        .toList();
  }

  private interface Choice {
    Face of(List<Face> group);
  }

  private static List<Face> grouped(List<Face> found, Choice choice) {
    List<Face> left = new ArrayList<>(found);
    left.sort(Comparator.comparingDouble(Face::score).reversed());
    List<Face> faces = new ArrayList<>();
    while (!left.isEmpty()) {
      // taken by itself: a box narrower than a step of its coordinates overlaps not even itself
      Face top = left.remove(0);
      List<Face> group = new ArrayList<>(List.of(top));
      List<Face> others = new ArrayList<>();
      for (Face f : left) {
        (Face.overlap(top.box(), f.box()) > OVERLAP ? group : others).add(f);
      }
      faces.add(choice.of(group));
      left = others;
    }
    return faces;
  }

  /** The mean of findings of one face, weighted by score; its score is that of the first. */
  static Face mean(List<Face> group) {
    if (group.size() == 1) {
      return group.get(0);
    }
    Box box =
        new Box(
            (float) mean(group, f -> f.box().x()),
            (float) mean(group, f -> f.box().y()),
            (float) mean(group, f -> f.box().width()),
            (float) mean(group, f -> f.box().height()));
    return new Face(box, group.get(0).score(), landmarks(group));
  }

  private static @Nullable Landmarks landmarks(List<Face> group) {
    Landmarks first = group.get(0).landmarks();
    if (first == null) {
      return null;
    }
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < first.points().size(); i++) {
      int at = i;
      points.add(new Point(mean(group, f -> point(f, at).x()), mean(group, f -> point(f, at).y())));
    }
    return new Landmarks(
        points.get(0), points.get(1), points.get(2), points.subList(3, points.size()));
  }

  private static Point point(Face face, int index) {
    Landmarks marks = face.landmarks();
    if (marks == null) {
      throw new IllegalArgumentException("one detector gives landmarks always or never");
    }
    return marks.points().get(index);
  }

  private static double mean(List<Face> group, ToDoubleFunction<Face> value) {
    double sum = 0;
    double weights = 0;
    for (Face f : group) {
      sum += f.score() * value.applyAsDouble(f);
      weights += f.score();
    }
    return sum / weights;
  }
}
