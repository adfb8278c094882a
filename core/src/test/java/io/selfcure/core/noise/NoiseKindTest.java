package io.selfcure.core.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.progress.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoiseKindTest {

  @TempDir Path dir;

  private Dataset clean() {
    return clean("clean", LabelSet.of("a", "b"));
  }

  private Dataset clean(String name, LabelSet classes) {
    try (DatasetWriter writer = DatasetWriter.packed(dir.resolve(name), classes, 2, 2, 1)) {
      for (int i = 0; i < 40; i++) {
        writer.add(Sample.of("s" + i, "", Split.TRAIN, i % 2), new byte[4]);
      }
      return writer.finish("small", "made here", "free", List.of());
    }
  }

  @Test
  void namesAreThoseOfTheCommandLine() {
    assertThat(NoiseKind.of("Symmetric", Noise.kinds())).isSameAs(SymmetricNoise.KIND);
    assertThat(NoiseKind.ids(Noise.kinds()))
        .containsExactly(
            "none", "symmetric", "symmetric-bernoulli", "pair", "annotator", "from-file");
    assertThatThrownBy(() -> NoiseKind.of("salty", Noise.kinds()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("salty")
        .hasMessageContaining("symmetric");
  }

  @Test
  void theCopysNameTellsKindAndRate() {
    Dataset two = clean();
    Dataset faces = clean("faces", LabelSet.of("happiness", "sadness", "neutral"));
    assertThat(PairNoise.KIND.rule(rate(0.125), faces).title()).isEqualTo("pair noise 12.5 %");
    assertThat(BernoulliNoise.KIND.rule(rate(0.3), two).title())
        .isEqualTo("symmetric Bernoulli noise 30 %");
    assertThat(AnnotatorNoise.KIND.rule(NoiseParameters.of(null, 1), two).title())
        .isEqualTo("annotator noise");
    assertThat(AnnotatorNoise.KIND.rule(rate(0.1), two).title())
        .isEqualTo("annotator noise of at most 10 %");
    assertThat(new ListedNoise(List.of(), "noise02.txt", "0").title())
        .isEqualTo("labels of noise02.txt");
    Dataset noisy = SymmetricNoise.KIND.inject(two, rate(1), dir.resolve("all"), Progress.NONE);
    assertThat(noisy.card().name()).isEqualTo("small, symmetric noise 100 %");
  }

  @Test
  void noNoiseNotesTheGivenLabelsAsTrueUnlessTheTruthIsKnown() {
    Dataset clean = clean();
    NoiseParameters nothing = NoiseParameters.of(null, 1);
    Dataset none = SymmetricNoise.NONE.inject(clean, nothing, dir.resolve("none"), Progress.NONE);
    assertThat(none.samples()).allMatch(s -> s.trueLabel() == s.label());
    assertThat(none.samples().stream().map(Sample::label).toList())
        .isEqualTo(clean.samples().stream().map(Sample::label).toList());
    assertThat(none.card().name()).isEqualTo("small, no noise");
    Dataset noisy =
        SymmetricNoise.KIND.inject(clean, rate(0.25), dir.resolve("noisy"), Progress.NONE);
    assertThat(noisy.card().name()).isEqualTo("small, symmetric noise 25 %");
    assertThat(noisy.samples().stream().filter(Sample::knownWrong)).hasSize(10);
    assertThat(SymmetricNoise.NONE.inject(noisy, nothing, dir.resolve("same"), Progress.NONE))
        .isSameAs(noisy);
    assertThat(dir.resolve("same")).doesNotExist();
  }

  @Test
  void everyRuleOfTheFamilyHasAKindThatIsListed() throws ReflectiveOperationException {
    for (Class<?> rule : Noise.class.getPermittedSubclasses()) {
      assertThat(Noise.kinds()).as(rule.getName()).contains(kind(rule));
    }
  }

  private static NoiseKind kind(Class<?> rule) throws ReflectiveOperationException {
    return (NoiseKind) Objects.requireNonNull(rule.getField("KIND").get(null));
  }

  @Test
  void aKindSaysWhatItMustBeTold() {
    refused(SymmetricNoise.KIND, NoiseParameters.of(null, 1))
        .contains("kind=symmetric: needs the share of wrong labels", "give rate");
    refused(ListedNoise.KIND, NoiseParameters.of(null, 1))
        .contains("kind=from-file: needs a list", "give it with list=FILE");
    refused(ListedNoise.KIND, rate(0.2)).contains("rate: has no effect with kind=from-file");
    refused(SymmetricNoise.NONE, rate(0)).contains("rate: has no effect with kind=none");
    refused(AnnotatorNoise.KIND, new NoiseParameters(null, "a=b", null, 1))
        .contains("pairs: has no effect with kind=annotator");
    refused(PairNoise.KIND, rate(1.5)).contains("1.5 is not in 0..1");
    assertThat(SymmetricNoise.KIND.needsOnly(Set.of(NoiseParameter.RATE))).isTrue();
    assertThat(ListedNoise.KIND.needsOnly(Set.of(NoiseParameter.RATE))).isFalse();
  }

  private static AbstractStringAssert<?> refused(NoiseKind kind, NoiseParameters with) {
    return assertThat(
        String.valueOf(
            catchThrowableOfType(UsageException.class, () -> kind.check(with)).getMessage()));
  }

  private static NoiseParameters rate(double rate) {
    return NoiseParameters.of(rate, 1);
  }
}
