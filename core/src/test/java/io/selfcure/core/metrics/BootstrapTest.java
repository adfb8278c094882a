package io.selfcure.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BootstrapTest {

  /** All 5^5 draws, each equally likely: what drawing at random must come close to. */
  @Test
  void theIntervalOfAMeanIsThatOfAllDraws() {
    double[] values = {0.71, 0.74, 0.75, 0.79, 0.86};
    double[] means = new double[3125];
    for (int draw = 0; draw < means.length; draw++) {
      int rest = draw;
      for (int i = 0; i < 5; i++) {
        means[draw] += values[rest % 5] / 5;
        rest /= 5;
      }
    }
    Arrays.sort(means);
    Bootstrap.Interval interval = Bootstrap.mean(values, 7);
    assertThat(interval.low()).isCloseTo(means[78], within(0.004));
    assertThat(interval.high()).isCloseTo(means[3046], within(0.004));
    assertThat(Bootstrap.mean(values, 7)).isEqualTo(interval);
  }

  @Test
  void twoSeedsGiveTheirRangeAndOneGivesItself() {
    assertThat(Bootstrap.mean(new double[] {0.8, 0.6}, 1))
        .isEqualTo(new Bootstrap.Interval(0.6, 0.8));
    assertThat(Bootstrap.mean(new double[] {0.7}, 1)).isEqualTo(new Bootstrap.Interval(0.7, 0.7));
  }
}
