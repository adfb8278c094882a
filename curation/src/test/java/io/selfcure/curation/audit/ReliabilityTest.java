package io.selfcure.curation.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Judges and labels are drawn, so that the truth is known. */
class ReliabilityTest {

  private static final LabelSet CLASSES = new LabelSet(List.of("a", "b", "c", "d"));
  private static final int C = CLASSES.size();

  /** What a judge says of samples with drawn labels. */
  private record Drawn(List<Sample> samples, PlantedErrors errors, float[] p, int[] truth) {

    /**
     * Draws.
     *
     * @param noise the share of wrong labels
     * @param skill how far the right class stands out, on average
     */
    static Drawn of(int n, double noise, double skill, long seed) {
      Random random = new Random(seed);
      List<Sample> samples = new ArrayList<>();
      Map<String, Integer> before = new HashMap<>();
      float[] p = new float[n * C];
      int[] truths = new int[n];
      for (int i = 0; i < n; i++) {
        int truth = random.nextInt(C);
        int label = random.nextDouble() < noise ? other(truth, random) : truth;
        String id = "s" + i;
        int shown = label;
        if (random.nextDouble() < 0.05) {
          before.put(id, label);
          shown = other(label, random);
        }
        samples.add(Sample.of(id, "#" + i, Split.TRAIN, shown));
        double[] z = new double[C];
        double sum = 0;
        double strength = skill * (0.3 + random.nextDouble() * 1.4);
        for (int c = 0; c < C; c++) {
          // a judge leans to what it was taught, a little
          z[c] =
              Math.exp(
                  random.nextGaussian() + (c == truth ? strength : 0) + (c == shown ? 0.5 : 0));
          sum += z[c];
        }
        for (int c = 0; c < C; c++) {
          p[i * C + c] = (float) (z[c] / sum);
        }
        truths[i] = truth;
      }
      return new Drawn(samples, new PlantedErrors(before, 0.05, seed), p, truths);
    }

    private static int other(int label, Random random) {
      return (label + 1 + random.nextInt(C - 1)) % C;
    }

    AuditInput input() {
      return new AuditInput(CLASSES, samples, p, null);
    }

    Reliability reliability(double asked) {
      return Reliability.of(input(), errors, AuditRules.DEFAULT, asked, 1);
    }

    /** The share of the changes at such a confidence that are right. */
    double precision(double confidence) {
      Belief belief = input().belief();
      int changes = 0;
      int right = 0;
      for (int i = 0; i < samples.size(); i++) {
        if (!errors.before().containsKey(samples.get(i).id())
            && belief.confidence(i) >= confidence
            && belief.share(i, belief.other(i)) >= AuditRules.DEFAULT.sure()) {
          changes++;
          right += belief.other(i) == truth[i] ? 1 : 0;
        }
      }
      return (double) right / changes;
    }
  }

  @Test
  void tellsHowManyLabelsAreWrongAndHowManyChangesAreRight() {
    for (double noise : new double[] {0.1, 0.2, 0.3}) {
      double wrongs = 0;
      double difference = 0;
      for (int seed = 1; seed <= 5; seed++) {
        Drawn drawn = Drawn.of(20_000, noise, 3.5, seed);
        Reliability told = drawn.reliability(0.9);
        Reliability.Share wrong = Objects.requireNonNull(told.wrong());
        assertThat(wrong.range().low()).isLessThan(wrong.value());
        assertThat(wrong.range().high()).isGreaterThan(wrong.value());
        wrongs += wrong.value() / 5;
        Reliability.Point chosen = Objects.requireNonNull(told.chosen(), "noise " + noise);
        assertThat(chosen.precision()).isGreaterThanOrEqualTo(0.9);
        difference += (drawn.precision(chosen.confidence()) - chosen.precision()) / 5;
      }
      assertThat(wrongs).as("noise %s", noise).isCloseTo(noise, within(0.07 * noise));
      assertThat(difference).as("noise %s", noise).isCloseTo(0, within(0.04));
    }
  }

  @Test
  void promisesNothingOfAJudgeThatGuesses() {
    Reliability told = Drawn.of(20_000, 0.2, 0, 7).reliability(0.9);
    assertThat(told.chosen()).isNull();
  }

  @Test
  void findsNextToNothingWhereNothingIsWrong() {
    Reliability told = Drawn.of(20_000, 0, 3.5, 7).reliability(0.95);
    assertThat(Objects.requireNonNull(told.wrong()).value()).isLessThan(0.03);
    assertThat(told.chosen()).isNull();
  }

  @Test
  void tellsTheSameOfTheSame() {
    assertThat(Drawn.of(3_000, 0.2, 3, 1).reliability(0.9))
        .isEqualTo(Drawn.of(3_000, 0.2, 3, 1).reliability(0.9));
  }
}
