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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoiseKindsTest {

  private static final LabelSet CLASSES = LabelSet.of("a", "b", "c", "d");
  private static final int[] SIZES = {400, 101, 10, 1};

  @TempDir Path dir;

  private static List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    for (int c = 0; c < SIZES.length; c++) {
      for (int i = 0; i < SIZES[c]; i++) {
        samples.add(Sample.of(c + "-" + i, "#0", Split.TRAIN, c));
      }
    }
    for (int i = 0; i < 50; i++) {
      samples.add(Sample.of("v" + i, "#0", Split.VALID, i % 4));
    }
    samples.add(Sample.of("u", "#0", Split.TRAIN, Sample.UNKNOWN));
    return samples;
  }

  private static Sample voted(String id, Split split, int label, Integer... votes) {
    return new Sample(id, "", split, label, Sample.UNKNOWN, List.of(votes), "", -1, null);
  }

  /** How often each class became each other one, true class first. */
  private static int[][] flows(List<Sample> samples, int[] labels) {
    int[][] flows = new int[4][4];
    for (int i = 0; i < labels.length; i++) {
      if (samples.get(i).split() == Split.TRAIN && samples.get(i).label() != Sample.UNKNOWN) {
        flows[samples.get(i).label()][labels[i]]++;
      } else {
        assertThat(labels[i]).isEqualTo(samples.get(i).label());
      }
    }
    return flows;
  }

  @Test
  void wrongLabelsTakeAllTrainingVotesWithThem(@TempDir Path dir) {
    Dataset voted;
    try (DatasetWriter writer = DatasetWriter.packed(dir.resolve("voted"), CLASSES, 1, 1, 1)) {
      for (int i = 0; i < 20; i++) {
        writer.add(voted("s" + i, Split.TRAIN, 0, 9, 1, 0, 0), new byte[1]);
      }
      voted = writer.finish("voted", "made here", "free", List.of());
    }
    Dataset noisy =
        Noise.inject(voted, new SymmetricNoise(0.25, 1), dir.resolve("noisy"), Progress.NONE);
    assertThat(noisy.samples().stream().filter(Sample::knownWrong)).hasSize(5);
    assertThat(noisy.samples())
        .allSatisfy(s -> assertThat(s.votes().isEmpty()).isEqualTo(s.split() == Split.TRAIN));
  }

  @Test
  void bernoulliHitsAboutTheRateAndNeverKeepsTheClass() {
    List<Sample> samples = samples();
    int[][] some = flows(samples, new BernoulliNoise(0.2, 1).labels(samples, CLASSES));
    // binomial(400, 0.2): five standard deviations are 40
    assertThat(400 - some[0][0]).isBetween(40, 120);
    int[][] all = flows(samples, new BernoulliNoise(1, 1).labels(samples, CLASSES));
    for (int c = 0; c < 4; c++) {
      assertThat(all[c][c]).isZero();
    }
    // binomial(400, 1/3): five standard deviations are 47
    assertThat(all[0][1]).isBetween(86, 180);
    assertThat(all[0][2]).isBetween(86, 180);
  }

  @Test
  void pairIsExactAndGoesWhereItShould() {
    List<Sample> samples = samples();
    Map<String, String> pairs = PairNoise.parsePairs("a=c, b=a", CLASSES);
    int[][] flows = flows(samples, new PairNoise(0.2, pairs, 1).labels(samples, CLASSES));
    assertThat(flows[0]).containsExactly(320, 0, 80, 0);
    assertThat(flows[1]).containsExactly(20, 81, 0, 0);
    assertThat(flows[2]).containsExactly(0, 0, 10, 0);
    assertThat(new PairNoise(0.2, pairs, 1).settings())
        .containsEntry("pairs", "a=c,b=a")
        .containsEntry("rate", "0.2");
  }

  @Test
  void knowsThePairsOfExpressionsUnderAnyName() {
    assertThat(PairNoise.knownPairs(LabelSet.FERPLUS8))
        .hasSize(8)
        .containsEntry("fear", "surprise")
        .containsEntry("surprise", "fear");
    assertThat(PairNoise.knownPairs(LabelSet.FER2013))
        .hasSize(7)
        .containsEntry("happy", "neutral")
        .containsEntry("disgust", "angry");
    assertThatThrownBy(() -> PairNoise.knownPairs(CLASSES))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("pairs a=b");
  }

  @Test
  void refusesPairsThatAreNone() {
    for (String bad : new String[] {"", "a", "a=", "a=a", "a=e", "a=b,a=c", "a=b=c", "a=b,"}) {
      assertThatThrownBy(() -> PairNoise.parsePairs(bad, CLASSES))
          .as(bad)
          .isInstanceOf(UsageException.class);
    }
  }

  @Test
  void annotatorDrawsFromTheVotesUpToTheRate() {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      samples.add(voted("s" + i, Split.TRAIN, 0, 6, 0, 4, 0));
    }
    samples.add(voted("sure", Split.TRAIN, 1, 0, 9, 0, 0));
    samples.add(voted("valid", Split.VALID, 1, 10, 0, 0, 0));
    int[][] free = flows(samples, new AnnotatorNoise(1, 1).labels(samples, CLASSES));
    // binomial(1000, 0.4): five standard deviations are 77
    assertThat(free[0][2]).isBetween(323, 477);
    assertThat(free[0][1] + free[0][3]).isZero();
    assertThat(free[1][1]).isEqualTo(1);
    int[][] capped = flows(samples, new AnnotatorNoise(0.1, 1).labels(samples, CLASSES));
    assertThat(capped[0][2]).isEqualTo(100);
  }

  @Test
  void annotatorNeedsVotes() {
    assertThatThrownBy(() -> new AnnotatorNoise(1, 1).labels(samples(), CLASSES))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("0-0")
        .hasMessageContaining("votes");
  }

  /** Wrong labels are anywhere in a class, not the first of it. */
  @Test
  void changesAreSpreadOverTheRows() {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      samples.add(voted("s" + i, Split.TRAIN, 0, 5, 5, 0, 0));
    }
    for (Noise noise :
        List.of(
            new SymmetricNoise(0.2, 1),
            new BernoulliNoise(0.2, 1),
            new AnnotatorNoise(0.2, 1),
            new PairNoise(0.2, PairNoise.parsePairs("a=b", CLASSES), 1))) {
      int[] labels = noise.labels(samples, CLASSES);
      long late = IntStream.range(500, 1000).filter(i -> labels[i] != 0).count();
      // about 100 of 200: five standard deviations are 35
      assertThat(late).as(noise.kind()).isBetween(65L, 135L);
    }
  }

  @Test
  void theSettingsSayWhatWasDone() {
    assertThat(new AnnotatorNoise(0.3, 7).settings())
        .containsExactly(Map.entry("highest-rate", "0.3"), Map.entry("seed", "7"));
    assertThat(new BernoulliNoise(0.3, 7).settings())
        .containsExactly(Map.entry("rate", "0.3"), Map.entry("seed", "7"));
    assertThat(new SymmetricNoise(0.3, 7).settings())
        .containsExactly(Map.entry("rate", "0.3"), Map.entry("seed", "7"));
    assertThat(new ListedNoise(List.of(1), "noise.txt", "ab12").settings())
        .containsExactly(Map.entry("list", "noise.txt"), Map.entry("list-sha256", "ab12"));
  }

  @Test
  void equalSeedsGiveEqualLabels() {
    List<Sample> samples = samples();
    for (long seed : new long[] {1, 2}) {
      for (Noise noise :
          List.of(
              new BernoulliNoise(0.3, seed),
              new PairNoise(0.3, PairNoise.parsePairs("a=b", CLASSES), seed))) {
        assertThat(noise.labels(samples, CLASSES)).isEqualTo(noise.labels(samples, CLASSES));
      }
    }
    assertThat(new BernoulliNoise(0.3, 1).labels(samples, CLASSES))
        .isNotEqualTo(new BernoulliNoise(0.3, 2).labels(samples, CLASSES));
  }

  @Test
  void keepsTheTruthBesideWhateverTheKind() {
    Dataset data;
    try (DatasetWriter writer = DatasetWriter.packed(dir.resolve("clean"), CLASSES, 1, 1, 1)) {
      for (int i = 0; i < 20; i++) {
        writer.add(voted("s" + i, Split.TRAIN, i % 2, 1, 1, 0, 0), new byte[1]);
      }
      data = writer.finish("clean", "made here", "free", List.of());
    }
    for (Noise noise :
        List.of(
            new BernoulliNoise(0.5, 1),
            new PairNoise(0.5, PairNoise.parsePairs("a=b", CLASSES), 1),
            new AnnotatorNoise(1, 1),
            new ListedNoise(java.util.Collections.nCopies(20, 3), "list.txt", "0"))) {
      Dataset noisy = Noise.inject(data, noise, dir.resolve(noise.kind()), Progress.NONE);
      assertThat(noisy.samples()).anyMatch(Sample::knownWrong);
      for (int i = 0; i < 20; i++) {
        assertThat(noisy.samples().get(i).trueLabel()).isEqualTo(i % 2);
      }
      assertThat(noisy.card().madeBy().get(0)).containsEntry("kind", noise.kind());
    }
  }
}
