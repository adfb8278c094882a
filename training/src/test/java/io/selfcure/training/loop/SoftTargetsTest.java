package io.selfcure.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Card;
import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.progress.Progress;
import io.selfcure.training.input.Cohort;
import io.selfcure.training.input.SoftTargets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SoftTargetsTest extends SmallRuns {

  /** The data with votes on every second training sample: two for its label, one for the next. */
  private Dataset voted(Dataset of, String name, String... steps) {
    try (DatasetWriter writer = DatasetWriter.sharing(dir.resolve(name), of)) {
      for (int i = 0; i < of.samples().size(); i++) {
        Sample s = of.samples().get(i);
        List<Integer> votes = new ArrayList<>(List.of(0, 0, 0));
        votes.set(s.label(), 2);
        votes.set((s.label() + 1) % 3, 1);
        writer.add(i % 2 == 0 && s.split() == Split.TRAIN ? s.withVotes(votes) : s);
      }
      List<Map<String, String>> madeBy = new ArrayList<>();
      for (String step : steps) {
        madeBy.add(Card.step(step));
      }
      return writer.finish("voted", "made here", "free", madeBy);
    }
  }

  private Dataset clean() {
    return Dataset.read(dir.resolve("clean"));
  }

  @Test
  void aSampleHasItsVotesUntilItsLabelChanges() {
    Dataset set = voted(clean(), "voted");
    Cohort training = Cohort.of(set, Split.TRAIN);
    SoftTargets soft =
        Objects.requireNonNull(SoftTargets.of(settings("targets=soft"), set, training));
    int[] labels = training.labels();
    float third = 1 / 3f;
    assertThat(soft.of(new int[] {4, 1}, new int[] {labels[4], labels[1]}))
        .isDeepEqualTo(new float[][] {{0, 2 * third, third}, {0, 1, 0}});
    assertThat(soft.of(new int[] {4}, new int[] {0})).isDeepEqualTo(new float[][] {{1, 0, 0}});
    assertThat(SoftTargets.of(settings(), set, training)).isNull();
  }

  @Test
  void trainingOnVotesIsOtherTrainingAndRepeatable() {
    data = voted(clean(), "voted");
    var given = run("given", Progress.NONE, "epochs=2");
    var soft = run("soft", Progress.NONE, "epochs=2", "targets=soft");
    assertThat(soft.get(0).get("loss")).isNotEqualTo(given.get(0).get("loss"));
    assertThat(run("again", Progress.NONE, "epochs=2", "targets=soft")).isEqualTo(soft);
  }

  @Test
  void refusesWhatHasNoVotesOrVotesThatTellTheTruth() {
    assertThatThrownBy(() -> run("none", Progress.NONE, "targets=soft"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no votes");
    assertThat(dir.resolve("none")).doesNotExist();
    Dataset told = voted(data, "told", "import", "noise", "cross-validate");
    assertThatThrownBy(
            () -> SoftTargets.of(settings("targets=soft"), told, Cohort.of(told, Split.TRAIN)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("on purpose");
    Dataset cured = voted(data, "cured", "import", "noise", "cure");
    assertThat(SoftTargets.of(settings("targets=soft"), cured, Cohort.of(cured, Split.TRAIN)))
        .isNotNull();
    assertThatThrownBy(() -> settings("mode=improved", "targets=soft", "learn-margin-1=false"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("targets: soft");
  }
}
