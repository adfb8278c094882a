package io.selfcure.training.crossval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.UsageException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FoldsTest {

  private static Sample sample(int i, int label, String subject) {
    return new Sample(
        "s" + i, "#" + i, Split.TRAIN, label, Sample.UNKNOWN, List.of(), subject, -1, null);
  }

  /** Classes of 100, 37, 11 and 3 samples in mixed order. */
  private static List<Sample> uneven() {
    List<Sample> samples = new ArrayList<>();
    int[] sizes = {100, 37, 11, 3};
    for (int c = 0; c < sizes.length; c++) {
      for (int k = 0; k < sizes[c]; k++) {
        samples.add(sample(samples.size(), c, ""));
      }
    }
    Collections.shuffle(samples, new Random(3));
    return samples;
  }

  @Test
  void everyClassIsSpreadToWithinOneSample() {
    List<Sample> samples = uneven();
    for (int folds : new int[] {2, 3, 4, 7}) {
      int[] fold = Folds.divide(samples, 4, folds, 5);
      int[][] counts = new int[folds][4];
      for (int i = 0; i < fold.length; i++) {
        counts[fold[i]][samples.get(i).label()]++;
      }
      for (int c = 0; c < 4; c++) {
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (int[] ofFold : counts) {
          least = Math.min(least, ofFold[c]);
          most = Math.max(most, ofFold[c]);
        }
        assertThat(most - least).as("%d folds, class %d", folds, c).isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void theSeedDecidesAndNothingElse() {
    List<Sample> samples = uneven();
    assertThat(Folds.divide(samples, 4, 4, 5)).isEqualTo(Folds.divide(samples, 4, 4, 5));
    assertThat(Folds.divide(samples, 4, 4, 5)).isNotEqualTo(Folds.divide(samples, 4, 4, 6));
  }

  @Test
  void aSubjectIsInOneFoldAndFoldsAreAlike() {
    Random random = new Random(8);
    List<Sample> samples = new ArrayList<>();
    for (int subject = 0; subject < 60; subject++) {
      int pictures = 1 + random.nextInt(12);
      for (int k = 0; k < pictures; k++) {
        samples.add(sample(samples.size(), random.nextInt(3), "p" + subject));
      }
    }
    for (int k = 0; k < 20; k++) { // nobody knows whose these are
      samples.add(sample(samples.size(), k % 3, ""));
    }
    int[] fold = Folds.divide(samples, 3, 4, 1);
    Map<String, Integer> foldOf = new HashMap<>();
    int[] sizes = new int[4];
    for (int i = 0; i < fold.length; i++) {
      String subject = samples.get(i).subject();
      if (!subject.isEmpty()) {
        assertThat(foldOf.computeIfAbsent(subject, s -> -1)).isIn(-1, fold[i]);
        foldOf.put(subject, fold[i]);
      }
      sizes[fold[i]]++;
    }
    for (int size : sizes) {
      assertThat(size).isBetween(samples.size() / 4 - 6, samples.size() / 4 + 6);
    }
  }

  @Test
  void refusesWhatCannotBeDivided() {
    List<Sample> three =
        List.of(sample(0, 0, "a"), sample(1, 1, "a"), sample(2, 0, "b"), sample(3, 1, "b"));
    assertThatThrownBy(() -> Folds.divide(three, 2, 3, 1))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("2 separate");
    assertThatThrownBy(() -> Folds.divide(three, 2, 1, 1)).isInstanceOf(UsageException.class);
  }
}
