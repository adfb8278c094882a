package io.selfcure.vision.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.core.data.Box;
import io.selfcure.vision.face.FaceTracker.Track;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FaceTrackerTest {

  private final FaceTracker tracker = new FaceTracker(5);

  private static Face face(double x, double y, double size) {
    return new Face(
        new Box((float) x, (float) y, (float) size, (float) size),
        0.9,
        new Landmarks(
            new Point(x + size * 0.3, y + size * 0.4),
            new Point(x + size * 0.7, y + size * 0.4),
            new Point(x + size * 0.5, y + size * 0.6),
            List.of(new Point(x + size * 0.5, y + size * 0.8))));
  }

  private List<Integer> numbers(double seconds, Face... faces) {
    List<@Nullable Track> tracks = tracker.follow(seconds, List.of(faces));
    List<Integer> numbers = new ArrayList<>();
    for (Track t : tracks) {
      numbers.add(t == null ? 0 : t.number());
    }
    return numbers;
  }

  @Test
  void affinityIsOverlapLessTheLandmarksWay() {
    assertThat(FaceTracker.affinity(face(0, 0, 100), face(0, 0, 100))).isCloseTo(1, within(1e-6));
    // moved by a quarter: 75 of 125 shared; every landmark went 0.25 sizes, which counts half
    assertThat(FaceTracker.affinity(face(0, 0, 100), face(25, 0, 100)))
        .isCloseTo(0.6 - 0.125, within(1e-6));
    assertThat(FaceTracker.affinity(face(0, 0, 100), face(70, 0, 100))).isZero();
    assertThat(FaceTracker.affinity(face(0, 0, 100), face(0, 0, 180))).isZero();
  }

  @Test
  void facesKeepTheirTracksWhateverTheirOrder() {
    assertThat(numbers(0, face(0, 0, 100), face(200, 0, 90))).containsExactly(1, 2);
    assertThat(numbers(0.2, face(190, 0, 92), face(12, 0, 98))).containsExactly(2, 1);
    assertThat(numbers(0.4, face(30, 0, 98), face(170, 0, 92), face(400, 0, 50)))
        .containsExactly(1, 2, 3);
    assertThat(tracker.lost()).isEmpty();
  }

  @Test
  void aFaceMayBeMissedForAMoment() {
    assertThat(numbers(0, face(0, 0, 100))).containsExactly(1);
    for (int i = 1; i <= 3; i++) {
      numbers(0.2 * i);
      assertThat(tracker.lost()).isEmpty();
    }
    assertThat(numbers(0.8, face(10, 0, 100))).containsExactly(1);
    for (int i = 5; i <= 8; i++) {
      numbers(0.2 * i);
    }
    List<Track> lost = tracker.lost();
    assertThat(lost).hasSize(1);
    assertThat(lost.get(0).seen()).isEqualTo(0.8);
    assertThat(lost.get(0).present()).isFalse();
    assertThat(numbers(1.8, face(10, 0, 100)))
        .as("somebody else, for all one knows")
        .containsExactly(2);
  }

  @Test
  void followsTheLargestOfTooMany() {
    Face[] many = new Face[12];
    for (int i = 0; i < many.length; i++) {
      many[i] = face(200.0 * i, 0, 100 - i);
    }
    assertThat(numbers(0, many)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0);
    assertThat(tracker.endAll()).hasSize(8);
    assertThat(numbers(1, many[11])).containsExactly(9);
    assertThat(new FaceTracker(5, 3).follow(0, List.of(many)).stream().filter(Objects::nonNull))
        .hasSize(3);
  }
}
