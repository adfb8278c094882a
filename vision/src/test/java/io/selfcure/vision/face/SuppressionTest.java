package io.selfcure.vision.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.core.data.Box;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SuppressionTest {

  private static Face face(float x, float y, float side, double score) {
    Point eye = new Point(x + 1, y + 1);
    return new Face(
        new Box(x, y, side, side),
        score,
        new Landmarks(eye, new Point(x + 3, y + 1), new Point(x + 2, y + 2), List.of(eye)));
  }

  @Test
  void boxesOverlapByTheirCommonArea() {
    // 5 x 10 of 10 x 10 each: 50 / 150
    assertThat(Face.overlap(new Box(0, 0, 10, 10), new Box(5, 0, 10, 10)))
        .isCloseTo(1 / 3.0, within(1e-12));
    assertThat(Face.overlap(new Box(0, 0, 10, 10), new Box(10, 0, 10, 10))).isZero();
  }

  @Test
  void findingsOfOneFaceBecomeTheirWeightedMean() {
    // by hand: x = (0.8 * 0 + 0.4 * 3) / 1.2 = 1
    List<Face> faces =
        Suppression.weighted(
            List.of(face(3, 0, 10, 0.4), face(50, 0, 10, 0.6), face(0, 0, 10, 0.8)));
    assertThat(faces).hasSize(2);
    assertThat(faces.get(0).score()).isEqualTo(0.8);
    assertThat(faces.get(0).box().x()).isCloseTo(1, within(1e-6f));
    assertThat(Objects.requireNonNull(faces.get(0).landmarks()).rightEye().x())
        .isCloseTo(2, within(1e-9));
    assertThat(faces.get(1)).isEqualTo(face(50, 0, 10, 0.6));
  }

  @Test
  void theSurestStaysAsItIs() {
    assertThat(Suppression.surest(List.of(face(3, 0, 10, 0.4), face(0, 0, 10, 0.8))))
        .containsExactly(face(0, 0, 10, 0.8));
  }

  @Test
  void aBoxNarrowerThanAStepOfItsCoordinatesIsAFaceOfItsOwn() {
    Face thin = face(100_000, 0, 0.001f, 0.9); // floats near 100,000 are 1/128 apart
    Face other = face(0, 0, 10, 0.5);
    assertThat(Suppression.weighted(List.of(other, thin))).containsExactly(thin, other);
    assertThat(Suppression.surest(List.of(other, thin))).containsExactly(thin, other);
  }

  @Test
  void aBoxKnowsHowMuchOfItLiesOutside() {
    assertThat(face(-5, 0, 10, 1).outside(100, 100)).isCloseTo(0.5, within(1e-9));
    assertThat(face(95, 95, 10, 1).outside(100, 100)).isCloseTo(0.75, within(1e-9));
    assertThat(face(5, 5, 10, 1).outside(100, 100)).isZero();
    assertThat(face(200, 5, 10, 1).outside(100, 100)).isEqualTo(1);
  }
}
