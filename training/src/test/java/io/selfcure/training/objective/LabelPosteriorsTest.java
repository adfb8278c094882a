package io.selfcure.training.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Expected numbers come from src/test/independent/cure_numbers.py (NumPy, double precision). */
@SuppressWarnings("FloatingPointLiteralPrecision") // numbers as the generator printed them
class LabelPosteriorsTest {

  private static final Offset<Float> CLOSE = within(4e-6f);
  private static final int[] GIVEN = {0, 1, 2, 1};
  private static final float[][] EPOCHS = {
    {0.5f, 0.3f, 0.2f, 0.2f, 0.2f, 0.6f, 0.3f, 0.4f, 0.3f, 0.1f, 0.8f, 0.1f},
    {0.7f, 0.2f, 0.1f, 0.1f, 0.1f, 0.8f, 0.2f, 0.5f, 0.3f, 0.05f, 0.9f, 0.05f},
    {0.8f, 0.1f, 0.1f, 0, 0, 1, 0.4f, 0.4f, 0.2f, 0.02f, 0.97f, 0.01f}
  };

  private static LabelPosteriors after(int epochs) {
    LabelPosteriors evidence = new LabelPosteriors(GIVEN, 3, 0.7, 1.25);
    for (int e = 0; e < epochs; e++) {
      evidence.add(EPOCHS[e]);
    }
    return evidence;
  }

  @Test
  void oneEpochIsItsOwnAverage() {
    LabelPosteriors evidence = after(1);
    assertThat(evidence.averages()).containsExactly(EPOCHS[0], CLOSE);
    assertThat(evidence.noise()).isCloseTo(0.4022190857, within(1e-6));
    assertThat(evidence.posterior(1))
        .containsExactly(new float[] {0.00003174f, 0.00009343f, 0.99987483f}, CLOSE);
  }

  @Test
  void averagesAndPosteriorsAgreeWithNumpy() {
    LabelPosteriors evidence = after(3);
    assertThat(evidence.prediction(0))
        .containsExactly(new float[] {0.96766019f, 0.03231993f, 0.00001989f}, CLOSE);
    assertThat(evidence.noise()).isCloseTo(0.4102414530, within(1e-6));
    assertThat(evidence.posterior(0))
        .containsExactly(new float[] {0.98849543f, 0.01149750f, 0.00000707f}, CLOSE);
    assertThat(evidence.posterior(1))
        .containsExactly(new float[] {0.00001546f, 0.00004430f, 0.99994024f}, CLOSE);
    assertThat(evidence.posterior(2))
        .containsExactly(new float[] {0.21647530f, 0.41302058f, 0.37050412f}, CLOSE);
    assertThat(evidence.posterior(3))
        .containsExactly(new float[] {0.00000483f, 0.99999035f, 0.00000482f}, CLOSE);
  }

  @Test
  void trustInAClassAgreesWithNumpy() {
    assertThat(after(3).classTrust())
        .containsExactly(new float[] {0.98849543f, 0.50001732f, 0.37050412f}, CLOSE);
    LabelPosteriors none = new LabelPosteriors(new int[] {0, 0}, 3, 0.7, 1);
    none.add(new float[] {1, 0, 0, 0, 1, 0});
    assertThat(none.classTrust()[2]).as("a class without labels").isEqualTo(1);
  }

  /**
   * Every fourth picture of class 0 is labelled 1; a third of class 2 could be 3, which is no
   * noise.
   */
  @Test
  void labelsOfOneClassThatLeanToAnotherAreFound() {
    int[] labels = new int[400];
    float[] p = new float[400 * 4];
    for (int n = 0; n < labels.length; n++) {
      int truth = n % 4;
      labels[n] = truth == 0 && n % 16 == 0 ? 1 : truth;
      float[] row = {0.02f, 0.02f, 0.02f, 0.02f};
      if (truth == 0) {
        row[1] = 0.15f + 0.1f * (n / 4 % 5) / 4;
      } else if (truth == 2 && n % 3 == 0) {
        row[3] = 0.3f;
      }
      row[truth] += 1 - (row[0] + row[1] + row[2] + row[3]);
      System.arraycopy(row, 0, p, n * 4, 4);
    }
    double[][] excess = Transitions.of(p, labels, 4).excess();
    assertThat(excess[0]).containsExactly(new double[] {0, 0.093, 0, 0}, within(1e-6));
    assertThat(excess[2]).containsExactly(new double[4], within(1e-6));
    LabelPosteriors evidence = new LabelPosteriors(labels, 4, 0.7, 1);
    evidence.add(p);
    assertThat(evidence.noise()).isCloseTo(0.0291598839, within(1e-5));
    assertThat(evidence.posterior(0))
        .containsExactly(new float[] {0.66506744f, 0.33493256f, 0, 0}, within(1e-4f));
    assertThat(evidence.posterior(4)).containsExactly(new float[] {1, 0, 0, 0}, within(1e-4f));
    assertThat(evidence.posterior(16))
        .containsExactly(new float[] {0.31898394f, 0.68101606f, 0, 0}, within(1e-4f));
  }

  @Test
  void restoredEvidenceGoesOnAsIfNothingHadHappened() {
    LabelPosteriors restored = new LabelPosteriors(GIVEN, 3, 0.7, 1.25);
    restored.restore(after(2).averages(), 2);
    assertThat(restored.posterior(1)).isEqualTo(after(2).posterior(1));
    restored.add(EPOCHS[2]);
    assertThat(restored.averages()).isEqualTo(after(3).averages());
    assertThat(restored.noise()).isEqualTo(after(3).noise());
  }

  @Test
  void changesNeedMoreThanTheirUndoing() {
    LabelPosteriors evidence = after(3);
    assertThat(evidence.verdict(1, 1, 0.999)).as("above the confidence").isEqualTo(2);
    assertThat(evidence.verdict(1, 1, 0.99995)).as("below it").isEqualTo(1);
    assertThat(evidence.verdict(1, 2, 0.99995))
        .as("changed before, still most probable")
        .isEqualTo(2);
    assertThat(evidence.verdict(3, 0, 0.99999)).as("the given label is most probable").isEqualTo(1);
  }

  @Test
  void certaintyIsNotNaN() {
    LabelPosteriors evidence = new LabelPosteriors(new int[] {0, 0}, 2, 0, 2);
    evidence.add(new float[] {0, 1, 1, 0});
    assertThat(evidence.posterior(0)).containsExactly(new float[] {0, 1}, CLOSE);
    assertThat(evidence.posterior(1)).containsExactly(new float[] {1, 0}, CLOSE);
  }
}
