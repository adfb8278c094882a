package io.selfcure.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Expected numbers: src/test/resources/metrics/reference.py, 100,000 draws of numpy. */
class BootstrapTest {

  /** A percentile of 1,000 draws wavers by 2 % of the interval (one standard error). */
  private static final double NEAR = 0.07;

  private static Intervals intervals(List<String> subjects, long seed) {
    return Objects.requireNonNull(
        Evaluation.withIntervals(
                Streams.probabilities(), Streams.truth(), Streams.LABELS, subjects, seed)
            .intervals());
  }

  private static void near(Interval interval, double low, double high) {
    assertThat(interval.low()).isCloseTo(low, within(NEAR * (high - low)));
    assertThat(interval.high()).isCloseTo(high, within(NEAR * (high - low)));
  }

  /** numpy.percentile([1, 2, 4, 8], [0, 2.5, 50, 90, 100]). */
  @Test
  void percentilesAreLinearBetweenValues() {
    double[] values = {1, 2, 4, 8};
    assertThat(Bootstrap.percentile(values, 0)).isEqualTo(1);
    assertThat(Bootstrap.percentile(values, 0.025)).isCloseTo(1.075, within(1e-12));
    assertThat(Bootstrap.percentile(values, 0.5)).isCloseTo(3, within(1e-12));
    assertThat(Bootstrap.percentile(values, 0.9)).isCloseTo(6.8, within(1e-12));
    assertThat(Bootstrap.percentile(values, 1)).isEqualTo(8);
  }

  @Test
  void samplesAreDrawnWhereNobodyIsKnown() {
    Intervals i = intervals(Collections.nCopies(Streams.SAMPLES, ""), 0);
    assertThat(i.unit()).isEqualTo(Intervals.Unit.SAMPLES);
    assertThat(i.units()).isEqualTo(200);
    near(i.accuracy(), 0.625, 0.755);
    near(i.balancedAccuracy(), 0.7057, 0.8071);
    near(i.macroF1(), 0.6195, 0.7512);
    near(i.ece(), 0.2092, 0.3347);
    assertThat(intervals(Collections.nCopies(Streams.SAMPLES, ""), 0)).isEqualTo(i);
    assertThat(intervals(Collections.nCopies(Streams.SAMPLES, ""), 1)).isNotEqualTo(i);
  }

  /** People of very different size and hardness: those predicted wrongly are few. */
  private static List<String> people() {
    List<String> people = new ArrayList<>();
    int[] predicted = new Probabilities(Streams.probabilities(), 4).argMax();
    int[] truth = Streams.truth();
    for (int i = 0; i < truth.length; i++) {
      people.add(predicted[i] == truth[i] ? "good " + i % 30 : "bad " + i % 10);
    }
    return people;
  }

  @Test
  void peopleAreDrawnWithAllTheirPicturesWhichIsWider() {
    Intervals i = intervals(people(), 0);
    assertThat(i.unit()).isEqualTo(Intervals.Unit.SUBJECTS);
    assertThat(i.units()).isEqualTo(40);
    near(i.accuracy(), 0.5288, 0.852);
    near(i.balancedAccuracy(), 0.6401, 0.8797);
    near(i.macroF1(), 0.5273, 0.8494);
    near(i.ece(), 0.1179, 0.4064);
  }

  @Test
  void aPictureOfNobodyKnownIsDrawnAlone() {
    List<String> some = people();
    Collections.fill(some.subList(0, 100), "");
    int known = (int) some.subList(100, 200).stream().distinct().count();
    assertThat(intervals(some, 0).units()).isEqualTo(100 + known);
    assertThat(intervals(some, 0).unit()).isEqualTo(Intervals.Unit.SUBJECTS);
  }

  @Test
  void onePersonSaysNothingOfOthers() {
    assertThat(
            Evaluation.withIntervals(
                    Streams.probabilities(),
                    Streams.truth(),
                    Streams.LABELS,
                    Collections.nCopies(Streams.SAMPLES, "ann"),
                    0)
                .intervals())
        .isNull();
  }

  @Test
  void aSharesIntervalIsTheBinomials() {
    // scipy: binom.ppf([.025, .975], 200, 0.69) / 200
    assertThat(Bootstrap.ofShare(138, 200)).isEqualTo(new Interval(0.625, 0.755));
    assertThat(Bootstrap.ofShare(5, 5)).isEqualTo(new Interval(1, 1));
    assertThat(Bootstrap.ofShare(0, 5)).isEqualTo(new Interval(0, 0));
  }
}
