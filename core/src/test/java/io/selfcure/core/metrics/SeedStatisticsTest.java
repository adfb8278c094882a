package io.selfcure.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected numbers: src/test/resources/metrics/reference.py. */
class SeedStatisticsTest {

  private static String two(double v) {
    return String.format(Locale.ROOT, "%.2f", v);
  }

  @Test
  void agreesWithScipy() {
    SeedStatistics five = SeedStatistics.of(0.71, 0.74, 0.75, 0.79, 0.86);
    assertThat(five.mean()).isCloseTo(0.77, within(1e-12));
    assertThat(five.deviation()).isCloseTo(0.05787918451395112, within(1e-12));
    Interval interval = Objects.requireNonNull(five.interval());
    assertThat(interval.low()).isCloseTo(0.6981335003436341, within(1e-9));
    assertThat(interval.high()).isCloseTo(0.841866499656366, within(1e-9));
    Interval three = Objects.requireNonNull(SeedStatistics.of(0.7765, 0.7762, 0.7841).interval());
    assertThat(three.low()).isCloseTo(0.7678119030824073, within(1e-9));
    assertThat(three.high()).isCloseTo(0.7900547635842594, within(1e-9));
  }

  /**
   * Seeds' figures as normal draws: the true mean is in 95 of 100 intervals, whatever their number.
   * 40,000 of them leave 0.1 points of chance.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void ninetyFiveOfAHundredIntervalsHoldTheMean(int seeds) {
    Random random = new Random(20261127);
    int trials = 40_000;
    int held = 0;
    for (int t = 0; t < trials; t++) {
      double[] values = new double[seeds];
      for (int i = 0; i < seeds; i++) {
        values[i] = 0.77 + 0.004 * random.nextGaussian();
      }
      SeedStatistics s = SeedStatistics.of(values);
      Interval interval = SeedStatistics.interval(seeds, s.mean(), s.deviation());
      held += interval.low() <= 0.77 && 0.77 <= interval.high() ? 1 : 0;
    }
    assertThat(100.0 * held / trials).isCloseTo(95, within(1.5));
  }

  @Test
  void twoSeedsHaveARangeAndOneHasItself() {
    SeedStatistics two = SeedStatistics.of(0.8, 0.6);
    assertThat(two.interval()).isNull();
    assertThat(two.text(SeedStatisticsTest::two)).isEqualTo("0.70 (min 0.60, max 0.80)");
    SeedStatistics one = SeedStatistics.of(0.7);
    assertThat(one.deviation()).isNaN();
    assertThat(one.text(SeedStatisticsTest::two)).isEqualTo("0.70");
    assertThat(SeedStatistics.of(0.7, 0.7, 0.7).text(SeedStatisticsTest::two))
        .isEqualTo("0.70 [0.70, 0.70]");
    assertThatThrownBy(SeedStatistics::of).isInstanceOf(IllegalArgumentException.class);
  }
}
