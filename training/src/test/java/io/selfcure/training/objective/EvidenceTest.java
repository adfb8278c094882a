package io.selfcure.training.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Expected numbers come from src/test/independent/cure_numbers.py (NumPy, double precision). */
class EvidenceTest {

  private static final Offset<Float> CLOSE = within(2e-6f);
  private static final int[] GIVEN = {0, 1, 2, 1};
  private static final float[][] EPOCHS = {
    {0.5f, 0.3f, 0.2f, 0.2f, 0.2f, 0.6f, 0.3f, 0.4f, 0.3f, 0.1f, 0.8f, 0.1f},
    {0.7f, 0.2f, 0.1f, 0.1f, 0.1f, 0.8f, 0.2f, 0.5f, 0.3f, 0.05f, 0.9f, 0.05f},
    {0.8f, 0.1f, 0.1f, 0, 0, 1, 0.4f, 0.4f, 0.2f, 0.02f, 0.97f, 0.01f}
  };

  private static Evidence after(int epochs) {
    Evidence evidence = new Evidence(GIVEN, 3, 0.7);
    for (int e = 0; e < epochs; e++) {
      evidence.add(EPOCHS[e]);
    }
    return evidence;
  }

  @Test
  void oneEpochIsItsOwnAverage() {
    Evidence evidence = after(1);
    assertThat(evidence.averages()).containsExactly(EPOCHS[0], CLOSE);
    assertThat(evidence.noise()).isCloseTo(0.1751384816, within(1e-6));
    assertThat(evidence.posterior(1))
        .containsExactly(new float[] {0.07451823f, 0.70192708f, 0.22355469f}, CLOSE);
  }

  @Test
  void averagesAndPosteriorsAgreeWithNumpy() {
    Evidence evidence = after(3);
    assertThat(evidence.average(0))
        .containsExactly(new float[] {0.70091324f, 0.17671233f, 0.12237443f}, CLOSE);
    assertThat(evidence.noise()).isCloseTo(0.2329528934, within(1e-6));
    assertThat(evidence.posterior(0))
        .containsExactly(new float[] {0.93914692f, 0.03595441f, 0.02489866f}, CLOSE);
    assertThat(evidence.posterior(1))
        .containsExactly(new float[] {0.05370240f, 0.35365323f, 0.59264436f}, CLOSE);
    assertThat(evidence.posterior(2))
        .containsExactly(new float[] {0.12959617f, 0.17845411f, 0.69194972f}, CLOSE);
    assertThat(evidence.posterior(3))
        .containsExactly(new float[] {0.00781005f, 0.98513086f, 0.00705909f}, CLOSE);
  }

  @Test
  void restoredEvidenceGoesOnAsIfNothingHadHappened() {
    Evidence restored = new Evidence(GIVEN, 3, 0.7);
    restored.restore(after(2).averages(), 2);
    assertThat(restored.posterior(1)).isEqualTo(after(2).posterior(1));
    restored.add(EPOCHS[2]);
    assertThat(restored.averages()).isEqualTo(after(3).averages());
    assertThat(restored.noise()).isEqualTo(after(3).noise());
  }

  @Test
  void changesNeedMoreThanTheirUndoing() {
    Evidence evidence = after(3);
    assertThat(evidence.verdict(1, 1, 0.59)).as("above the confidence").isEqualTo(2);
    assertThat(evidence.verdict(1, 1, 0.6)).as("below it").isEqualTo(1);
    assertThat(evidence.verdict(1, 2, 0.6)).as("changed before, still most probable").isEqualTo(2);
    assertThat(evidence.verdict(2, 0, 0.9)).as("the given label is most probable").isEqualTo(2);
  }

  @Test
  void certaintyIsNotNaN() {
    Evidence evidence = new Evidence(new int[] {0, 0}, 2, 0);
    evidence.add(new float[] {0, 1, 1, 0});
    assertThat(evidence.posterior(0)).containsExactly(0, 1);
    assertThat(evidence.posterior(1)).containsExactly(1, 0);
  }
}
