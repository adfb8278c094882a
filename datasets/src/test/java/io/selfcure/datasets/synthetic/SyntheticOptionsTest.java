package io.selfcure.datasets.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.error.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntheticOptionsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 10, 64, 0.1, 0.0, train",
    "-1, 10, 64, 0.1, 0.0, train",
    "20000000, 10, 64, 0.1, 0.0, train",
    "10, -1, 64, 0.1, 0.0, valid",
    "10, 10, 31, 0.1, 0.0, size",
    "10, 10, 513, 0.1, 0.0, size",
    "10, 10, 64, -0.1, 0.0, blends",
    "10, 10, 64, 1.1, 0.0, blends",
    "10, 10, 64, NaN, 0.0, blends",
    "10, 10, 64, 0.1, 2.0, unreadable"
  })
  void refusesWhatIsOutOfRange(
      int train, int valid, int size, double blends, double unreadable, String option) {
    assertThatThrownBy(() -> new SyntheticOptions(train, valid, size, blends, unreadable, 1))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(option);
  }

  @Test
  void theDemonstrationKeepsItsSeed() {
    assertThat(SyntheticOptions.demo(9))
        .isEqualTo(new SyntheticOptions(3500, 700, 64, 0.15, 0.0, 9));
  }
}
