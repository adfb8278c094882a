package io.selfcure.datasets.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfcure.datasets.web.BestFrames.Candidate;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BestFramesTest {

  @Test
  void theBestFramesAreSpreadAndFew() {
    BestFrames<String> best = new BestFrames<>(3, 0.2);
    for (int i = 0; i <= 600; i++) { // a minute; the best are at 0.4, 30.2 and 59.4 s
      double quality = i == 4 ? 0.9 : i == 302 ? 0.8 : i == 594 ? 0.7 : 0.1 + i % 7 / 100.0;
      best.offer(new Candidate<>(i / 10.0, quality, "f" + i));
    }
    assertThat(best.pick(60).stream().map(c -> c.kept())).containsExactly("f4", "f302", "f594");
  }

  @Test
  void fewFramesAreAllThereAre() {
    BestFrames<Integer> best = new BestFrames<>(3, 0.2);
    best.offer(new Candidate<>(1, 0.5, 1));
    assertThat(best.pick(6)).hasSize(1);
    best.offer(new Candidate<>(1.2, 0.5, 2));
    best.offer(new Candidate<>(1.4, 0.9, 3));
    best.offer(new Candidate<>(1.6, 0.8, 4));
    assertThat(best.pick(9).stream().map(c -> Objects.requireNonNull(c.kept())))
        .as("all in the first third: the best, filled up with the next best")
        .containsExactly(1, 3, 4);
  }
}
