package io.selfcure.curation.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.curation.ledger.History;
import io.selfcure.curation.ledger.Observations;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BeliefTest {

  private static final LabelSet CLASSES = LabelSet.of("a", "b", "c", "d");

  private static AuditInput evidence(float[] p, int given, @Nullable History history) {
    return new AuditInput(CLASSES, List.of(Sample.of("x", "#0", Split.TRAIN, given)), p, history);
  }

  private static History history(Observations... epochs) {
    TreeMap<Integer, Observations> all = new TreeMap<>();
    for (int n = 0; n < epochs.length; n++) {
      all.put(n + 1, epochs[n]);
    }
    return History.of(List.of("x"), all, List.of());
  }

  private static Observations seen(float ofGiven, float ofBest, int best) {
    Observations o = new Observations(1);
    o.set(0, 0.25f, ofGiven, ofBest, best);
    return o;
  }

  @Test
  void isThePresentProbabilityWithoutALedger() {
    Belief belief = evidence(new float[] {0.1f, 0.6f, 0.2f, 0.1f}, 0, null).belief();
    assertThat(belief.share(0, 1)).isCloseTo(0.6, within(1e-6));
    assertThat(belief.best(0)).isEqualTo(1);
    assertThat(belief.confidence(0)).isCloseTo(0.6 / 0.7, within(1e-6));
    assertThat(belief.score(0)).isCloseTo(0.9, within(1e-6));
  }

  @Test
  void halfOfItIsTheLaterHalfOfTheEpochs() {
    // of four epochs the first two do not count
    History history =
        history(seen(0.9f, 0.9f, 0), seen(0.9f, 0.9f, 0), seen(0.2f, 0.5f, 1), seen(0.4f, 0.4f, 0));
    AuditInput evidence = evidence(new float[] {0.8f, 0.1f, 0.05f, 0.05f}, 0, history);
    Belief belief = evidence.belief();
    // third epoch: a 0.2, b 0.5, the rest 0.15 each; fourth: a 0.4, the rest 0.2 each
    assertThat(belief.share(0, 0)).isCloseTo((0.8 + 0.3) / 2, within(1e-6));
    assertThat(belief.share(0, 1)).isCloseTo((0.1 + 0.35) / 2, within(1e-6));
    assertThat(belief.share(0, 2)).isCloseTo((0.05 + 0.175) / 2, within(1e-6));
    assertThat(belief.score(0)).isCloseTo(1 - Math.sqrt(0.8 * Math.sqrt(0.2 * 0.4)), within(1e-6));
    assertThat(evidence.alpha(0)).isCloseTo(0.25, within(1e-6));
  }

  @Test
  void aSampleThatTheLedgerLacksHasNoHistory() {
    Observations unseen = new Observations(1);
    Belief belief = evidence(new float[] {0.4f, 0.6f, 0, 0}, 0, history(unseen, unseen)).belief();
    assertThat(belief.score(0)).isCloseTo(0.6, within(1e-6));
  }

  @Test
  void certaintyStaysFinite() {
    Belief belief = evidence(new float[] {0, 0, 1, 0}, 0, history(seen(0, 1, 2))).belief();
    assertThat(belief.score(0)).isBetween(0.99, 1.0);
    assertThat(belief.confidence(0)).isEqualTo(1);
  }
}
