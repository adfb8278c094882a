package io.selfcure.datasets.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.progress.Progress;
import io.selfcure.datasets.check.DatasetCheck;
import io.selfcure.vision.CopiesBench;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies are found however they were made; one person's faces are no copies. */
class CopiesOfFacesTest {

  private static final int SIZE = 64;
  private static final int PEOPLE = 12;

  @TempDir Path dir;

  /** A person in one place and light, as on posed pictures: nothing differs but the expression. */
  private static byte[] posed(int person, Expression expression) {
    Identity who = Identity.random(new SplittableRandom(person));
    Scene scene = Scene.random(new SplittableRandom(1000 + person));
    Mood mood = Mood.random(expression, 0, new SplittableRandom(person));
    return Darkroom.develop(
        Darkroom.reduce(
            FacePainter.paint(who, mood.units(new SplittableRandom(person)), scene, 2 * SIZE),
            SIZE),
        SIZE,
        scene);
  }

  private static byte[] mirrored(byte[] pixels) {
    byte[] other = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      int column = i / 3 % SIZE;
      other[i + 3 * (SIZE - 1 - 2 * column)] = pixels[i];
    }
    return other;
  }

  private Dataset posedSet(boolean subjects, IntPredicate copied) {
    try (DatasetWriter writer =
        DatasetWriter.packed(dir.resolve("set" + subjects), LabelSet.BASIC7, SIZE, SIZE, 3)) {
      for (int person = 0; person < PEOPLE; person++) {
        for (Expression e : Expression.values()) {
          Sample s = Sample.of("p" + person + "-" + e, "", Split.TRAIN, e.label());
          Sample known = subjects ? s.ofSubject("p" + person) : s;
          writer.add(known, posed(person, e));
        }
        if (copied.test(person)) {
          Sample s = Sample.of("copy" + person, "", Split.TEST, Expression.HAPPINESS.label());
          writer.add(
              subjects ? s.ofSubject("p" + person) : s,
              mirrored(posed(person, Expression.HAPPINESS)));
        }
      }
      return writer.finish("posed", "drawn", "free", List.of());
    }
  }

  @Test
  void facesOfOnePersonAreNoCopies() {
    Dataset data = posedSet(true, person -> false);
    assertThat(DatasetCheck.copies(data, Progress.NONE)).isEmpty();
  }

  @Test
  void mirroredCopiesAreFoundAmongFacesOfOnePerson() {
    Dataset data = posedSet(true, person -> person % 2 == 0);
    assertThat(DatasetCheck.copies(data, Progress.NONE))
        .extracting(g -> g.samples().stream().map(Sample::id).toList())
        .containsExactlyElementsOf(
            List.of(0, 2, 4, 6, 8, 10).stream()
                .map(p -> List.of("p" + p + "-" + Expression.HAPPINESS, "copy" + p))
                .toList());
  }

  @Test
  void copiesOfManyKindsAreFound() {
    SyntheticOptions options = new SyntheticOptions(56, 0, SIZE, 0, 0, 3);
    Dataset data = SyntheticFaces.generate(dir.resolve("faces"), options, Progress.NONE);
    CopiesBench.Result result = CopiesBench.run(data, 50, 1, dir.resolve("prints"));
    assertThat(result.kinds()).hasSize(11);
    result
        .kinds()
        .forEach(
            (kind, f) ->
                assertThat(f.found())
                    .as(String.format(Locale.ROOT, "%s, of %d", kind, f.all()))
                    .isGreaterThanOrEqualTo(48));
    assertThat(result.others()).as(result.examples()::toString).isZero();
  }
}
