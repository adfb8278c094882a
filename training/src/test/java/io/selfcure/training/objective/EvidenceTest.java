package io.selfcure.training.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Expected numbers come from src/test/independent/cure_numbers.py (NumPy, double precision). */
@SuppressWarnings("FloatingPointLiteralPrecision") // numbers as the generator printed them
class EvidenceTest {

  private static final Offset<Float> CLOSE = within(2e-6f);
  private static final int[] GIVEN = {0, 1, 2, 1};
  private static final float[][] EPOCHS = {
    {0.5f, 0.3f, 0.2f, 0.2f, 0.2f, 0.6f, 0.3f, 0.4f, 0.3f, 0.1f, 0.8f, 0.1f},
    {0.7f, 0.2f, 0.1f, 0.1f, 0.1f, 0.8f, 0.2f, 0.5f, 0.3f, 0.05f, 0.9f, 0.05f},
    {0.8f, 0.1f, 0.1f, 0, 0, 1, 0.4f, 0.4f, 0.2f, 0.02f, 0.97f, 0.01f}
  };

  private static Evidence after(int epochs) {
    Evidence evidence = new Evidence(GIVEN, 3, 0.7, 2);
    for (int e = 0; e < epochs; e++) {
      evidence.add(EPOCHS[e]);
    }
    return evidence;
  }

  @Test
  void oneEpochIsItsOwnAverage() {
    Evidence evidence = after(1);
    assertThat(evidence.averages()).containsExactly(EPOCHS[0], CLOSE);
    assertThat(evidence.noise()).isCloseTo(0.2195528572, within(1e-6));
    assertThat(evidence.posterior(1))
        .containsExactly(new float[] {0.05844732f, 0.41552678f, 0.52602590f}, CLOSE);
  }

  @Test
  void averagesAndPosteriorsAgreeWithNumpy() {
    Evidence evidence = after(3);
    assertThat(evidence.prediction(0))
        .containsExactly(new float[] {0.91403854f, 0.05809914f, 0.02786232f}, CLOSE);
    assertThat(evidence.noise()).isCloseTo(0.3265520765, within(1e-6));
    assertThat(evidence.posterior(0))
        .containsExactly(new float[] {0.97770710f, 0.01506719f, 0.00722570f}, CLOSE);
    assertThat(evidence.posterior(1))
        .containsExactly(new float[] {0.00787950f, 0.03249977f, 0.95962073f}, CLOSE);
    assertThat(evidence.posterior(2))
        .containsExactly(new float[] {0.17833454f, 0.33814601f, 0.48351945f}, CLOSE);
    assertThat(evidence.posterior(3))
        .containsExactly(new float[] {0.00066006f, 0.99880071f, 0.00053923f}, CLOSE);
  }

  @Test
  void restoredEvidenceGoesOnAsIfNothingHadHappened() {
    Evidence restored = new Evidence(GIVEN, 3, 0.7, 2);
    restored.restore(after(2).averages(), 2);
    assertThat(restored.posterior(1)).isEqualTo(after(2).posterior(1));
    restored.add(EPOCHS[2]);
    assertThat(restored.averages()).isEqualTo(after(3).averages());
    assertThat(restored.noise()).isEqualTo(after(3).noise());
  }

  @Test
  void changesNeedMoreThanTheirUndoing() {
    Evidence evidence = after(3);
    assertThat(evidence.verdict(1, 1, 0.95)).as("above the confidence").isEqualTo(2);
    assertThat(evidence.verdict(1, 1, 0.97)).as("below it").isEqualTo(1);
    assertThat(evidence.verdict(1, 2, 0.97)).as("changed before, still most probable").isEqualTo(2);
    assertThat(evidence.verdict(2, 0, 0.9)).as("the given label is most probable").isEqualTo(2);
  }

  @Test
  void certaintyIsNotNaN() {
    Evidence evidence = new Evidence(new int[] {0, 0}, 2, 0, 2);
    evidence.add(new float[] {0, 1, 1, 0});
    assertThat(evidence.posterior(0)).containsExactly(0, 1);
    assertThat(evidence.posterior(1)).containsExactly(1, 0);
  }
}
