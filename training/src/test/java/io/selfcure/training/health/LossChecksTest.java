package io.selfcure.training.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LossChecksTest {

  private static Vitals epoch(int epoch, long relabelled, double loss, double accuracy) {
    return new Vitals(
        epoch,
        new Vitals.Losses(1, 0),
        new Vitals.Validation(loss, accuracy),
        new Vitals.Weights(0.5, 0.1, 0.1),
        0.5,
        new Vitals.Changes(relabelled, 0, new int[0], new int[0]));
  }

  @Test
  void aLossThatRisesWhileAccuracyFallsSinceRelabellingIsToldInItsThirdEpoch() {
    Check check = LossChecks.risingSinceRelabelling();
    assertThat(check.finding(epoch(1, 0, 1.2, 0.70))).isNull();
    assertThat(check.finding(epoch(2, 0, 1.0, 0.75))).isNull();
    assertThat(check.finding(epoch(3, 9, 1.2, 0.74))).isNull();
    assertThat(check.finding(epoch(4, 9, 1.3, 0.73))).isNull();
    assertThat(check.finding(epoch(5, 9, 1.4, 0.71)))
        .isEqualTo(
            "since labels are changed the validation loss is 1.400, after 1.000 before, and the"
                + " accuracy 71.0 %, after 75.0 % before");
  }

  @Test
  void aNetworkThatGetsSurerThanWrongHeldOutLabelsAllowIsNoAlarmWhileItGetsBetter() {
    Check check = LossChecks.risingSinceRelabelling();
    check.finding(epoch(1, 0, 1.5, 0.53));
    for (int e = 2; e < 12; e++) {
      assertThat(check.finding(epoch(e, 9, 1.5 + 0.1 * e, 0.53 + 0.001 * e))).isNull();
    }
  }

  @Test
  void fallingAccuracyBeforeRelabellingOrWithoutHeldOutPicturesIsNoAlarm() {
    Check check = LossChecks.risingSinceRelabelling();
    for (int e = 1; e < 6; e++) {
      assertThat(check.finding(epoch(e, 0, e, 0.8 - 0.1 * e))).isNull();
    }
    Check blind = LossChecks.risingSinceRelabelling();
    for (int e = 1; e < 6; e++) {
      assertThat(blind.finding(epoch(e, 9, Double.NaN, Double.NaN))).isNull();
    }
  }
}
