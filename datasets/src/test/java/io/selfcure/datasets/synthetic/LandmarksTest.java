package io.selfcure.datasets.synthetic;

import static io.selfcure.datasets.synthetic.ActionUnit.AU1;
import static io.selfcure.datasets.synthetic.ActionUnit.AU10;
import static io.selfcure.datasets.synthetic.ActionUnit.AU12;
import static io.selfcure.datasets.synthetic.ActionUnit.AU15;
import static io.selfcure.datasets.synthetic.ActionUnit.AU2;
import static io.selfcure.datasets.synthetic.ActionUnit.AU20;
import static io.selfcure.datasets.synthetic.ActionUnit.AU24;
import static io.selfcure.datasets.synthetic.ActionUnit.AU25;
import static io.selfcure.datasets.synthetic.ActionUnit.AU26;
import static io.selfcure.datasets.synthetic.ActionUnit.AU4;
import static io.selfcure.datasets.synthetic.ActionUnit.AU43;
import static io.selfcure.datasets.synthetic.ActionUnit.AU5;
import static io.selfcure.datasets.synthetic.ActionUnit.AU6;
import static io.selfcure.datasets.synthetic.ActionUnit.AU7;
import static io.selfcure.datasets.synthetic.ActionUnit.AU9;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Every action unit moves what its name says, on any face; y grows downwards. */
class LandmarksTest {

  private static final int PEOPLE = 50;

  private static Landmarks face(int person, ActionUnit... units) {
    ActionUnits moved = ActionUnits.RELAXED;
    for (ActionUnit unit : units) {
      moved = moved.with(unit, 1);
    }
    return Landmarks.of(Identity.random(new SplittableRandom(person)), moved, 0);
  }

  /** By how much units change a measure at least and at most over many people. */
  private static double[] change(ToDoubleFunction<Landmarks> measure, ActionUnit... units) {
    double least = Double.MAX_VALUE;
    double most = -Double.MAX_VALUE;
    for (int person = 0; person < PEOPLE; person++) {
      double by = measure.applyAsDouble(face(person, units)) - measure.applyAsDouble(face(person));
      least = Math.min(least, by);
      most = Math.max(most, by);
    }
    return new double[] {least, most};
  }

  private static void grows(ToDoubleFunction<Landmarks> measure, ActionUnit... units) {
    assertThat(change(measure, units)[0]).isGreaterThan(0.01);
  }

  private static void shrinks(ToDoubleFunction<Landmarks> measure, ActionUnit... units) {
    assertThat(change(measure, units)[1]).isLessThan(-0.01);
  }

  @Test
  void browsMove() {
    shrinks(f -> f.left().browInner().y(), AU1);
    shrinks(f -> f.right().browOuter().y(), AU2);
    grows(f -> f.right().browInner().y(), AU4);
    shrinks(f -> f.right().browInner().x(), AU4);
    grows(f -> f.left().browInner().x(), AU4);
  }

  @Test
  void lidsMove() {
    grows(f -> f.left().eye().upper(), AU5);
    shrinks(f -> f.left().eye().lower(), AU6);
    shrinks(f -> f.right().eye().lower(), AU7);
    shrinks(f -> f.right().eye().upper(), AU43);
  }

  @Test
  void smilesRaiseAndFrownsLowerTheCorners() {
    shrinks(f -> f.mouth().leftCornerY(), AU12);
    shrinks(f -> f.mouth().rightCornerY(), AU12);
    grows(f -> f.mouth().half(), AU12);
    grows(f -> f.mouth().leftCornerY(), AU15);
  }

  @Test
  void theMouthOpens() {
    assertThat(change(f -> f.mouth().gap(), AU1, AU4, AU15)).containsExactly(0, 0);
    grows(f -> f.mouth().gap(), AU25);
    grows(f -> f.mouth().gap(), AU26);
    grows(f -> f.chinY(), AU26);
    for (int person = 0; person < PEOPLE; person++) {
      assertThat(face(person, AU25, AU26).mouth().gap())
          .isGreaterThan(2 * face(person, AU25).mouth().gap());
    }
  }

  @Test
  void lipsStretchRaiseAndPress() {
    grows(f -> f.mouth().half(), AU20);
    shrinks(f -> f.mouth().lips().upperTop(), AU10);
    shrinks(f -> f.wingY(), AU9);
    shrinks(f -> f.mouth().lips().lowerBottom() - f.mouth().lips().upperTop(), AU24);
  }

  @Test
  void lopsidedFacesMoveOneSideMore() {
    ActionUnits smile = ActionUnits.RELAXED.with(AU12, 1);
    Landmarks face = Landmarks.of(Identity.random(new SplittableRandom(1)), smile, 0.1);
    assertThat(face.mouth().rightCornerY()).isLessThan(face.mouth().leftCornerY());
  }

  @Test
  void lipsStayInOrderInEveryExpression() {
    for (int person = 0; person < PEOPLE; person++) {
      Identity who = Identity.random(new SplittableRandom(person));
      for (Expression expression : Expression.values()) {
        for (ActionUnits units : expression.variants()) {
          Landmarks face = Landmarks.of(who, units, 0);
          Landmarks.Lips lips = face.mouth().lips();
          assertThat(lips.upperTop()).isLessThan(lips.upperInner()).isGreaterThan(face.wingY());
          assertThat(lips.upperInner()).isLessThanOrEqualTo(lips.lowerInner());
          assertThat(lips.lowerInner()).isLessThan(lips.lowerBottom());
          assertThat(lips.lowerBottom()).isLessThan(face.chinY());
        }
      }
    }
  }
}
