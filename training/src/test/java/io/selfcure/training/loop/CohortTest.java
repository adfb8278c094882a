package io.selfcure.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.training.input.Cohort;
import java.util.List;
import org.junit.jupiter.api.Test;

class CohortTest extends SmallRuns {

  @Test
  void aHeldOutShareIsNotTrainedOn() {
    Cohort.Parts parts = Cohort.divide(data, settings("holdout=0.25"));
    assertThat(parts.training().size()).isEqualTo(45);
    assertThat(parts.validation().size()).isEqualTo(15);
    assertThat(parts.validation().samples()).allMatch(s -> s.split() == Split.TRAIN);
    assertThat(parts.training().samples())
        .doesNotContainAnyElementsOf(parts.validation().samples());
    assertThat(Cohort.divide(data, settings("holdout=0.25")).validation().samples())
        .isEqualTo(parts.validation().samples());
  }

  @Test
  void subjectsAreHeldOutWhole() {
    subjects(6, 6, 6, 6, 6, 6, 6, 6, 6, 6);
    Cohort.Parts parts = Cohort.divide(data, settings("holdout=0.2"));
    assertThat(parts.validation().size()).isEqualTo(12);
    List<String> held = parts.validation().samples().stream().map(Sample::subject).toList();
    assertThat(parts.training().samples()).noneMatch(s -> held.contains(s.subject()));
  }

  @Test
  void aSubjectThatIsTooLargeIsPassedOver() {
    subjects(40, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2);
    for (int seed = 1; seed <= 20; seed++) {
      Cohort.Parts parts = Cohort.divide(data, settings("holdout=0.1", "seed=" + seed));
      assertThat(parts.validation().size()).as("seed %d", seed).isEqualTo(6);
    }
  }

  @Test
  void theSmallestSubjectIsHeldOutWhereAllAreTooLarge() {
    subjects(20, 30, 10);
    Cohort.Parts parts = Cohort.divide(data, settings("holdout=0.01"));
    assertThat(parts.validation().samples()).hasSize(10).allMatch(s -> s.subject().equals("p2"));
  }

  @Test
  void oneSampleIsHeldOutWhereTheShareOfEveryClassIsLess() {
    assertThat(Cohort.divide(data, settings("holdout=0.001")).validation().size()).isEqualTo(1);
  }

  @Test
  void somebodyIsLeftToTrainOn() {
    subjects(30, 30);
    assertThat(Cohort.divide(data, settings("holdout=0.9")).training().size()).isEqualTo(30);
  }

  @Test
  void theOnlySubjectCannotBeHeldOut() {
    subjects(60);
    assertThatThrownBy(() -> Cohort.divide(data, settings("holdout=0.5")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("to hold out");
  }

  /** Makes the training samples those of subjects with so many samples each. */
  private void subjects(int... sizes) {
    try (DatasetWriter writer = DatasetWriter.sharing(dir.resolve("people"), data)) {
      int at = 0;
      for (int p = 0; p < sizes.length; p++) {
        for (int i = 0; i < sizes[p]; i++) {
          writer.add(data.split(Split.TRAIN).get(at++).ofSubject("p" + p));
        }
      }
      data = writer.finish("people", "made here", "free", List.of());
    }
  }
}
