package io.selfcure.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.core.data.LabelSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedComparisonTest {

  private static final LabelSet TWO = new LabelSet(List.of("a", "b"));

  /** {@code n} samples of class a and b in turn, of which the second gains some and loses some. */
  private static PairedComparison compare(int n, int gained, int lost, List<String> subjects) {
    int[] truth = IntStream.range(0, n).map(i -> i % 2).toArray();
    int[] first = truth.clone();
    int[] second = truth.clone();
    for (int i = 0; i < gained; i++) {
      first[i] = 1 - truth[i];
    }
    for (int i = gained; i < gained + lost; i++) {
      second[i] = 1 - truth[i];
    }
    return PairedComparison.of(TWO, truth, first, second, subjects, 1);
  }

  private static List<String> nobody(int n) {
    return Collections.nCopies(n, "");
  }

  @Test
  void theChanceIsMcNemarsExactOne() {
    // 2 sum_{k <= 4} C(17, k) / 2^17 and 2 / 2^5, computed with Python's integers
    assertThat(compare(100, 13, 4, nobody(100)).chance()).isCloseTo(0.0490417, within(1e-7));
    assertThat(compare(100, 0, 5, nobody(100)).chance()).isCloseTo(0.0625, within(1e-12));
    assertThat(compare(100, 3, 3, nobody(100)).chance()).isEqualTo(1);
    assertThat(compare(100, 0, 0, nobody(100)).chance()).isEqualTo(1);
  }

  @Test
  void theGainIsToldWithItsInterval() {
    PairedComparison c = compare(1000, 60, 20, nobody(1000));
    assertThat(c.accuracyGain()).isCloseTo(0.04, within(1e-12));
    // the normal approximation: 0.04 +- 1.96 sqrt(80 - 40^2 / 1000) / 1000
    assertThat(c.accuracy().low()).isCloseTo(0.0226, within(0.003));
    assertThat(c.accuracy().high()).isCloseTo(0.0574, within(0.003));
    assertThat(c.macroF1Gain()).isCloseTo(0.04, within(0.001));
    assertThat(c.macroF1().low()).isPositive();
    assertThat(c.verdict()).isEqualTo(PairedComparison.Verdict.BETTER);
  }

  @Test
  void fewDifferencesTellNothing() {
    assertThat(compare(1000, 5, 0, nobody(1000)).verdict())
        .isEqualTo(PairedComparison.Verdict.NO_DIFFERENCE_SEEN);
    assertThat(compare(1000, 30, 25, nobody(1000)).verdict())
        .isEqualTo(PairedComparison.Verdict.NO_DIFFERENCE_SEEN);
    assertThat(compare(1000, 5, 30, nobody(1000)).verdict())
        .isEqualTo(PairedComparison.Verdict.WORSE);
  }

  @Test
  void picturesOfOnePersonAreNotIndependent() {
    // the 12 that differ are all one person's: of people there is one that tells
    String[] people = new String[200];
    Arrays.setAll(people, i -> i < 12 ? "one" : "person " + i);
    assertThat(compare(200, 12, 0, nobody(200)).verdict())
        .isEqualTo(PairedComparison.Verdict.BETTER);
    assertThat(compare(200, 12, 0, List.of(people)).verdict())
        .isEqualTo(PairedComparison.Verdict.NO_DIFFERENCE_SEEN);
  }
}
