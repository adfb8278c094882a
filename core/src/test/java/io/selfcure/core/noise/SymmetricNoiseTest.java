package io.selfcure.core.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.progress.Progress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SymmetricNoiseTest {

  private static final int[] SIZES = {400, 101, 10, 1};

  @TempDir Path dir;

  private Dataset clean() {
    try (DatasetWriter writer =
        DatasetWriter.packed(dir.resolve("clean"), LabelSet.of("a", "b", "c", "d"), 1, 1, 1)) {
      for (int c = 0; c < SIZES.length; c++) {
        for (int i = 0; i < SIZES[c]; i++) {
          writer.add(Sample.of(c + "-" + i, "", Split.TRAIN, c), new byte[1]);
        }
      }
      for (int i = 0; i < 50; i++) {
        writer.add(Sample.of("v" + i, "", Split.VALID, i % 4), new byte[1]);
      }
      return writer.finish("clean", "made here", "free", List.of());
    }
  }

  private Dataset noisy(String name, double rate, long seed) {
    Dataset clean =
        dir.resolve("clean").toFile().exists() ? Dataset.read(dir.resolve("clean")) : clean();
    return SymmetricNoise.inject(clean, rate, seed, dir.resolve(name), Progress.NONE);
  }

  @Test
  void isExactInEveryClassAndKeepsTheTruth() {
    Dataset noisy = noisy("noisy", 0.2, 1);
    int[] wrong = new int[4];
    for (Sample s : noisy.split(Split.TRAIN)) {
      assertThat(s.trueLabel()).isEqualTo(s.id().charAt(0) - '0');
      wrong[s.trueLabel()] += s.knownWrong() ? 1 : 0;
    }
    assertThat(wrong).containsExactly(80, 20, 2, 0);
    assertThat(noisy.split(Split.VALID)).noneMatch(Sample::knownWrong);
    assertThat(noisy.card().madeBy().get(0))
        .containsEntry("rate", "0.2")
        .containsEntry("seed", "1");
  }

  @Test
  void everyOtherClassIsEquallyLikely() {
    int[] to = new int[4];
    noisy("noisy", 1.0, 3).split(Split.TRAIN).stream()
        .filter(s -> s.trueLabel() == 0)
        .forEach(s -> to[s.label()]++);
    assertThat(to[0]).isZero();
    for (int c = 1; c < 4; c++) {
      // binomial(400, 1/3): five standard deviations are 47
      assertThat(to[c]).isBetween(86, 180);
    }
  }

  @Test
  void theSameSeedGivesTheSameLabelsAndAnotherDoesNot() {
    List<Sample> first = noisy("first", 0.3, 7).samples();
    assertThat(noisy("second", 0.3, 7).samples()).isEqualTo(first);
    assertThat(noisy("third", 0.3, 8).samples()).isNotEqualTo(first);
  }

  @Test
  void neverTouchesTheOriginal() {
    String before = clean().sha256();
    noisy("noisy", 0.5, 1);
    assertThat(Dataset.read(dir.resolve("clean")).sha256()).isEqualTo(before);
  }

  @Test
  void refusesNoiseUponNoiseAndRatesThatAreNone() {
    Dataset once = noisy("once", 0.2, 1);
    assertThatThrownBy(
            () -> SymmetricNoise.inject(once, 0.2, 1, dir.resolve("twice"), Progress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("already");
    for (double rate : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> noisy("bad", rate, 1)).isInstanceOf(UsageException.class);
    }
  }
}
