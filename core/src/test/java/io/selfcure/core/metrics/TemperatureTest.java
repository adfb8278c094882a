package io.selfcure.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.core.error.DataException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Expected numbers computed with SciPy 1.17: minimize_scalar, log_softmax and beta.ppf. */
class TemperatureTest {

  private static final float[] LOGITS = {
    4, 0, -1, 1, 3, 0, 2.5f, 2, -3, 0, 0.5f, 4, 6, 1, 0, -1, 5, 2, 0.2f, 0.1f, 0, 3, -2, 1
  };
  private static final int[] LABELS = {0, 1, 1, 2, 1, 1, 2, 0};

  @Test
  void findsTheLeastNegativeLogLikelihood() {
    assertThat(Temperature.loss(LOGITS, LABELS, 1)).isCloseTo(0.9516862294589722, within(1e-9));
    double t = Temperature.fit(LOGITS, LABELS);
    assertThat(t).isCloseTo(2.1307272, within(1e-4));
    assertThat(Temperature.loss(LOGITS, LABELS, t)).isCloseTo(0.7712984254771749, within(1e-9));
  }

  @Test
  void softmaxAtATemperature() {
    float[] p = Temperature.softmax(new float[] {1, 2, 4, 0, 0, 0}, 3, 2);
    assertThat(p[0]).isCloseTo(0.140244f, within(1e-6f));
    assertThat(p[2]).isCloseTo(0.628532f, within(1e-6f));
    assertThat(p[3]).isCloseTo(1 / 3f, within(1e-6f));
  }

  @Test
  void nothingCannotBeFittedTo() {
    assertThatThrownBy(() -> Temperature.fit(new float[0], new int[0]))
        .isInstanceOf(DataException.class);
  }

  @Test
  void abstainingRaisesTheShareThatIsRight() {
    float[] p = Temperature.softmax(LOGITS, 3, 1);
    List<Abstention> rows = Abstention.table(p, LABELS);
    Abstention all = rows.get(0);
    assertThat(all.answered()).isEqualTo(1);
    assertThat(all.error()).isEqualTo(3 / 8.0);
    assertThat(all.low()).isCloseTo(0.085233414137, within(1e-9));
    assertThat(all.high()).isCloseTo(0.755136783633, within(1e-9));
    Abstention sure = rows.get(rows.size() - 1);
    assertThat(sure.confidence()).isEqualTo(0.95);
    assertThat(sure.answered()).isEqualTo(4 / 8.0);
    assertThat(sure.error()).isEqualTo(0.25);
  }

  @Test
  void exactIntervalsOfNoneAndAll() {
    assertThat(Interval.ofShare(0, 10).high()).isCloseTo(0.30849710, within(1e-6));
    assertThat(Interval.ofShare(10, 10).low()).isCloseTo(0.69150289, within(1e-6));
  }
}
