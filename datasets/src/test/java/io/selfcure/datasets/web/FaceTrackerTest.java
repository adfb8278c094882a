package io.selfcure.datasets.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.core.data.Box;
import io.selfcure.datasets.web.BestFrames.Candidate;
import io.selfcure.datasets.web.FaceTracker.Track;
import io.selfcure.vision.face.Face;
import io.selfcure.vision.face.Landmarks;
import io.selfcure.vision.face.Point;
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
  }

  @Test
  void theBestFramesAreSpreadAndFew() {
    BestFrames<String> best = new BestFrames<>(3, 0.2);
    for (int i = 0; i <= 600; i++) { // a minute; the best are at 0.4, 30.2 and 59.4 s
      double quality = i == 4 ? 0.9 : i == 302 ? 0.8 : i == 594 ? 0.7 : 0.1 + i % 7 / 100.0;
      best.offer(new Candidate<>(i / 10.0, quality, "f" + i));
    }
    assertThat(best.pick(60).stream().map(c -> c.kept())).containsExactly("f4", "f302", "f594");
  }

  @Test
  void fewFramesAreAllThereAre() {
    BestFrames<Integer> best = new BestFrames<>(3, 0.2);
    best.offer(new Candidate<>(1, 0.5, 1));
    assertThat(best.pick(6)).hasSize(1);
    best.offer(new Candidate<>(1.2, 0.5, 2));
    best.offer(new Candidate<>(1.4, 0.9, 3));
    best.offer(new Candidate<>(1.6, 0.8, 4));
    assertThat(best.pick(9).stream().map(c -> Objects.requireNonNull(c.kept())))
        .as("all in the first third: the best, filled up with the next best")
        .containsExactly(1, 3, 4);
  }
}
