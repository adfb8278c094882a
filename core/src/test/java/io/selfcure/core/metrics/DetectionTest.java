package io.selfcure.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.core.error.DivergedException;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Expected numbers without another source: src/test/resources/metrics/reference.py. */
class DetectionTest {

  private static final Offset<Double> EXACT = within(1e-12);

  private static Detection reference() {
    int[] s = Streams.stream(300, 7);
    int[] z = Streams.stream(300, 99);
    double[] scores = new double[300];
    boolean[] wrong = new boolean[300];
    for (int i = 0; i < 300; i++) {
      scores[i] = s[i] % 20;
      wrong[i] = z[i] % 10 + scores[i] / 5 > 9;
    }
    return Detection.of(scores, wrong);
  }

  @Test
  void agreesWithScipyUnderTies() {
    Detection d = reference();
    assertThat(d.samples()).isEqualTo(300);
    assertThat(d.wrong()).isEqualTo(78);
    assertThat(d.auroc()).isCloseTo(0.661931161931162, EXACT);
    assertThat(d.averagePrecision()).isCloseTo(0.37468514751871335, EXACT);
  }

  @Test
  void precisionAndRecallAtKAgreeWithNumpyUnderTies() {
    Detection d = reference();
    assertThat(d.precisionAt(1)).isCloseTo(0.45454545454545453, EXACT);
    assertThat(d.precisionAt(25)).isCloseTo(0.44888888888888884, EXACT);
    assertThat(d.recallAt(25)).isCloseTo(0.14387464387464385, EXACT);
    assertThat(d.precisionAt(78)).isCloseTo(0.382051282051282, EXACT);
    assertThat(d.recallAt(150)).isCloseTo(0.6743589743589744, EXACT);
    assertThat(d.precisionAt(300)).isCloseTo(0.26, EXACT);
    assertThat(d.recallAt(300)).isEqualTo(1);
  }

  @Test
  void withoutTies() {
    // By hand: of 9 pairs 7 in order; precision at the three hits 1, 2/3, 3/4.
    Detection d =
        Detection.of(
            new double[] {0.9, 0.7, 0.8, 0.4, 0.6, 0.5},
            new boolean[] {true, true, false, false, true, false});
    assertThat(d.auroc()).isCloseTo(7 / 9.0, EXACT);
    assertThat(d.averagePrecision()).isCloseTo((1 + 2 / 3.0 + 3 / 4.0) / 3, EXACT);
    assertThat(d.precisionAt(2)).isEqualTo(0.5);
  }

  @Test
  void constantScoreIsChance() {
    double[] same = new double[10];
    boolean[] wrong = new boolean[10];
    Arrays.fill(wrong, 0, 3, true);
    Detection d = Detection.of(same, wrong);
    assertThat(d.auroc()).isEqualTo(0.5);
    assertThat(d.averagePrecision()).isCloseTo(0.3, EXACT);
    assertThat(d.precisionAt(1)).isCloseTo(0.3, EXACT);
    assertThat(d.recallAt(5)).isCloseTo(0.5, EXACT);
  }

  @Test
  void zeroesOfBothSignsTie() {
    Detection d = Detection.of(new double[] {-0.0, 0.0}, new boolean[] {true, false});
    assertThat(d.auroc()).isEqualTo(0.5);
  }

  @Test
  void infiniteScoresRank() {
    Detection d =
        Detection.of(
            new double[] {Double.POSITIVE_INFINITY, 0, Double.NEGATIVE_INFINITY},
            new boolean[] {true, false, false});
    assertThat(d.auroc()).isEqualTo(1);
    assertThat(d.averagePrecision()).isEqualTo(1);
  }

  @Test
  void undefinedWithoutBothKinds() {
    Detection clean = Detection.of(new double[] {1, 2}, new boolean[2]);
    assertThat(clean.auroc()).isNaN();
    assertThat(clean.averagePrecision()).isNaN();
    assertThat(clean.recallAt(1)).isNaN();
    assertThat(clean.precisionAt(1)).isZero();
    Detection single = Detection.of(new double[] {1}, new boolean[] {true});
    assertThat(single.auroc()).isNaN();
    assertThat(single.averagePrecision()).isEqualTo(1);
  }

  @Test
  void refusesNaNAndWrongShapes() {
    assertThatThrownBy(
            () -> Detection.of(new double[] {1, Double.NaN}, new boolean[] {true, false}))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("sample 1");
    assertThatThrownBy(() -> Detection.of(new double[0], new boolean[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> reference().precisionAt(301))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("301");
  }
}
