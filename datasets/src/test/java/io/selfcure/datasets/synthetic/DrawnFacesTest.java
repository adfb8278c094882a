package io.selfcure.datasets.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfcure.vision.Picture;
import io.selfcure.vision.face.Alignment;
import io.selfcure.vision.face.Cropper;
import io.selfcure.vision.face.Detector;
import io.selfcure.vision.face.Face;
import io.selfcure.vision.face.FaceCrop;
import io.selfcure.vision.face.FaceFinder;
import io.selfcure.vision.face.Point;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The whole path on faces whose eyes are known, as they were drawn. */
@EnabledIf(
    value = "io.selfcure.vision.face.Detector#hasBlazeFace",
    disabledReason = "built without npm")
class DrawnFacesTest {

  private static final int SIDE = 160;
  private static final int PEOPLE = 40;

  /** A drawn face, with the eyes' middles in pixels: the picture's left one first. */
  private record Drawn(Picture picture, Point left, Point right) {

    static Drawn of(int person) {
      SplittableRandom random = new SplittableRandom(person);
      Identity who = Identity.random(random);
      ActionUnits units = ActionUnits.RELAXED;
      Scene s = Scene.random(random);
      Scene scene =
          new Scene(s.pose(), s.frame(), s.light(), s.backdrop(), s.camera(), Scene.Cover.NONE);
      float[] values = Darkroom.reduce(FacePainter.paint(who, units, scene, 2 * SIDE), SIDE);
      Picture picture = new Picture(SIDE, SIDE, Darkroom.develop(values, SIDE, scene));
      Landmarks marks = Landmarks.of(who, units, scene.pose().lopsided());
      return new Drawn(
          picture, place(scene, marks.left().eye()), place(scene, marks.right().eye()));
    }

    /** As FacePainter places face units. */
    private static Point place(Scene scene, Landmarks.Eye eye) {
      AffineTransform t = new AffineTransform();
      Scene.Frame frame = scene.frame();
      t.translate(SIDE * (0.5 + frame.shiftX()), SIDE * (0.515 + frame.shiftY()));
      t.rotate(scene.pose().roll());
      t.scale(SIDE * 0.435 * frame.zoom(), SIDE * 0.435 * frame.zoom());
      Landmarks.Spot spot =
          new Projection(scene.pose().yaw(), scene.pose().pitch())
              .skin(eye.centre().x(), eye.centre().y());
      Point2D p = t.transform(new Point2D.Double(spot.x(), spot.y()), null);
      return new Point(p.getX(), p.getY());
    }

    double eyeDistance() {
      return Math.hypot(right.x() - left.x(), right.y() - left.y());
    }
  }

  @Test
  void eyesAreFoundWhereTheyWereDrawn() {
    List<Double> errors = new ArrayList<>();
    List<Double> slopes = new ArrayList<>();
    List<Double> before = new ArrayList<>();
    Cropper cropper = new Cropper(Alignment.FIVE, 0.15, 112);
    try (FaceFinder finder =
        FaceFinder.open(new FaceFinder.Settings(Detector.BLAZEFACE, null, 40))) {
      for (int person = 0; person < PEOPLE; person++) {
        Drawn drawn = Drawn.of(person);
        List<Face> faces = finder.find(drawn.picture());
        assertThat(faces).hasSizeLessThan(2);
        if (!faces.isEmpty()) {
          io.selfcure.vision.face.Landmarks marks =
              java.util.Objects.requireNonNull(faces.get(0).landmarks());
          errors.add(distance(marks.rightEye(), drawn.left()) / drawn.eyeDistance());
          errors.add(distance(marks.leftEye(), drawn.right()) / drawn.eyeDistance());
          FaceCrop crop = cropper.crop(drawn.picture(), faces.get(0));
          slopes.add(slope(crop.map().apply(drawn.left()), crop.map().apply(drawn.right())));
          before.add(slope(drawn.left(), drawn.right()));
        }
      }
    }
    assertThat(slopes).as("faces found of %d", PEOPLE).hasSizeGreaterThanOrEqualTo(34);
    assertThat(mean(errors)).as("error in eye distances").isLessThan(0.12);
    assertThat(mean(slopes)).as("degrees from level").isLessThan(0.6 * mean(before)).isLessThan(4);
  }

  private static double distance(Point a, Point b) {
    return Math.hypot(a.x() - b.x(), a.y() - b.y());
  }

  private static double slope(Point left, Point right) {
    return Math.abs(Math.toDegrees(Math.atan2(right.y() - left.y(), right.x() - left.x())));
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(d -> d).average().orElseThrow();
  }
}
