package io.selfcure.workflow.recognize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.core.data.Box;
import io.selfcure.core.data.LabelSet;
import io.selfcure.curation.report.Timeline;
import io.selfcure.recognition.Recognition;
import io.selfcure.recognition.RecognizedFace;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PeopleTest {

  private static final LabelSet TWO = LabelSet.of("calm", "angry");

  private static RecognizedFace face(double calm) {
    return new RecognizedFace(
        new Box(0, 0, 50, 50),
        0.9,
        null,
        TWO,
        new double[] {calm, 1 - calm},
        OptionalDouble.empty(),
        null,
        false);
  }

  private static PictureAnswer frame(double seconds, List<Integer> ids, double... calm) {
    List<RecognizedFace> faces = new ArrayList<>();
    for (double c : calm) {
      faces.add(face(c));
    }
    return new PictureAnswer(
        "film", 0, seconds, true, new Recognition(100, 100, faces, "", 0, 0), ids);
  }

  private static Timeline timeline(People people) {
    return people.timeline("film", 60, TWO.names(), List.of(1, 2), List.of());
  }

  @Test
  void meansAreOverSteps() {
    People people = new People(2);
    people.take(frame(0, List.of(1), 0.2));
    people.take(frame(0.05, List.of(1), 0.6));
    people.take(frame(1.2, List.of(1, 2), 0.9, 0.5));
    people.take(frame(1.25, List.of(0), 0.5)); // nobody's
    Timeline.Person first = timeline(people).people().get(0);
    assertThat(first.frames()).isEqualTo(3);
    assertThat(first.means().get(0)[0]).isCloseTo(0.4, within(1e-12));
    assertThat(first.means().get(1)).as("not seen").isEmpty();
    assertThat(first.means().get(12)[1]).isCloseTo(0.1, within(1e-12));
    assertThat(timeline(people).people()).as("the other was seen once").hasSize(1);
    assertThat(timeline(people).left()).isEqualTo(1);
  }

  /** An hour takes as many steps as a minute does, and the means stay. */
  @Test
  void stepsBecomeLongerWithTheVideo() {
    People people = new People(2);
    for (int s = 0; s < 3600; s++) {
      people.take(frame(s, List.of(1), s % 2 == 0 ? 0.2 : 0.6));
    }
    Timeline.Person only = timeline(people).people().get(0);
    assertThat(only.step()).isEqualTo(6.4);
    assertThat(only.means()).hasSize(563); // 3599 / 6.4, and the last
    double sum = only.means().stream().mapToDouble(m -> m[0]).sum();
    assertThat(sum / only.means().size()).isCloseTo(0.4, within(0.01));
    assertThat(only.frames()).isEqualTo(3600);
  }

  @Test
  void thoseSeenLongestAreKept() {
    People people = new People(2);
    double now = 0;
    for (int id = 1; id <= 1000; id++) {
      int frames = id % 10 == 0 ? 40 : 15; // every tenth stays for longer
      for (int f = 0; f < frames; f++) {
        people.take(frame(now, List.of(id), 0.5));
        now += 0.1;
      }
    }
    Timeline shown = timeline(people);
    assertThat(shown.people()).hasSize(100);
    assertThat(shown.people().stream().map(Timeline.Person::id))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 100).map(i -> 10 * i).boxed().toList());
    assertThat(shown.left()).isEqualTo(900);
  }

  @Test
  void smoothingFallsWithTime() {
    Smoother smoother = new Smoother(0.5, 0.6);
    assertThat(smoother.smooth(1, 0, face(1)).probabilities()[0]).isEqualTo(1);
    RecognizedFace next = smoother.smooth(1, 0.5, face(0));
    assertThat(next.probabilities()[0]).isCloseTo(Math.exp(-1), within(1e-12));
    assertThat(next.probabilities()[0] + next.probabilities()[1]).isCloseTo(1, within(1e-12));
    assertThat(next.abstained()).as("0.63 is sure enough").isFalse();
    assertThat(smoother.smooth(1, 0.6, face(1)).abstained()).isTrue();
    assertThat(smoother.smooth(2, 0.6, face(0)).probabilities()[0]).as("another").isZero();
    smoother.forget(List.of(1));
    assertThat(smoother.smooth(1, 0.7, face(0)).probabilities()[0]).isZero();
    RecognizedFace own = face(0.3);
    assertThat(new Smoother(0, 0).smooth(1, 1, own)).isSameAs(own);
  }
}
