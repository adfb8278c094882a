package io.selfcure.core.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.progress.Progress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoiseKindTest {

  @TempDir Path dir;

  private Dataset clean() {
    try (DatasetWriter writer =
        DatasetWriter.packed(dir.resolve("clean"), LabelSet.of("a", "b"), 2, 2, 1)) {
      for (int i = 0; i < 40; i++) {
        writer.add(Sample.of("s" + i, "", Split.TRAIN, i % 2), new byte[4]);
      }
      return writer.finish("small", "made here", "free", List.of());
    }
  }

  @Test
  void namesAreThoseOfTheCommandLine() {
    assertThat(NoiseKind.of("Symmetric")).isEqualTo(NoiseKind.SYMMETRIC);
    assertThat(NoiseKind.ids()).contains("none", "symmetric");
    assertThatThrownBy(() -> NoiseKind.of("salty"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("salty")
        .hasMessageContaining("symmetric");
  }

  @Test
  void theCopysNameTellsKindAndRate() {
    assertThat(
            NoiseKind.PAIR.rule(0.125, 1, LabelSet.of("happiness", "sadness", "neutral")).title())
        .isEqualTo("pair noise 12.5 %");
    assertThat(NoiseKind.SYMMETRIC_BERNOULLI.rule(0.3, 1, LabelSet.of("a", "b")).title())
        .isEqualTo("symmetric Bernoulli noise 30 %");
    assertThat(NoiseKind.ANNOTATOR.rule(1, 1, LabelSet.of("a", "b")).title())
        .isEqualTo("annotator noise");
    assertThat(NoiseKind.ANNOTATOR.rule(0.1, 1, LabelSet.of("a", "b")).title())
        .isEqualTo("annotator noise of at most 10 %");
    assertThat(new ListedNoise(List.of(), "noise02.txt", "0").title())
        .isEqualTo("labels of noise02.txt");
    Dataset noisy = NoiseKind.SYMMETRIC.inject(clean(), 1, 1, dir.resolve("all"), Progress.NONE);
    assertThat(noisy.card().name()).isEqualTo("small, symmetric noise 100 %");
  }

  @Test
  void noNoiseNotesTheGivenLabelsAsTrueUnlessTheTruthIsKnown() {
    Dataset clean = clean();
    Dataset none = NoiseKind.NONE.inject(clean, 0, 1, dir.resolve("none"), Progress.NONE);
    assertThat(none.samples()).allMatch(s -> s.trueLabel() == s.label());
    assertThat(none.samples().stream().map(Sample::label).toList())
        .isEqualTo(clean.samples().stream().map(Sample::label).toList());
    assertThat(none.card().name()).isEqualTo("small, no noise");
    Dataset noisy = NoiseKind.SYMMETRIC.inject(clean, 0.25, 1, dir.resolve("noisy"), Progress.NONE);
    assertThat(noisy.card().name()).isEqualTo("small, symmetric noise 25 %");
    assertThat(noisy.samples().stream().filter(Sample::knownWrong)).hasSize(10);
    assertThat(NoiseKind.NONE.inject(noisy, 0, 1, dir.resolve("same"), Progress.NONE))
        .isSameAs(noisy);
    assertThat(dir.resolve("same")).doesNotExist();
  }
}
