package io.selfcure.training.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Expected numbers come from src/test/independent/cure_numbers.py (NumPy, double precision). */
@SuppressWarnings("FloatingPointLiteralPrecision") // numbers as the generator printed them
class EvidenceTest {

  private static final Offset<Float> CLOSE = within(4e-6f);
  private static final int[] GIVEN = {0, 1, 2, 1};
  private static final float[][] EPOCHS = {
    {0.5f, 0.3f, 0.2f, 0.2f, 0.2f, 0.6f, 0.3f, 0.4f, 0.3f, 0.1f, 0.8f, 0.1f},
    {0.7f, 0.2f, 0.1f, 0.1f, 0.1f, 0.8f, 0.2f, 0.5f, 0.3f, 0.05f, 0.9f, 0.05f},
    {0.8f, 0.1f, 0.1f, 0, 0, 1, 0.4f, 0.4f, 0.2f, 0.02f, 0.97f, 0.01f}
  };

  private static Evidence after(int epochs) {
    Evidence evidence = new Evidence(GIVEN, 3, 0.7, 1.25);
    for (int e = 0; e < epochs; e++) {
      evidence.add(EPOCHS[e]);
    }
    return evidence;
  }

  @Test
  void oneEpochIsItsOwnAverage() {
    Evidence evidence = after(1);
    assertThat(evidence.averages()).containsExactly(EPOCHS[0], CLOSE);
    assertThat(evidence.noise()).isCloseTo(0.4027970635, within(1e-6));
    assertThat(evidence.posterior(1))
        .containsExactly(new float[] {0.00003143f, 0.00009320f, 0.99987536f}, CLOSE);
  }

  @Test
  void averagesAndPosteriorsAgreeWithNumpy() {
    Evidence evidence = after(3);
    assertThat(evidence.prediction(0))
        .containsExactly(new float[] {0.96687701f, 0.03310312f, 0.00001987f}, CLOSE);
    assertThat(evidence.noise()).isCloseTo(0.4103318591, within(1e-6));
    assertThat(evidence.posterior(0))
        .containsExactly(new float[] {0.98822096f, 0.01177198f, 0.00000707f}, CLOSE);
    assertThat(evidence.posterior(1))
        .containsExactly(new float[] {0.00001541f, 0.00004428f, 0.99994031f}, CLOSE);
    assertThat(evidence.posterior(2))
        .containsExactly(new float[] {0.21650527f, 0.41307777f, 0.37041695f}, CLOSE);
    assertThat(evidence.posterior(3))
        .containsExactly(new float[] {0.00000482f, 0.99999036f, 0.00000482f}, CLOSE);
  }

  @Test
  void trustInAClassAgreesWithNumpy() {
    assertThat(after(3).classTrust())
        .containsExactly(new float[] {0.98822096f, 0.50001732f, 0.37041695f}, CLOSE);
    Evidence none = new Evidence(new int[] {0, 0}, 3, 0.7, 1);
    none.add(new float[] {1, 0, 0, 0, 1, 0});
    assertThat(none.classTrust()[2]).as("a class without labels").isEqualTo(1);
  }

  @Test
  void restoredEvidenceGoesOnAsIfNothingHadHappened() {
    Evidence restored = new Evidence(GIVEN, 3, 0.7, 1.25);
    restored.restore(after(2).averages(), 2);
    assertThat(restored.posterior(1)).isEqualTo(after(2).posterior(1));
    restored.add(EPOCHS[2]);
    assertThat(restored.averages()).isEqualTo(after(3).averages());
    assertThat(restored.noise()).isEqualTo(after(3).noise());
  }

  @Test
  void changesNeedMoreThanTheirUndoing() {
    Evidence evidence = after(3);
    assertThat(evidence.verdict(1, 1, 0.999)).as("above the confidence").isEqualTo(2);
    assertThat(evidence.verdict(1, 1, 0.99995)).as("below it").isEqualTo(1);
    assertThat(evidence.verdict(1, 2, 0.99995))
        .as("changed before, still most probable")
        .isEqualTo(2);
    assertThat(evidence.verdict(3, 0, 0.99999)).as("the given label is most probable").isEqualTo(1);
  }

  @Test
  void certaintyIsNotNaN() {
    Evidence evidence = new Evidence(new int[] {0, 0}, 2, 0, 2);
    evidence.add(new float[] {0, 1, 1, 0});
    assertThat(evidence.posterior(0)).containsExactly(new float[] {0, 1}, CLOSE);
    assertThat(evidence.posterior(1)).containsExactly(new float[] {1, 0}, CLOSE);
  }
}
