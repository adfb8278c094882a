package io.selfcure.datasets.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.PixelPack;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.InterruptedRunException;
import io.selfcure.core.progress.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticFacesTest {

  @TempDir Path dir;

  private Dataset generate(String name, SyntheticOptions options) {
    return SyntheticFaces.generate(dir.resolve(name), options, Progress.NONE);
  }

  private static SyntheticOptions options(int train, int valid, double blends, long seed) {
    return new SyntheticOptions(train, valid, 32, blends, 0, seed);
  }

  private static byte[] picture(Dataset dataset, Sample sample) {
    PixelPack pack = Objects.requireNonNull(dataset.pack());
    byte[] pixels = new byte[pack.pictureBytes()];
    pack.read(Dataset.packIndex(sample.path()), pixels, 0);
    return pixels;
  }

  @Test
  void sameSeedDrawsTheSameBytesAndAnotherSeedDoesNot() {
    Dataset one = generate("one", options(21, 7, 0.3, 5));
    Dataset two = generate("two", options(21, 7, 0.3, 5));
    Dataset other = generate("other", options(21, 7, 0.3, 6));
    assertThat(two.sha256()).isEqualTo(one.sha256());
    assertThat(other.card().pictures().sha256()).isNotEqualTo(one.card().pictures().sha256());
  }

  @Test
  void aPictureDoesNotDependOnHowManyThereAre() {
    Dataset few = generate("few", options(9, 5, 0.5, 1));
    Dataset many = generate("many", options(30, 11, 0.5, 1));
    for (Split split : List.of(Split.TRAIN, Split.VALID)) {
      for (int i = 0; i < few.split(split).size(); i++) {
        Sample a = few.split(split).get(i);
        Sample b = many.split(split).get(i);
        assertThat(picture(few, a)).isEqualTo(picture(many, b));
        assertThat(a.label()).isEqualTo(b.label());
        assertThat(a.votes()).isEqualTo(b.votes());
        assertThat(a.subject()).isEqualTo(b.subject());
      }
    }
  }

  @Test
  void threadsDrawWhatOneThreadDraws() {
    SyntheticOptions options = new SyntheticOptions(20, 8, 32, 0.4, 0.3, 11);
    Dataset dataset = generate("set", options);
    for (int position : new int[] {19, 3, 0, 27}) {
      Sample sample = dataset.samples().get(position);
      int number = position < 20 ? position : position - 20;
      Sitting.Portrait alone = new Sitting(options, sample.split(), number).draw(position);
      assertThat(alone.pixels()).isEqualTo(picture(dataset, sample));
      assertThat(alone.sample().withPath(sample.path())).isEqualTo(sample);
    }
  }

  @Test
  void classesAreBalancedAndRowsComplete() {
    Dataset dataset = generate("set", options(45, 14, 0.2, 2));
    assertThat(dataset.labels()).isEqualTo(LabelSet.BASIC7);
    assertThat(dataset.split(Split.TRAIN)).hasSize(45);
    assertThat(dataset.split(Split.VALID)).hasSize(14);
    assertThat(countsByClass(dataset.split(Split.TRAIN)).values())
        .hasSize(7)
        .allMatch(n -> n == 6 || n == 7);
    assertThat(countsByClass(dataset.split(Split.VALID)).values()).hasSize(7).allMatch(n -> n == 2);
    assertThat(dataset.samples()).extracting(Sample::id).startsWith("face-000000", "face-000001");
    assertThat(dataset.samples()).allMatch(s -> s.label() == s.trueLabel());
    PixelPack pack = Objects.requireNonNull(dataset.pack());
    assertThat(List.of(pack.count(), pack.height(), pack.width(), pack.channels()))
        .containsExactly(59, 32, 32, 3);
  }

  private static Map<Integer, Long> countsByClass(List<Sample> samples) {
    return samples.stream().collect(Collectors.groupingBy(Sample::label, Collectors.counting()));
  }

  @Test
  void peopleNeverCrossSplitsAndShowEveryExpression() {
    Dataset dataset = generate("set", options(28, 28, 0, 3));
    Set<String> train = subjects(dataset.split(Split.TRAIN));
    Set<String> valid = subjects(dataset.split(Split.VALID));
    assertThat(train).hasSize(4).doesNotContainAnyElementsOf(valid);
    assertThat(valid).hasSize(4).allMatch(s -> s.matches("p\\d{4}"));
    Map<String, Set<Integer>> shown =
        dataset.samples().stream()
            .collect(
                Collectors.groupingBy(
                    Sample::subject, Collectors.mapping(Sample::label, Collectors.toSet())));
    assertThat(shown.values()).allMatch(labels -> labels.size() == 7);
  }

  private static Set<String> subjects(List<Sample> samples) {
    return samples.stream().map(Sample::subject).collect(Collectors.toSet());
  }

  @Test
  void votesFollowTheBlend() {
    Dataset clear = generate("clear", options(14, 7, 0, 4));
    assertThat(clear.samples())
        .allSatisfy(s -> assertThat(s.votes()).hasSize(7).element(s.label()).isEqualTo(10));
    Dataset blended = generate("blended", options(35, 7, 1, 4));
    assertThat(blended.samples())
        .allSatisfy(
            s -> {
              assertThat(s.votes().stream().mapToInt(v -> v).sum()).isEqualTo(10);
              assertThat(s.votes().get(s.label())).isBetween(6, 8);
              assertThat(s.votes().stream().filter(v -> v > 0)).hasSize(2);
            });
    Set<Integer> shares =
        blended.samples().stream().map(s -> s.votes().get(s.label())).collect(Collectors.toSet());
    assertThat(shares).hasSizeGreaterThan(1);
  }

  @Test
  void onlyTrainingHasUnreadablePicturesAndTheirVotesAreEven() {
    Dataset dataset = generate("set", new SyntheticOptions(21, 14, 32, 0, 1, 8));
    assertThat(dataset.split(Split.TRAIN))
        .allSatisfy(
            s -> {
              assertThat(s.votes()).hasSize(7).allMatch(v -> v == 1 || v == 2);
              assertThat(s.votes().stream().mapToInt(v -> v).sum()).isEqualTo(10);
              assertThat(s.votes().get(s.label())).isEqualTo(Collections.max(s.votes()));
            });
    assertThat(dataset.split(Split.VALID)).allMatch(s -> s.votes().get(s.label()) == 10);
  }

  @Test
  void progressCountsEveryPicture() {
    List<Long> told = new ArrayList<>();
    Progress.Task task =
        new Progress.Task() {
          @Override
          public void advance(long done, String detail) {
            told.add(done);
          }

          @Override
          public void close() {
            told.add(-1L);
          }
        };
    Progress progress =
        new Progress() {
          @Override
          public Task start(String what, String unit, long total) {
            told.add(total);
            return task;
          }

          @Override
          public void say(String line) {}
        };
    SyntheticFaces.generate(dir.resolve("set"), options(2, 1, 0, 0), progress);
    assertThat(told).containsExactly(3L, 1L, 2L, 3L, -1L);
  }

  @Test
  void anInterruptLeavesNothingBehind() throws Exception {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> generate("set", options(70, 7, 0, 0)))
        .isInstanceOf(InterruptedRunException.class);
    assertThat(Thread.interrupted()).isTrue();
    try (var left = Files.list(dir)) {
      assertThat(left).isEmpty();
    }
  }
}
