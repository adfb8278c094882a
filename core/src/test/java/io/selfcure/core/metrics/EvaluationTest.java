package io.selfcure.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.DivergedException;
import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Expected numbers without another source: src/test/resources/metrics/reference.py. */
class EvaluationTest {

  private static final Offset<Double> EXACT = within(1e-12);
  private static final List<String> NOBODY = Collections.nCopies(Streams.SAMPLES, "");
  private static final LabelSet THREE = LabelSet.of("x", "y", "z");

  private final Evaluation evaluation =
      Evaluation.withIntervals(Streams.probabilities(), Streams.truth(), Streams.LABELS, NOBODY, 0);

  @Test
  void agreesWithNumpy() {
    assertThat(evaluation.confusion().rows())
        .isEqualTo(
            List.of(
                List.of(41L, 9L, 15L, 13L),
                List.of(3L, 37L, 6L, 6L),
                List.of(3L, 3L, 38L, 4L),
                List.of(0L, 0L, 0L, 22L)));
    assertThat(evaluation.samples()).isEqualTo(200);
    assertThat(evaluation.accuracy()).isCloseTo(0.69, EXACT);
    assertThat(evaluation.balancedAccuracy()).isCloseTo(0.7572115384615384, EXACT);
    assertThat(evaluation.macroF1()).isCloseTo(0.6889175147672392, EXACT);
    assertThat(evaluation.perClassRecall().get("a")).isCloseTo(0.5256410256410257, EXACT);
    assertThat(evaluation.perClassRecall().get("d")).isEqualTo(1.0);
    assertThat(evaluation.perClassPrecision().get("d")).isCloseTo(0.4888888888888889, EXACT);
    assertThat(evaluation.ece()).isCloseTo(0.27646294966340074, EXACT);
  }

  @Test
  void binsAgreeWithNumpy() {
    assertThat(evaluation.calibration().bins()).hasSize(15);
    assertThat(evaluation.calibration().bins().stream().map(Calibration.Bin::samples))
        .containsExactly(0L, 0L, 0L, 0L, 35L, 67L, 40L, 37L, 10L, 9L, 0L, 1L, 1L, 0L, 0L);
    Calibration.Bin fifth = evaluation.calibration().bins().get(4);
    assertThat(fifth.confidence()).isCloseTo(0.3117277034691402, EXACT);
    assertThat(fifth.accuracy()).isCloseTo(0.7428571428571429, EXACT);
  }

  @Test
  void logLossIsTheMeanSurprise() {
    float[] p = {0.75f, 0.125f, 0.125f, 0.25f, 0.5f, 0.25f, 0.5f, 0.25f, 0.25f};
    Evaluation e = Evaluation.of(p, new int[] {0, 1, 2}, THREE);
    // -(ln 0.75 + ln 0.5 + ln 0.25) / 3
    assertThat(e.logLoss()).isCloseTo(0.789041204710539, EXACT);
  }

  @Test
  void binsAreFifteenthsOfTheWay() {
    List<Calibration.Bin> bins = evaluation.calibration().bins();
    assertThat(bins.get(0).above()).isZero();
    assertThat(bins.get(4).above()).isCloseTo(4 / 15.0, EXACT);
    assertThat(bins.get(4).upTo()).isCloseTo(1 / 3.0, EXACT);
    assertThat(bins.get(14).upTo()).isEqualTo(1);
  }

  @Test
  void oneRightSample() {
    Evaluation one = Evaluation.of(new float[] {0.25f, 0.5f, 0.25f}, new int[] {1}, THREE);
    assertThat(one.accuracy()).isEqualTo(1);
    assertThat(one.intervals()).isNull();
    assertThat(one.balancedAccuracy()).isEqualTo(1);
    assertThat(one.macroF1()).isEqualTo(1);
    assertThat(one.ece()).isEqualTo(0.5);
    assertThat(one.perClassRecall()).containsEntry("x", null).containsEntry("y", 1.0);
  }

