package io.selfcure.curation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.curation.report.LineChart.Mark;
import io.selfcure.curation.report.Series.Point;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers become the right places; expected values are worked out by hand from Plot's margins. */
class ChartsTest {

  @ParameterizedTest
  @CsvSource({
    "0.31, 0.87, 5, 0.2, 1, 0.2",
    "0, 5012, 5, 0, 6000, 2000",
    "2, 2, 5, 1.8, 2.2, 0.1",
    "0, 0, 5, 0, 1, 0.2",
    "-0.3, 0.1, 4, -0.3, 0.1, 0.1",
    "NaN, NaN, 5, 0, 1, 0.2",
  })
  void axesAreRound(double least, double most, int n, double low, double high, double step) {
    Scale scale = Scale.round(least, most, n);
    assertThat(scale.low()).isCloseTo(low, within(1e-9));
    assertThat(scale.high()).isCloseTo(high, within(1e-9));
    assertThat(scale.step()).isCloseTo(step, within(1e-9));
  }

  @Test
  void epochsAreTickedByWholeNumbers() {
    assertThat(Scale.epochs(1, 1).ticks()).containsExactly(1.0);
    assertThat(Scale.epochs(1, 4).ticks()).containsExactly(1.0, 2.0, 3.0, 4.0);
    assertThat(Scale.epochs(1, 40).ticks()).startsWith(5.0, 10.0).endsWith(40.0).hasSize(8);
  }

  @ParameterizedTest
  @CsvSource({
    "0.2, 0.2, 0.2",
    "1, 0.5, 1.0",
    "2000, 1000, '2,000'",
    "50000, 10000, 50k",
    "0, 10000, 0",
    "0.00002, 0.00001, 2e-5",
    "0.015, 0.005, 0.015",
    "-0.0000001, 0.1, 0.0",
  })
  void ticksHaveTheDecimalsOfTheirStep(double value, double step, String text) {
    assertThat(Num.tick(value, step)).isEqualTo(text);
  }

  @Test
  void linesRunThroughTheirPoints() {
    String svg =
        new LineChart("t", "u", Num.Format.PLAIN)
            .fromZero()
            .add(
                new Series(
                    "s",
                    0,
                    List.of(
                        new Point(1, 0),
                        new Point(2, 0.5),
                        new Point(3, Double.NaN),
                        new Point(4, 1, 0.9, 1))))
            .html()
            .toString();
    // x: 58 + (e - 0.5) / 4 * (428 - 58); y: 212 for 0, 20 for 1; the gap parts the line
    assertThat(svg).contains("points=\"104.25,212 196.75,116\"").contains("points=\"381.75,20\"");
    assertThat(svg).contains("points=\"381.75,20 381.75,39.2\""); // the band of the last point
    assertThat(svg).contains("<title>s in epoch 2: 0.500</title>");
    assertThat(svg).contains("s from 0.000 in epoch 1 to 1.000 in epoch 4");
  }

  @Test
  void marksStandAtTheirEpochAndDoNotOverlap() {
    String svg =
        new LineChart("t", "u", Num.Format.PLAIN)
            .add(new Series("s", 0, List.of(new Point(1, 0), new Point(4, 1))))
            .marks(
                List.of(new Mark(4, "⚠1", true), new Mark(2, "R", false), new Mark(4, "⚠2", true)))
            .html()
            .toString();
    assertThat(svg).contains("class=\"event\" x1=\"196.75\"");
    assertThat(svg).contains("class=\"event alarm\" x1=\"381.75\"");
    assertThat(svg).contains("x=\"381.75\" y=\"12\"").contains("x=\"400.75\" y=\"12\"");
  }

  @Test
  void aHistogramCountsEveryValueOnce() {
    double[] values = {0, 0.001, 1.0 / 30, 0.5, 0.999, 1, 1.2, -0.1};
    int[] counts = Histogram.counts(values, 0, 1);
    assertThat(IntStream.of(counts).sum()).isEqualTo(values.length);
    assertThat(counts[0]).as("0, 0.001 and what lies below").isEqualTo(3);
    assertThat(counts[1]).as("a bin holds its lower edge").isEqualTo(1);
    assertThat(counts[15]).isEqualTo(1);
    assertThat(counts[29]).as("0.999, 1 and what lies above").isEqualTo(3);
  }

  @Test
  void histogramsShowSharesOfTheirGroup() {
    String svg =
        new Histogram("t", "q")
            .add("right", 0, 0, 0, 1)
            .add("wrong", 0, 1)
            .add("none")
            .html()
            .toString();
    assertThat(svg).contains("right 75.0\u00a0%, wrong 50.0\u00a0%").contains("right (4)");
    assertThat(svg).doesNotContain("none");
  }

  @Test
  void stackedColumnsLieUponEachOther() {
    String svg = new Columns("t", "u", 2).add("a", 0, 30).add("b", 0, 10).html().toString();
    // the axis goes to 40 over 192 pixels
    assertThat(svg).contains("y=\"68\" width=\"40\" height=\"144\"");
    assertThat(svg).contains("y=\"20\" width=\"40\" height=\"48\"");
    assertThat(svg).contains("epoch 2, b: 10").contains("a 30 in all; b 10 in all");
  }

  @Test
  void barsOfSharesFillTheirRoomAtOne() {
    String svg =
        new RowBars("t", List.of("joy", "a very long class name"), Num.Format.PERCENT)
            .add("recall", 1, Double.NaN)
            .html()
            .toString();
    assertThat(svg).contains("width=\"296\"").contains("width=\"0\"").contains("a very long c…");
    assertThat(svg).contains("joy: recall 100.0\u00a0%; a very long class name: recall –");
  }
}
