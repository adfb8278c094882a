package io.selfcure.curation.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.core.metrics.Interval;
import io.selfcure.core.metrics.SeedStatistics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SeedGroupsTest {

  private static SeedGroups.Member run(
      String mode, int seed, String data, double accuracy, String... more) {
    Map<String, String> settings =
        new java.util.HashMap<>(Map.of("mode", mode, "seed", "" + seed, "threads", "" + seed));
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return new SeedGroups.Member(
        mode + seed, settings, data, Map.of("accuracy", accuracy, "auroc", Double.NaN));
  }

  private static SeedStatistics accuracy(SeedGroups.Group group) {
    return Objects.requireNonNull(group.figures().get("accuracy"));
  }

  private static Interval interval(SeedStatistics s) {
    return Objects.requireNonNull(s.interval());
  }

  private static double width(SeedStatistics s) {
    return interval(s).high() - interval(s).low();
  }

  @Test
  void seedsOfAKindAreTakenTogetherAndComparedInPairs() {
    SeedGroups found =
        SeedGroups.of(
            List.of(
                run("plain", 1, "faces", 0.70),
                run("cured", 1, "faces", 0.75),
                run("plain", 2, "faces", 0.60),
                run("cured", 2, "faces", 0.66),
                run("plain", 3, "faces", 0.80),
                run("cured", 3, "faces", 0.84),
                run("cured", 4, "faces", 0.10)));
    assertThat(found.groups()).extracting(SeedGroups.Group::name).containsExactly("plain", "cured");
    assertThat(found.groups().get(1).runs())
        .containsExactly("cured1", "cured2", "cured3", "cured4");
    assertThat(found.groups().get(0).figures()).containsOnlyKeys("accuracy");
    SeedStatistics gain = accuracy(found.gains().get(0));
    assertThat(found.gains()).hasSize(1);
    assertThat(gain.seeds()).as("seed 4 has no partner").isEqualTo(3);
    assertThat(gain.mean()).isCloseTo(0.05, within(1e-12));
    // scipy: ttest_rel of the three pairs, 95 % interval
    assertThat(interval(gain).low()).isCloseTo(0.0251586, within(1e-6));
    assertThat(interval(gain).high()).isCloseTo(0.0748414, within(1e-6));
    assertThat(width(accuracy(found.groups().get(0))))
        .as("what the seeds share is not in the difference")
        .isGreaterThan(8 * width(gain));
  }

  @Test
  void groupsAreNamedByWhatTellsThemApart() {
    SeedGroups found =
        SeedGroups.of(
            List.of(
                run("plain", 1, "clean", 0.7, "width", "1", "beta", "0.7"),
                run("plain", 2, "clean", 0.7, "width", "1", "beta", "0.7"),
                run("plain", 1, "noisy", 0.7, "width", "1", "beta", "0.7"),
                run("plain", 1, "noisy", 0.7, "width", "1", "beta", "0.8")));
    assertThat(found.groups())
        .extracting(SeedGroups.Group::name)
        .containsExactly("data clean, beta 0.7", "data noisy, beta 0.7", "data noisy, beta 0.8");
    assertThat(found.gains()).hasSize(2);
  }

  @Test
  void withoutTwoSeedsOfAKindThereIsNothingToSay() {
    SeedGroups.Member run = run("plain", 1, "faces", 0.7);
    assertThat(SeedGroups.of(List.of(run, run, run("cured", 1, "faces", 0.8))).groups()).isEmpty();
    assertThat(SeedGroups.of(List.of(run, run, run("cured", 1, "faces", 0.8))).gains()).isEmpty();
    assertThat(SeedGroups.of(List.of(run, run("plain", 2, "faces", 0.8))).groups().get(0).name())
        .isEqualTo("all runs");
  }
}