  @Test
  void classWithoutSamplesIsNoTermAndClassNeverPredictedCountsZero() {
    // Truth x x y, predicted x z x. Recalls 1/2 and 0; F1 of x 2*1/(2+2) = 1/2, of y 0.
    float[] p = {1, 0, 0, 0, 0, 1, 1, 0, 0};
    Evaluation e = Evaluation.of(p, new int[] {0, 0, 1}, THREE);
    assertThat(e.balancedAccuracy()).isEqualTo(0.25);
    assertThat(e.macroF1()).isEqualTo(0.25);
    assertThat(e.confusion().recall(2)).isNaN();
    assertThat(e.confusion().f1(2)).isNaN();
    assertThat(e.confusion().precision(1)).isNaN();
    assertThat(e.confusion().count(0, 2)).isEqualTo(1);
    assertThat(e.confusion().count(2, 0)).isZero();
  }

  @Test
  void equalProbabilitiesPredictTheFirstClass() {
    float third = 1 / 3f;
    Evaluation e = Evaluation.of(new float[] {third, third, third}, new int[] {0}, THREE);
    assertThat(e.accuracy()).isEqualTo(1);
  }

  @Test
  void binEdgesBelongToTheBinBelow() {
    boolean[] right = {true};
    // 0.2f is just above 3/15, 0.6f just above 9/15, 0.8f just above 12/15 as a double.
    assertThat(binOf(0f)).isZero();
    assertThat(binOf(1f)).isEqualTo(14);
    assertThat(binOf(Math.nextUp(1f))).isEqualTo(14);
    assertThat(binOf(0.2f)).isEqualTo(3);
    assertThat(binOf(Math.nextDown(0.2f))).isEqualTo(2);
    assertThat(Calibration.of(new float[] {1f}, right).ece()).isZero();
  }

  private static int binOf(float confidence) {
    List<Calibration.Bin> bins =
        Calibration.of(new float[] {confidence}, new boolean[] {true}).bins();
    return bins.stream().map(Calibration.Bin::samples).toList().indexOf(1L);
  }

  @Test
  void refusesWhatCannotBeEvaluated() {
    assertThatThrownBy(() -> Evaluation.of(new float[0], new int[0], THREE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no samples");
    assertThatThrownBy(
            () -> Evaluation.of(new float[] {1, 0, 0, 0, Float.NaN, 0}, new int[] {0, 1}, THREE))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("sample 1")
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> Evaluation.of(new float[] {1, 0, 0}, new int[] {-1}, THREE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("label -1");
    assertThatThrownBy(() -> Evaluation.of(new float[] {4, -2, 1}, new int[] {0}, THREE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a probability");
    assertThatThrownBy(() -> Evaluation.of(new float[] {1, 0, 0}, new int[] {0, 1}, THREE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void mapIsJson() {
    Evaluation one = Evaluation.of(new float[] {0, 1, 0}, new int[] {1}, THREE);
    String json = JsonMapper.shared().writeValueAsString(one.toMap());
    assertThat(json)
        .startsWith("{\"samples\":1,\"accuracy\":1.0,\"accuracy-interval-95\":null,")
        .contains("\"per-class-recall\":{\"x\":null,\"y\":1.0,\"z\":null}")
        .contains("\"confusion-rows-true-columns-predicted\":[[0,0,0],[0,1,0],[0,0,0]]")
        .doesNotContain("NaN");
  }

  @Test
  void mapHasIntervalsBesideTheirFigures() {
    String json = JsonMapper.shared().writeValueAsString(evaluation.toMap());
    assertThat(json)
        .startsWith("{\"samples\":200,\"accuracy\":0.69,\"accuracy-interval-95\":[0.6")
        .contains("\"intervals-over\":\"samples\",\"interval-units\":200")
        .containsPattern("\"macro-f1\":0\\.\\d+,\"macro-f1-interval-95\":\\[0");
  }
}
